import type { SandboxPull, SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { tellPull } from './push.ts';

export type NewPull = Pick<
  SandboxPull,
  'title' | 'body' | 'author' | 'headRepository' | 'headRef' | 'headSha' | 'baseRef' | 'baseSha'
>;

/** Opens a pull request; `told` resolves when everybody knows. */
export function addPull(
  world: World,
  repository: SandboxRepository,
  wanted: NewPull,
): { readonly pull: SandboxPull; readonly told: Promise<void> } {
  const pull: SandboxPull = {
    ...wanted,
    number: repository.nextNumber++,
    state: 'open',
    merged: false,
    comments: [],
    createdAt: world.state.now().toISOString(),
  };
  repository.pulls.set(pull.number, pull);
  repository.refs.set(`refs/pull/${pull.number}/head`, pull.headSha);
  return { pull, told: tellPull(world, repository, pull, 'opened', wanted.author) };
}

export interface PullChange {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly state?: 'open' | 'closed' | undefined;
}

/** Changes a pull request; resolves when everything that GitHub tells of it has been told. */
export async function changePull(
  world: World,
  repository: SandboxRepository,
  pull: SandboxPull,
  change: PullChange,
  sender: string,
): Promise<void> {
  const changes = {
    ...(change.title !== undefined && change.title !== pull.title ? { title: { from: pull.title } } : {}),
    ...(change.body !== undefined && change.body !== pull.body ? { body: { from: pull.body ?? '' } } : {}),
  };
  const isMove = change.state !== undefined && change.state !== pull.state;
  pull.title = change.title ?? pull.title;
  pull.body = change.body === undefined ? pull.body : change.body;
  pull.state = change.state ?? pull.state;
  if (Object.keys(changes).length > 0) await tellPull(world, repository, pull, 'edited', sender, { changes });
  if (isMove) await tellPull(world, repository, pull, pull.state === 'closed' ? 'closed' : 'reopened', sender);
}
