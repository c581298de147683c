import nock from 'nock';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openHttp } from '../../../src/http/open-http.ts';
import { packagesOf, projectsOf } from '../../../src/registries/joins/deps-dev.ts';
import { advisoriesOf } from '../../../src/registries/joins/osv.ts';
import { client as jsr } from '../../../src/registries/jsr/client.ts';
import { client as npm } from '../../../src/registries/npm/client.ts';
import { bareRelease } from '../../../src/registries/release.ts';
import { seen } from '../../../src/types/observation.ts';

/** Where npm's registry is asked in these tests, whatever the settings of whoever runs them say. */
const npmRegistry = 'https://npm.mirror.example';

const http = openHttp({
  keeper: null,
  bases: { npm: { main: npmRegistry } },
  contact: 'tests@example.com',
  version: '0.0.0',
  spaced: false,
});

beforeEach(() => nock.disableNetConnect());

afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

it('asks npm for whole documents, attestations and changes', async () => {
  nock(npmRegistry, { badheaders: ['authorization', 'cookie'] })
    .get('/@birds%2fnest')
    .matchHeader('user-agent', /Mintmark/)
    .matchHeader('accept', (accept) => !String(accept).includes('vnd.npm.install-v1'))
    .reply(200, { name: '@birds/nest', versions: {}, time: {} })
    .get('/-/npm/v1/attestations/@birds%2fnest@1.0.0')
    .matchHeader('accept', 'application/json')
    .reply(200, { attestations: [{}] });
  nock(`https://replicate.${'npmjs.com'}`)
    .get('/registry/_changes?since=5&limit=10000')
    .reply(200, { results: [{ seq: 6, id: 'nest', changes: [] }], last_seq: 6 });
  expect((await npm.history('@birds/nest', http)).state).toBe('seen');
  expect((await npm.attestations?.('@birds/nest', bareRelease('1.0.0'), http))?.state).toBe('seen');
  expect(await npm.feed?.changes('5', http)).toMatchObject({ value: { names: ['nest'], next: '6' } });
  expect(nock.pendingMocks()).toEqual([]);
});

it('asks JSR for files of the registry, and its API for single versions', async () => {
  nock('https://jsr.io')
    .get('/@birds/nest/meta.json')
    .matchHeader('accept', (accept) => !String(accept).includes('text/html'))
    .reply(200, { scope: 'birds', name: 'nest', latest: '1.0.0', versions: { '1.0.0': {} } });
  nock('https://api.jsr.io')
    .get('/scopes/birds/packages/nest/versions/1.0.0')
    .reply(200, { version: '1.0.0', rekorLogId: null, user: null });
  expect((await jsr.history('@birds/nest', http)).state).toBe('seen');
  expect((await jsr.details?.('@birds/nest', bareRelease('1.0.0'), http))?.state).toBe('seen');
  expect(nock.pendingMocks()).toEqual([]);
});

it('asks OSV and deps.dev', async () => {
  nock('https://api.osv.dev')
    .post('/v1/query', { package: { name: 'nest', ecosystem: 'crates.io' } })
    .matchHeader('content-type', /^application\/json/)
    .reply(200, {});
  nock('https://api.deps.dev')
    .get('/v3/projects/github.com%2Fbirds%2Fnest:packageversions')
    .reply(200, { versions: [] })
    .get('/v3/systems/maven/packages/org.birds%3Anest/versions/1.0.0')
    .reply(200, { relatedProjects: [] });
  expect(seen(await advisoriesOf('crates.io', 'nest', http))).toEqual([]);
  expect(seen(await packagesOf('birds/nest', http))).toEqual([]);
  expect(seen(await projectsOf('maven-central', 'org.birds:nest', '1.0.0', http))).toEqual([]);
  expect(nock.pendingMocks()).toEqual([]);
});
