import type { Publication } from '../../src/publishing/publication.ts';
import type { RegistryId } from '../../src/types/registry-id.ts';
import { jobOf, mapOf, type Tree } from '../publishing/map-of.ts';

export { mayMint } from '../publishing/map-of.ts';

/** What one job with these steps publishes to one registry, in a repository that holds the tree. */
export async function publishedTo(
  registry: RegistryId,
  tree: Tree,
  steps: string,
  job = '',
): Promise<readonly Publication[]> {
  const { publications } = await mapOf({ ...tree, ...jobOf(steps, job) });
  return publications.filter((publication) => publication.registry === registry && publication.site !== null);
}

/** One step that runs these lines; `more` are further keys of the step, each on its line. */
export function run(script: string, more: readonly string[] = []): string {
  const lines = script.split('\n').map((line) => `    ${line}`);
  return ['- run: |', ...lines, ...more.map((line) => `  ${line}`)].join('\n');
}

/** One step that uses an action, with inputs as YAML's flow mapping: `{ command: upload }`. */
export function use(action: string, inputs = '{}', more: readonly string[] = []): string {
  return [`- uses: ${action}`, `  with: ${inputs}`, ...more.map((line) => `  ${line}`)].join('\n');
}

/** A job that calls a reusable workflow instead of having steps. */
export async function calledFor(
  registry: RegistryId,
  tree: Tree,
  call: string,
  more = '',
): Promise<readonly Publication[]> {
  const workflow = ['on: { push: { tags: ["v*"] } }', 'jobs:', '  publish:', `    uses: ${call}`, more].join('\n');
  const { publications } = await mapOf({ ...tree, '.github/workflows/release.yml': `${workflow}\n` });
  return publications.filter((publication) => publication.registry === registry && publication.site !== null);
}
