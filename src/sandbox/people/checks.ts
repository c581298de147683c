import { suiteOf, tellCheckRun, tellCheckSuite } from '../actions/checks.ts';
import type { People } from '../sandbox.ts';
import type { SandboxCheckRun, SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { present, repositoryAt } from './found.ts';

type CheckPeople = Pick<People, 'rerunCheck' | 'rerunSuite' | 'pressButton'>;

/** The buttons on a check run's page. */
export function checkPeople(world: World): CheckPeople {
  return {
    async rerunCheck(owner, name, checkRunId, by) {
      const repository = repositoryAt(world, owner, name);
      await tellCheckRun(world, repository, runAt(repository, checkRunId), 'rerequested', by);
    },
    async rerunSuite(owner, name, headSha, by) {
      const repository = repositoryAt(world, owner, name);
      await tellCheckSuite(world, repository, suiteOf(world, repository, headSha), 'rerequested', by);
    },
    async pressButton(owner, name, checkRunId, identifier, by) {
      const repository = repositoryAt(world, owner, name);
      const run = runAt(repository, checkRunId);
      present(
        run.actions.find((action) => action.identifier === identifier),
        `button ${identifier}`,
      );
      await tellCheckRun(world, repository, run, 'requested_action', by, { requested_action: { identifier } });
    },
  };
}

function runAt(repository: SandboxRepository, id: number): SandboxCheckRun {
  return present(repository.checkRuns.get(id), `check run ${id}`);
}
