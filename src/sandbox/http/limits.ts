import type { LimitedResource, LimitState, Limits } from '../world.ts';

const hour = 3_600_000;

/** The primary rate limit: so many requests an hour, for each installation and resource by itself. */
export function hourlyLimits(limit: number, now: () => Date): Limits {
  const windows = new Map<string, Window>();
  let squeezed: { readonly remaining: number; readonly resetAt: number } | null = null;

  const windowOf = (installation: number, resource: LimitedResource): Window => {
    const time = now().getTime();
    const key = `${resource} ${installation}`;
    const known = windows.get(key);
    if (known !== undefined && known.resetAt > time) return known;
    const isSqueezed = squeezed !== null && squeezed.resetAt > time;
    const fresh = {
      used: isSqueezed && squeezed !== null ? limit - squeezed.remaining : 0,
      resetAt: isSqueezed && squeezed !== null ? squeezed.resetAt : time + hour,
    };
    windows.set(key, fresh);
    return fresh;
  };

  return {
    take(installation, resource) {
      const window = windowOf(installation, resource);
      if (window.used >= limit) return false;
      window.used++;
      return true;
    },
    read(installation, resource): LimitState {
      const { used, resetAt } = windowOf(installation, resource);
      return { limit, used, remaining: limit - used, reset: Math.ceil(resetAt / 1000) };
    },
    set(remaining, resetSeconds) {
      windows.clear();
      squeezed = { remaining: Math.min(remaining, limit), resetAt: now().getTime() + resetSeconds * 1000 };
    },
    clear() {
      windows.clear();
      squeezed = null;
    },
  };
}

interface Window {
  used: number;
  readonly resetAt: number;
}
