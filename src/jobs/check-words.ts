import { controls } from '../controls/index.ts';
import { registryOf } from '../registries/index.ts';
import type { CheckContext, ControlWords } from '../reports/check-run/index.ts';
import type { ObservedWork } from './repository-work.ts';

/** How much a check run is to say. */
export interface CheckWords {
  /** The reasons behind every verdict as well. */
  readonly explain: boolean;
}

/** What is said of each control, by its id. */
export const controlTexts: ReadonlyMap<string, ControlWords> = new Map(
  controls.map(({ id, title, why }) => [id, { title, why }]),
);

/** What the renderers need beside the report. */
export async function checkWords(work: ObservedWork, commit: string, { explain }: CheckWords): Promise<CheckContext> {
  const { context, repository } = work;
  const issue = await context.store.issues.get(repository.id, 'rollup');
  return {
    server: context.server,
    repository: `${repository.owner}/${repository.name}`,
    commit,
    controls: controlTexts,
    registryTitle: (id) => registryOf(id).title,
    issue: issue?.state === 'open' ? issue.number : null,
    explain,
  };
}
