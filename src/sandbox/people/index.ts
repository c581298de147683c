import { installationOf } from '../accounts.ts';
import type { People } from '../sandbox.ts';
import type { World } from '../world.ts';
import { checkPeople } from './checks.ts';
import { deploymentPeople } from './deployments.ts';
import { somebody } from './found.ts';
import { installationPeople } from './installations.ts';
import { issuePeople } from './issues.ts';
import { membershipPeople } from './memberships.ts';
import { pullPeople } from './pulls.ts';
import { pushPeople } from './pushes.ts';
import { repositoryPeople } from './repositories.ts';
import { runPeople } from './runs.ts';

/** Everything that people can do. */
export function peopleOf(world: World): People {
  return {
    ...installationPeople(world),
    ...pushPeople(world),
    ...pullPeople(world),
    ...checkPeople(world),
    ...issuePeople(world),
    ...repositoryPeople(world),
    ...runPeople(world),
    ...deploymentPeople(world),
    ...membershipPeople(world),
    send: (event, payload) => sendAnything(world, event, payload),
  };
}

/** Goes to the installation on the repository's or the organisation's account, or to the first one there is. */
async function sendAnything(world: World, event: string, payload: Record<string, unknown>): Promise<void> {
  const [named] = ['repository', 'organization'].flatMap((key) => loginIn(payload[key]));
  const installed = named === undefined ? null : installationOf(world.state, named);
  const account = installed?.account ?? [...world.state.installations.values()][0]?.account;
  if (account === undefined) return;
  const repository = world.state.repositories.get(Number(property(payload['repository'], 'id'))) ?? null;
  const action = typeof payload['action'] === 'string' ? payload['action'] : null;
  await world.tell({ event, action, account, repository, sender: somebody(world, account), payload });
}

function loginIn(value: unknown): readonly string[] {
  const login = property(value, 'login') ?? property(property(value, 'owner'), 'login');
  return typeof login === 'string' ? [login] : [];
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
