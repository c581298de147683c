import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { FixedFile } from '../types/fix-offer.ts';

/** A unified diff of files that `git apply` takes. */
export function unifiedDiff(files: readonly FixedFile[]): string {
  return files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, before, after }) => {
      const names = [before === null ? '/dev/null' : `a/${path}`, `b/${path}`] as const;
      const header = `diff --git ${quoted(`a/${path}`)} ${quoted(`b/${path}`)}\n${before === null ? 'new file mode 100644\n' : ''}`;
      const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
      return header + createTwoFilesPatch(...names, before ?? '', after, undefined, undefined, options);
    })
    .join('');
}

/** As Git quotes a name that would not stand in a header as it is. */
function quoted(name: string): string {
  if (!/["\\]|[^ -~]/.test(name)) return name;
  const bytes = [...Buffer.from(name)].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === '\\') return `\\${character}`;
    return byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, '0')}` : character;
  });
  return `"${bytes.join('')}"`;
}
