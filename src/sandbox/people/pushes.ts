import { accountOf } from '../accounts.ts';
import { noCommit, tellPush } from '../actions/push.ts';
import { addCommits, addRelease, addTag } from '../build-repository.ts';
import { headOf } from '../git/resolve.ts';
import type { People } from '../sandbox.ts';
import type { ScenarioCommit } from '../scenario.ts';
import { release as releaseShape } from '../shapes/release.ts';
import type { SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { present, repositoryAt, somebody } from './found.ts';

type PushPeople = Pick<People, 'push' | 'createTag' | 'deleteTag' | 'release'>;

/** What people push: commits and tags, and the releases they make of them. */
export function pushPeople(world: World): PushPeople {
  return {
    push: (owner, name, branch, commit) => pushCommit(world, repositoryAt(world, owner, name), branch, commit),
    async createTag(owner, name, tag, options = {}) {
      const repository = repositoryAt(world, owner, name);
      const ref = `refs/tags/${tag}`;
      const before = repository.refs.get(ref) ?? noCommit;
      const sender = somebody(world, owner);
      const after = addTag(repository, { name: tag, ...options }, sender);
      await tellPush(world, repository, ref, before, after, sender);
    },
    async deleteTag(owner, name, tag) {
      const repository = repositoryAt(world, owner, name);
      const ref = `refs/tags/${tag}`;
      const before = present(repository.refs.get(ref), `tag ${tag}`);
      repository.refs.delete(ref);
      await tellPush(world, repository, ref, before, noCommit, somebody(world, owner));
    },
    async release(owner, name, wanted) {
      const repository = repositoryAt(world, owner, name);
      const sender = wanted.author ?? somebody(world, owner);
      if (!repository.refs.has(`refs/tags/${wanted.tag}`) && wanted.draft !== true) {
        const sha = addTag(repository, { name: wanted.tag }, sender);
        await tellPush(world, repository, `refs/tags/${wanted.tag}`, noCommit, sha, sender);
      }
      const made = addRelease(world.state, repository, {
        publishedAt: world.state.now().toISOString(),
        author: sender,
        ...wanted,
      });
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
    },
  };
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
