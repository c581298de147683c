import type { RegistryFault } from './registries.ts';

export interface FaultList {
  add(fault: RegistryFault): void;
  /** The trouble that a request runs into, used up by it; null where there is none. */
  take(request: { readonly service: string; readonly path: string }): RegistryFault['kind'] | null;
}

/** Trouble on demand: the oldest fault that matches comes first. */
export function registryFaults(): FaultList {
  let waiting: readonly { readonly fault: RegistryFault; left: number }[] = [];
  return {
    add: (fault) => {
      waiting = [...waiting, { fault, left: fault.times }];
    },
    take: (request) => {
      const found = waiting.find(({ fault }) => fault.matches(request));
      if (found === undefined) return null;
      found.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return found.fault.kind;
    },
  };
}
