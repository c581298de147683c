import { addOrphan } from '../build-repository.ts';
import type { StoryClock } from '../clock.ts';
import type { SandboxRepository } from '../state.ts';
import type { Happening } from '../story.ts';
import type { World } from '../world.ts';
import { somebody } from './found.ts';
import { publishRelease, pushBranch, pushCommit, pushTag } from './pushes.ts';
import { beginRun, finishRun } from './runs.ts';

/**
 * Moves the story on: everything up to then happens in its order, each at its time, and is told of.
 * @throws Error where the time lies back.
 */
export async function advance(world: World, clock: StoryClock, to: Date): Promise<void> {
  const end = to.getTime();
  if (!(end >= clock.now))
    throw new Error(`the clock stands at ${world.state.now().toISOString()} and does not go back`);
  for (let [next] = clock.ahead; next !== undefined && next.at <= end; [next] = clock.ahead) {
    clock.ahead.shift();
    clock.now = Math.max(clock.now, next.at);
    const repository = world.state.repositories.get(next.repository);
    if (repository !== undefined && !repository.deleted) await happen(world, repository, next.happening);
  }
  clock.now = end;
}

async function happen(world: World, repository: SandboxRepository, happening: Happening): Promise<void> {
  const { owner } = repository;
  const sender = somebody(world, owner);
  switch (happening.kind) {
    case 'commit': {
      const { branch, commit } = happening;
      // Who wrote it where nobody is named is part of the commit: it is what it would be without a clock.
      const { author = owner } = commit;
      const pusher = commit.author?.includes(' <') === false ? commit.author : sender;
      await pushCommit(world, repository, branch, { ...commit, author }, pusher);
      return;
    }
    case 'branch':
      await pushBranch(world, repository, happening.branch, sender);
      return;
    case 'orphan':
      // Pushed elsewhere: nobody here is told.
      addOrphan(repository, happening.commit, owner);
      return;
    case 'tag':
      await pushTag(world, repository, happening.tag, owner, sender);
      return;
    case 'release':
      await publishRelease(world, repository, happening.release, happening.release.author ?? sender);
      return;
    case 'run-begins':
      await beginRun(world, repository, happening.run);
      return;
    case 'run-ends':
      await finishRun(world, repository, happening.run);
      return;
    case 'run-deleted':
      repository.runs.delete(happening.run.id);
  }
}
