import { comment, issue, pullAsIssue } from '../shapes/issue.ts';
import type { SandboxComment, SandboxIssue, SandboxLabel, SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

export interface IssueChange {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  readonly state?: 'open' | 'closed' | undefined;
  readonly stateReason?: SandboxIssue['stateReason'] | undefined;
  readonly labels?: readonly string[] | undefined;
}

/** Files an issue and tells of it. */
export function openIssue(world: World, repository: SandboxRepository, sender: string, asked: NewIssue): SandboxIssue {
  const now = world.state.now().toISOString();
  const made: SandboxIssue = {
    number: repository.nextNumber++,
    id: world.state.nextId(),
    title: asked.title,
    body: asked.body,
    state: 'open',
    stateReason: null,
    locked: false,
    labels: new Set(asked.labels),
    author: sender,
    comments: [],
    createdAt: now,
    updatedAt: now,
    writes: 1,
  };
  for (const name of asked.labels) addLabel(world, repository, { name, color: 'ededed', description: null });
  repository.issues.set(made.number, made);
  void tellIssue(world, repository, made, 'opened', sender);
  return made;
}

/** Changes an issue; resolves when everything that GitHub tells of it has been told: an edit, a closing, a reopening. */
export async function changeIssue(
  world: World,
  repository: SandboxRepository,
  item: SandboxIssue,
  change: IssueChange,
  sender: string,
): Promise<void> {
  const changes = {
    ...(change.title !== undefined && change.title !== item.title ? { title: { from: item.title } } : {}),
    ...(change.body !== undefined && change.body !== item.body ? { body: { from: item.body } } : {}),
  };
  const isEdit = Object.keys(changes).length > 0;
  const isMove = change.state !== undefined && change.state !== item.state;
  if (change.title !== undefined || change.body !== undefined) item.writes++;
  item.title = change.title ?? item.title;
  item.body = change.body ?? item.body;
  if (isMove && change.state !== undefined) {
    item.state = change.state;
    item.stateReason = change.state === 'closed' ? (change.stateReason ?? 'completed') : 'reopened';
  } else if (change.stateReason !== undefined && item.state === 'closed') item.stateReason = change.stateReason;
  for (const name of change.labels ?? []) addLabel(world, repository, { name, color: 'ededed', description: null });
  if (change.labels !== undefined) {
    item.labels.clear();
    for (const name of change.labels) item.labels.add(name);
  }
  item.updatedAt = world.state.now().toISOString();
  if (isEdit) await tellIssue(world, repository, item, 'edited', sender, { changes });
  if (isMove) await tellIssue(world, repository, item, item.state === 'closed' ? 'closed' : 'reopened', sender);
}

export async function lockIssue(
  world: World,
  repository: SandboxRepository,
  item: SandboxIssue,
  locked: boolean,
  sender: string,
): Promise<void> {
  item.locked = locked;
  await tellIssue(world, repository, item, locked ? 'locked' : 'unlocked', sender);
}

export async function tellIssue(
  world: World,
  repository: SandboxRepository,
  item: SandboxIssue,
  action: string,
  sender: string,
  payload: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const shaped = issue(world, repository, item);
  await world.tell({
    event: 'issues',
    action,
    account: repository.owner,
    repository,
    sender,
    payload: { issue: shaped, ...payload },
  });
}

/** Comments on an issue or a pull request. */
export function addComment(
  world: World,
  repository: SandboxRepository,
  number: number,
  body: string,
  sender: string,
): { readonly written: SandboxComment; readonly told: Promise<void> } | null {
  const item = repository.issues.get(number);
  const pull = repository.pulls.get(number);
  const comments = item?.comments ?? pull?.comments;
  if (comments === undefined) return null;
  const written = { id: world.state.nextId(), author: sender, body, createdAt: world.state.now().toISOString() };
  comments.push(written);
  if (item !== undefined) item.updatedAt = written.createdAt;
  const about = item === undefined ? pull && pullAsIssue(world, repository, pull) : issue(world, repository, item);
  const told = world.tell({
    event: 'issue_comment',
    action: 'created',
    account: repository.owner,
    repository,
    sender,
    payload: { issue: about, comment: comment(world, repository, number, written) },
  });
  return { written, told };
}

/** A label of the repository; the one that is there already where there is one. */
export function addLabel(world: World, repository: SandboxRepository, wanted: Omit<SandboxLabel, 'id'>): SandboxLabel {
  const known = repository.labels.get(wanted.name);
  if (known !== undefined) return known;
  const made = { id: world.state.nextId(), ...wanted };
  repository.labels.set(made.name, made);
  return made;
}
