import { mapPublications } from '../../src/publishing/map.ts';
import type { Publication, PublicationMap } from '../../src/publishing/publication.ts';
import { registries } from '../../src/registries/index.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';

/** Files by path. */
export type Tree = Readonly<Record<string, string>>;

/** npm's own address, and one that is not. */
export const npmHome = ['https://registry.npm', 'js.org'].join('');
export const privateHome = 'https://packages.example.com';

/** A repository with one npm package. */
export const npmPackage: Tree = { 'package.json': '{ "name": "left", "version": "1.0.0" }' };

/** The whole map of a repository that is `octo/left`. */
export function mapOf(tree: Tree, repository: string | null = 'octo/left'): Promise<PublicationMap> {
  return mapPublications(memoryFiles(tree), registries, repository);
}

/** What a repository with one npm package and one job, whose steps these are, publishes. The first step is line 6. */
export async function published(
  steps: string,
  more: { readonly job?: string; readonly tree?: Tree } = {},
): Promise<readonly Publication[]> {
  const { publications } = await mapOf({ ...npmPackage, ...jobOf(steps, more.job), ...more.tree });
  return publications;
}

/** The same where there is to be exactly one publication. */
export async function publishedOnce(
  steps: string,
  more: { readonly job?: string; readonly tree?: Tree } = {},
): Promise<Publication> {
  return only(await published(steps, more));
}

/** The only one of a list. */
export function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined || list.length > 1) throw new Error(`one was expected, not ${list.length}`);
  return first;
}

/** A workflow `release.yml` with one job `publish`; `job` is what the job says besides its steps. */
export function jobOf(steps: string, job = ''): Tree {
  const lines = ['on: { push: { tags: ["v*"] } }', 'jobs:', '  publish:', '    runs-on: ubuntu-latest', '    steps:'];
  return {
    '.github/workflows/release.yml': `${[...lines, indented(steps, 6), ...(job === '' ? [] : [indented(job, 4)])].join('\n')}\n`,
  };
}

/** The text that a template literal holds, moved to the right by so many columns from where it stands. */
export function indented(text: string, columns: number): string {
  const lines = text.replace(/^\n|\n\s*$/g, '').split('\n');
  const least = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
  );
  return lines.map((line) => (line.trim() === '' ? '' : ' '.repeat(columns) + line.slice(least))).join('\n');
}

/** A file's text out of a template literal. */
export function file(text: string): string {
  return `${indented(text, 0)}\n`;
}

/** The job may ask for an OIDC token. */
export const mayMint = 'permissions: { id-token: write, contents: read }';

/** Credentials in short: `long-lived secrets.NPM_TOKEN by environment variable NODE_AUTH_TOKEN`. */
export function credentialsOf({ credentials }: Publication): readonly string[] {
  return credentials.map(({ kind, source, arrives }) => `${kind} ${source} by ${arrives}`);
}
