import { commandsPage } from './commands.ts';
import { controlPages } from './controls.ts';
import { levelsPage } from './levels.ts';
import { policyPage } from './policy.ts';
import { registryPages } from './registries.ts';

/** Every page that is made from the code, by its path; folders in which nothing else may stand. */
export async function madePages(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...(await controlPages()),
    ...registryPages(),
    ['docs/policy.md', policyPage()],
    ['docs/levels.md', levelsPage()],
    ['docs/commands.md', await commandsPage()],
  ]);
}

/** Folders that hold nothing but made pages. */
export const madeFolders: readonly string[] = ['docs/controls', 'docs/registries'];
