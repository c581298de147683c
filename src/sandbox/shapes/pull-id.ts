import type { SandboxPull, SandboxRepository } from '../state.ts';

/** Pull requests are kept by number; outside of their repository they are known by this. */
export function pullId(repository: SandboxRepository, pull: Pick<SandboxPull, 'number'>): number {
  return repository.id * 100_000 + pull.number;
}
