import { initTUF } from '@sigstore/tuf';
import { npmKeysName, publicGoodName, publicGoodTrust, readTrust, type Trust } from './trust.ts';

export interface TrustOptions {
  /** A trusted root that takes the place of the public-good one: where it came from, and its text. */
  readonly root?: { readonly name: string; readonly text: string };
  /** Ask Sigstore's repository for a newer root; otherwise the one that was shipped is taken. */
  readonly refresh?: boolean;
  /** A folder of the user's or of the app's, where what was signed once is kept; never one of a repository. */
  readonly cacheFolder: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds that a refresh may take; 15 seconds where it is left out. */
  readonly timeLimit?: number;
  /** Another repository of The Update Framework, and a file with the root that signs for it. */
  readonly mirror?: { readonly url: string; readonly root: string };
}

export type OpenedTrust =
  | {
      readonly state: 'opened';
      readonly trust: Trust;
      /** What whoever runs Mintmark should know of it, in sentences. */
      readonly notes: readonly string[];
    }
  | { readonly state: 'unreadable'; readonly reason: string };

/**
 * Whom to believe from now on: the root that was configured, or the public-good one, refreshed by The Update Framework
 * where that is wanted. A refresh that fails leaves the shipped root and a note; a configured root that cannot be read is
 * an error, and never replaced. Never throws.
 */
export async function openTrust(options: TrustOptions): Promise<OpenedTrust> {
  const { root, refresh = false } = options;
  if (root !== undefined) {
    const read = readTrust(root.name, root.text);
    return read.state === 'read' ? { state: 'opened', trust: read.trust, notes: [] } : read;
  }
  const shipped = publicGoodTrust();
  if (!refresh) return { state: 'opened', trust: shipped, notes: [`${isOld(shipped)}: it was not refreshed.`] };
  const refreshed = await within(options.timeLimit ?? 15_000, refreshedTrust(options));
  if (typeof refreshed !== 'string') return { state: 'opened', trust: refreshed, notes: [] };
  return {
    state: 'opened',
    trust: shipped,
    notes: [`${isOld(shipped)}: Sigstore's repository could not be used for a newer one (${refreshed}).`],
  };
}

function isOld({ newestKey }: Trust): string {
  return `The trusted root is the one that came with this version, whose newest key is of ${newestKey ?? 'an unknown day'}`;
}

/** The refreshed trust, or why there is none. */
async function refreshedTrust({ cacheFolder, mirror, now, timeLimit = 15_000 }: TrustOptions): Promise<Trust | string> {
  const instance = await initTUF({
    cachePath: cacheFolder,
    retry: { retries: 1 },
    timeout: Math.min(5000, timeLimit),
    ...(mirror === undefined ? {} : { mirrorURL: mirror.url, rootPath: mirror.root }),
  });
  const root = await instance.getTarget('trusted_root.json');
  const keys = await instance.getTarget(npmKeysName).catch(() => undefined);
  const read = readTrust(publicGoodName, root, keys);
  return read.state === 'read' ? { ...read.trust, refreshedAt: new Date(now).toISOString() } : read.reason;
}

/** The library waits for each request; this bounds all of them together. */
async function within(milliseconds: number, work: Promise<Trust | string>): Promise<Trust | string> {
  const { promise: late, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve('it took too long'), milliseconds);
  try {
    return await Promise.race([late, work.catch(whatWentWrong)]);
  } finally {
    clearTimeout(timer);
  }
}

/** The innermost message is the one that names the trouble. */
function whatWentWrong(error: unknown): string {
  let inner = error;
  for (let depth = 0; depth < 5 && inner instanceof Error && inner.cause instanceof Error; depth += 1)
    inner = inner.cause;
  const message = inner instanceof Error ? inner.message : '';
  return message === '' ? 'no reason was given' : message.replace(/\s+/g, ' ').slice(0, 200);
}
