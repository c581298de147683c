import type { Fault, Faults } from '../sandbox.ts';
import type { Limits } from '../world.ts';

export interface FaultBox {
  readonly faults: Faults;
  /** The trouble that a request runs into, used up by it; null where there is none. */
  take(method: string, path: string): Fault['kind'] | null;
}

/** Trouble on demand: the oldest fault that matches comes first. */
export function faultBox(limits: Limits): FaultBox {
  let waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    faults: {
      answer: (fault) => void waiting.push({ fault, left: fault.times }),
      primaryLimit: (remaining, resetSeconds) => limits.set(remaining, resetSeconds),
      clear() {
        waiting = [];
        limits.clear();
      },
    },
    take(method, path) {
      const found = waiting.find(({ fault, left }) => left > 0 && fault.matches(method, path));
      if (found === undefined) return null;
      found.left--;
      return found.fault.kind;
    },
  };
}
