import { accountOf } from '../accounts.ts';
import { noCommit, tellPush } from '../actions/push.ts';
import { addCommits, addRelease, addTag } from '../build-repository.ts';
import { headOf } from '../git/resolve.ts';
import type { People } from '../sandbox.ts';
import type { ScenarioCommit, ScenarioRelease, ScenarioTag } from '../scenario.ts';
import { release as releaseShape } from '../shapes/release.ts';
import type { SandboxRepository } from '../state.ts';
import { isoTime } from '../story.ts';
import type { World } from '../world.ts';
import { present, repositoryAt, somebody } from './found.ts';

type PushPeople = Pick<People, 'push' | 'createTag' | 'deleteTag' | 'release'>;

/** What people push: commits and tags, and the releases they make of them. */
export function pushPeople(world: World): PushPeople {
  return {
    push: (owner, name, branch, commit) =>
      pushCommit(world, repositoryAt(world, owner, name), branch, { ...today(world), ...commit }),
    async createTag(owner, name, tag, options = {}) {
      const sender = somebody(world, owner);
      await pushTag(
        world,
        repositoryAt(world, owner, name),
        { name: tag, ...today(world), ...options },
        sender,
        sender,
      );
    },
    async deleteTag(owner, name, tag) {
      const repository = repositoryAt(world, owner, name);
      const ref = `refs/tags/${tag}`;
      const before = present(repository.refs.get(ref), `tag ${tag}`);
      repository.refs.delete(ref);
      await tellPush(world, repository, ref, before, noCommit, somebody(world, owner));
    },
    async release(owner, name, wanted) {
      const sender = wanted.author ?? somebody(world, owner);
      await publishRelease(world, repositoryAt(world, owner, name), { author: sender, ...wanted }, sender);
    },
  };
}

/** What people do by a clock is dated by it; without one, histories have days of their own. */
function today({ clock }: World): { readonly date?: string } {
  return clock === null ? {} : { date: isoTime(clock.now) };
}

/** Starts a branch at the head of the default one and tells of it; nothing where it is there, or there is no head. */
export async function pushBranch(
  world: World,
  repository: SandboxRepository,
  branch: string,
  sender: string,
): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const head = headOf(repository);
  if (head === null || repository.refs.has(ref)) return;
  repository.refs.set(ref, head);
  await tellPush(world, repository, ref, noCommit, head, sender);
}

/** Sets a tag and tells of it. */
export async function pushTag(
  world: World,
  repository: SandboxRepository,
  tag: ScenarioTag,
  tagger: string,
  sender: string,
): Promise<void> {
  const ref = `refs/tags/${tag.name}`;
  const before = repository.refs.get(ref) ?? noCommit;
  const after = addTag(repository, tag, tagger);
  await tellPush(world, repository, ref, before, after, sender);
}

/** Makes a release, with its tag where it has none yet, and tells of it. */
export async function publishRelease(
  world: World,
  repository: SandboxRepository,
  wanted: ScenarioRelease,
  sender: string,
): Promise<void> {
  if (!repository.refs.has(`refs/tags/${wanted.tag}`) && wanted.draft !== true)
    await pushTag(world, repository, { name: wanted.tag }, sender, sender);
  const made = addRelease(world.state, repository, { publishedAt: world.state.now().toISOString(), ...wanted });
  const tell = (action: string) =>
    world.tell({
      event: 'release',
      action,
      account: repository.owner,
      repository,
      sender,
      payload: { release: releaseShape(world, repository, made) },
    });
  await tell('created');
  if (made.draft) return;
  await tell('published');
  await tell(made.prerelease ? 'prereleased' : 'released');
}

/** Commits to a branch, which begins at `from` where it is new, and tells of it. */
export async function pushCommit(
  world: World,
  repository: SandboxRepository,
  branch: string,
  commit: ScenarioCommit,
  by = commit.author ?? somebody(world, repository.owner),
  from = headOf(repository),
): Promise<string> {
  const ref = `refs/heads/${branch}`;
  const before = repository.refs.get(ref);
  const start = before ?? from;
  if (start !== null) repository.refs.set(ref, start);
  const sender = accountOf(world.state, by).login;
  const after = present(addCommits(repository, branch, [commit], sender), `head of ${branch}`);
  await tellPush(world, repository, ref, before ?? noCommit, after, sender);
  return after;
}
