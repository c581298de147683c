import { type Pins, pinKey, type WantedPin } from '../../fixes/pins.ts';
import { readActionCommit } from '../../github/action-commits.ts';
import type { ObservedWork } from '../repository-work.ts';

/**
 * The commits behind tags and branches of actions: as they were asked for within the week, else asked of GitHub. An
 * action moves its tags, and the version that stands beside the commit is then that of a week ago at most.
 *
 * @throws GitHubUnavailable
 */
export async function pinsFor(work: ObservedWork, wanted: readonly WantedPin[]): Promise<Pins> {
  const { context, client, installation } = work;
  const { actionCommits } = context.store;
  const byKey = new Map(wanted.slice(0, mostActions).map((each) => [pinKey(each), each]));
  const known = await actionCommits.get(installation.id, [...byKey.keys()], context.now() - believed);
  const pins = new Map(known);
  for (const [key, { repository, ref }] of byKey) {
    if (pins.has(key)) continue;
    work.signal.throwIfAborted();
    const found = await readActionCommit(client, repository, ref);
    await actionCommits.put(installation.id, key, found, context.now());
    pins.set(key, found);
  }
  return pins;
}

/** In milliseconds. */
const believed = 7 * 24 * 60 * 60 * 1000;

/** Of one repository at once. */
const mostActions = 60;
