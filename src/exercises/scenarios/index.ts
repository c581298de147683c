import type { ExerciseScenario, ScenarioId } from '../scenario.ts';
import { accountWithProvenance } from './account-with-provenance.ts';
import { dependencyUpdate } from './dependency-update.ts';
import { maintainerPhished } from './maintainer-phished.ts';
import { poisonedAction } from './poisoned-action.ts';
import { registryOutage } from './registry-outage.ts';
import { tokenFromCi } from './token-from-ci.ts';

/** Every scenario; adding one is a file beside this one, a line here, and its acts for the drill. */
export const scenarios: Readonly<Record<ScenarioId, ExerciseScenario>> = {
  'maintainer-phished': maintainerPhished,
  'token-from-ci': tokenFromCi,
  'poisoned-action': poisonedAction,
  'account-with-provenance': accountWithProvenance,
  'dependency-update': dependencyUpdate,
  'registry-outage': registryOutage,
};
