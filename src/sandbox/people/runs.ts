import { addRun, endRun } from '../build-repository.ts';
import { lieAhead } from '../clock.ts';
import type { People } from '../sandbox.ts';
import type { ScenarioRun } from '../scenario.ts';
import { workflowLine, workflowRun } from '../shapes/run.ts';
import type { SandboxRepository, SandboxRun } from '../state.ts';
import { endOf } from '../story.ts';
import type { World } from '../world.ts';
import { repositoryAt } from './found.ts';

/** What people have workflows do. */
export function runPeople(world: World): Pick<People, 'run'> {
  return {
    async run(owner, name, run) {
      const repository = repositoryAt(world, owner, name);
      await beginRun(world, repository, run);
      const { clock } = world;
      const at = endOf(run);
      if (clock === null || at <= clock.now) await finishRun(world, repository, run);
      else lieAhead(clock, { at, repository: repository.id, happening: { kind: 'run-ends', run } });
    },
  };
}

export async function beginRun(world: World, repository: SandboxRepository, run: ScenarioRun): Promise<void> {
  await tell(world, repository, addRun(world.state, repository, run), 'requested');
}

export async function finishRun(world: World, repository: SandboxRepository, run: ScenarioRun): Promise<void> {
  const ended = endRun(repository, run);
  if (ended !== null) await tell(world, repository, ended, 'completed');
}

async function tell(world: World, repository: SandboxRepository, run: SandboxRun, action: string): Promise<void> {
  await world.tell({
    event: 'workflow_run',
    action,
    account: repository.owner,
    repository,
    sender: run.actor,
    payload: {
      workflow_run: workflowRun(world, repository, run),
      workflow: workflowLine(world, repository, run.workflow),
    },
  });
}
