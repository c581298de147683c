import { afterEach } from 'vitest';
import { startRegistries } from '../../../src/sandbox/registries/index.ts';
import type { SandboxRegistries } from '../../../src/sandbox/registries/registries.ts';
import type { ScenarioBuild, ScenarioPackage, ScenarioPackageRelease } from '../../../src/sandbox/scenario-package.ts';

export interface Started {
  readonly registries: SandboxRegistries;
  /** Moves the clock to a moment. */
  readonly at: (time: string) => void;
  readonly ask: (service: string, base: string, path: string, init?: RequestInit) => Promise<Response>;
  readonly json: (service: string, base: string, path: string, init?: RequestInit) => Promise<unknown>;
}

const running: SandboxRegistries[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((registries) => registries.close()));
});

/** Local registries at the end of the story, until the clock is set. They are closed after the test. */
export async function started(...packages: readonly ScenarioPackage[]): Promise<Started> {
  let now = new Date('2026-06-01T00:00:00Z');
  const registries = await startRegistries(packages, {
    now: () => now,
    resolveCommit: (_, idOrSha) => (idOrSha === 'fix' ? commit : null),
    repositoryId: (repository) => (repository === 'coin/mint' ? { id: 4711, ownerId: 42, visibility: 'public' } : null),
  });
  running.push(registries);
  const ask: Started['ask'] = (service, base, path, init) => fetch(`${registries.bases[service]?.[base]}${path}`, init);
  return {
    registries,
    at: (time) => {
      now = new Date(time);
    },
    ask,
    json: async (...where) => (await ask(...where)).json(),
  };
}

/** What the `id` `fix` stands for. */
export const commit = 'f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1';

export const build: ScenarioBuild = {
  commit: 'fix',
  ref: 'refs/tags/v1.1.0',
  workflow: '.github/workflows/release.yml',
  run: 9001,
  event: 'push',
  environment: 'release',
};

/** By a person from a laptop. */
export const first: ScenarioPackageRelease = {
  version: '1.0.0',
  at: '2026-03-01T10:00:00Z',
  by: { person: { name: 'ada', email: 'ada@example.test' } },
};

/** By the trusted publisher, with attestations. */
export const second: ScenarioPackageRelease = {
  version: '1.1.0',
  at: '2026-03-11T10:00:00Z',
  by: { trusted: { configuration: 'abc' } },
  build,
  attested: true,
};

export function packageOf(
  registry: ScenarioPackage['registry'],
  name: string,
  more: Partial<ScenarioPackage> = {},
): ScenarioPackage {
  return {
    registry,
    name,
    repository: 'coin/mint',
    owners: [{ name: 'ada' }, { name: 'mint', kind: 'organisation', from: '2026-04-01T00:00:00Z' }],
    releases: [first, second],
    ...more,
  };
}
