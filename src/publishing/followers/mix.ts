import type { RepositoryFiles } from '../../types/repository-files.ts';
import { type FollowedCommand, type FollowedScript, followedScript } from './followed-script.ts';
import { folderOf, lineAt, nearestFile, readText } from './tree.ts';

/** `mix X` where X is an alias of `mix.exs`: the tasks and commands that it lists as strings. */
export function followMix(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const [name] = command.words;
  const path = nearestFile(files, command.directory, ['mix.exs']);
  const text = path === null ? null : readText(files, path);
  if (path === null || text === null || typeof name !== 'string') return [];
  const found = aliasEntry(text, name);
  if (found === null) return [];
  const appended = command.words.slice(1);
  const items = [...found.value.matchAll(/"((?:[^"\\\n]|\\.){0,1000})"/g)];
  return items.flatMap((item, index): readonly FollowedScript[] => {
    const written = item[1] ?? '';
    // An alias that names itself means the task behind it, which the command already is.
    if (written.split(' ')[0] === name) return [];
    const line = lineAt(text, found.offset + item.index);
    const shell = /^cmd\s+/.exec(written)?.[0];
    const script = shell === undefined ? `mix ${written}` : written.slice(shell.length);
    const handed = index === items.length - 1 ? appended : [];
    return [
      followedScript({ path, line, text: script, directory: folderOf(path), appended: handed, label: `mix ${name}` }),
    ];
  });
}

/** The value of an alias: what follows `name:` in the aliases, one string or a list. */
function aliasEntry(text: string, name: string): { readonly value: string; readonly offset: number } | null {
  const start = /^[ \t]*defp?[ \t]+aliases\b/m.exec(text)?.index ?? /\baliases:\s*\[/.exec(text)?.index;
  if (start === undefined) return null;
  const block = text.slice(start, start + 20_000);
  for (const key of [`${name}:`, `"${name}":`, `"${name}" =>`]) {
    const at = indexOfKey(block, key);
    if (at === -1) continue;
    const offset = at + key.length;
    const rest = block.slice(offset).trimStart();
    const end = rest.startsWith('[') ? rest.indexOf(']') : rest.indexOf('\n');
    const from = start + offset + (block.length - offset - rest.length);
    return { value: end === -1 ? rest : rest.slice(0, end), offset: from };
  }
  return null;
}

function indexOfKey(block: string, key: string): number {
  for (let at = block.indexOf(key); at !== -1; at = block.indexOf(key, at + 1))
    if (at > 0 && !/[\w."]/.test(block[at - 1] ?? '')) return at;
  return -1;
}
