import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Http } from '../../../src/http/http.ts';
import { openHttp } from '../../../src/http/open-http.ts';
import { packagesOf, projectsOf } from '../../../src/registries/joins/deps-dev.ts';
import { advisoriesOf } from '../../../src/registries/joins/osv.ts';
import { client as jsr } from '../../../src/registries/jsr/client.ts';
import { startRegistries } from '../../../src/sandbox/registries/index.ts';
import type { SandboxRegistries } from '../../../src/sandbox/registries/registries.ts';
import type { ScenarioPackage } from '../../../src/sandbox/scenario-package.ts';
import { seen } from '../../../src/types/observation.ts';

const build = { commit: 'a'.repeat(40), workflow: '.github/workflows/release.yml', run: 7 };

const packages: readonly ScenarioPackage[] = [
  {
    registry: 'jsr',
    name: '@birds/nest',
    repository: 'birds/nest',
    releases: [
      { version: '1.0.0', at: '2026-01-01T00:00:00.000Z', by: { trusted: {} }, build, attested: true },
      { version: '1.0.1', at: '2026-02-01T00:00:00.000Z', by: { person: { name: 'wren' } } },
    ],
  },
  {
    registry: 'npm',
    name: 'nest',
    repository: 'birds/nest',
    releases: [{ version: '1.0.0', at: '2026-01-01T00:00:00.000Z', by: { person: { name: 'wren' } } }],
    advisories: [{ id: 'MAL-2026-7', at: '2026-01-02T00:00:00.000Z', versions: ['1.0.0'] }],
  },
];

let registries: SandboxRegistries;
let http: Http;

beforeAll(async () => {
  registries = await startRegistries(packages, {
    now: () => new Date('2026-04-01T00:00:00.000Z'),
    resolveCommit: (_, commit) => commit,
    repositoryId: () => ({ id: 1, ownerId: 2, visibility: 'public' }),
  });
  http = openHttp({
    keeper: null,
    bases: registries.bases,
    contact: 'tests@example.com',
    version: '0.0.0',
    spaced: false,
  });
});

afterAll(() => registries.close());

it('reads a package of JSR, with provenance in the details', async () => {
  const history = seen(await jsr.history('@birds/nest', http));
  expect(history).toMatchObject({ newest: '1.0.1', sourceLinks: ['https://github.com/birds/nest'] });
  const details = await Promise.all(
    (history?.releases ?? []).map(async (release) => await jsr.details?.('@birds/nest', release, http)),
  );
  expect(details).toMatchObject([
    { value: { version: '1.0.0', attested: 'yes', publisher: { kind: 'trusted' } } },
    { value: { version: '1.0.1', attested: 'no', publisher: { kind: 'unknown', name: 'wren' } } },
  ]);
});

it('hears of malware from OSV', async () => {
  expect(seen(await advisoriesOf('npm', 'nest', http))).toMatchObject([
    { id: 'MAL-2026-7', kind: 'malware', versions: ['1.0.0'] },
  ]);
  expect(seen(await advisoriesOf('npm', 'burrow', http))).toEqual([]);
});

it('finds from deps.dev what a repository publishes, and where a version comes from', async () => {
  expect(seen(await packagesOf('birds/nest', http))).toMatchObject([
    { registry: 'npm', name: 'nest', versions: ['1.0.0'] },
  ]);
  expect(seen(await projectsOf('npm', 'nest', '1.0.0', http))).toMatchObject([{ repository: 'birds/nest' }]);
});
