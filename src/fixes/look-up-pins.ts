import { readActionCommit } from '../github/action-commits.ts';
import { type GitHubClient, GitHubUnavailable } from '../github/client.ts';
import { type Pins, pinKey, type WantedPin } from './pins.ts';

/** Tags and branches that are asked for, for one repository; each costs one request to five. */
const mostPins = 100;

export interface LookedUpPins {
  readonly pins: Pins;
  /** Why GitHub stopped answering; what was not asked for then is not among the pins. */
  readonly trouble: GitHubUnavailable | null;
}

/** Asks GitHub for the commits of tags and branches, one after another, and no more once it cannot answer. */
export async function lookUpPins(client: GitHubClient, wanted: readonly WantedPin[]): Promise<LookedUpPins> {
  const pins = new Map<string, Awaited<ReturnType<typeof readActionCommit>>>();
  for (const pin of wanted.slice(0, mostPins)) {
    try {
      pins.set(pinKey(pin), await readActionCommit(client, pin.repository, pin.ref));
    } catch (error) {
      if (!(error instanceof GitHubUnavailable)) throw error;
      return { pins, trouble: error };
    }
  }
  return { pins, trouble: null };
}
