import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import markdownIt from 'markdown-it';

export const root = join(import.meta.dirname, '../..');

/** Every page of Markdown that the repository shows to people, by its path. */
export function pagePaths(): readonly string[] {
  return globSync(['*.md', 'docs/**/*.md', 'deploy/**/*.md', 'examples/**/*.md', 'scenarios/**/*.md'], { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();
}

export interface MarkdownPage {
  readonly path: string;
  /** Targets of links and images, as they are written. */
  readonly links: readonly string[];
  /** What can stand behind `#`, as GitHub makes it of headings. */
  readonly anchors: ReadonlySet<string>;
  readonly fences: readonly { readonly language: string; readonly text: string }[];
  /** What stands between two backticks. */
  readonly codes: readonly string[];
}

export function readPage(path: string): MarkdownPage {
  const tokens = parser.parse(readFileSync(join(root, path), 'utf8'), {});
  const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
  const html = all.filter(({ type }) => type === 'html_block' || type === 'html_inline').map(({ content }) => content);
  const headings = tokens.flatMap(({ type }, index) => (type === 'heading_open' ? [tokens[index + 1]] : []));
  return {
    path,
    links: [
      ...all
        .flatMap((token) => [token.attrGet('href'), token.attrGet('src')])
        .flatMap((target) => (target === null ? [] : [String(target)])),
      ...html.flatMap((text) =>
        [...text.matchAll(/\b(?:href|src|srcset)="([^"\s]*)/g)].map(([, target = '']) => target),
      ),
    ],
    anchors: anchorsOf(
      headings.map((inline) =>
        (inline?.children ?? [])
          .filter(({ type }) => type === 'text' || type === 'code_inline')
          .map(({ content }) => content)
          .join(''),
      ),
    ),
    fences: tokens
      .filter(({ type }) => type === 'fence')
      .map(({ info, content }) => ({ language: info.trim(), text: content })),
    codes: all.filter(({ type }) => type === 'code_inline').map(({ content }) => content),
  };
}

const parser = markdownIt({ html: true });

/** As GitHub does: lower case, without punctuation, spaces as hyphens, and a number behind what comes again. */
function anchorsOf(headings: readonly string[]): ReadonlySet<string> {
  const times = new Map<string, number>();
  return new Set(
    headings.map((heading) => {
      const plain = heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
        .replaceAll(' ', '-');
      const before = times.get(plain) ?? 0;
      times.set(plain, before + 1);
      return before === 0 ? plain : `${plain}-${before}`;
    }),
  );
}
