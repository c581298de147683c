import fc from 'fast-check';
import { expect, it } from 'vitest';
import { client } from '../../../src/registries/npm/client.ts';
import type { PackageHistory } from '../../../src/registries/release.ts';
import type { Observation } from '../../../src/types/observation.ts';
import { fakeHttp } from '../replies.ts';
import { packumentDocument, versionDocument } from './packuments.ts';

it.each([
  ['HTML', '<!doctype html><title>Sign in</title>'],
  ['nothing', ''],
  ['a number', '7'],
  ['null', 'null'],
  ['a list', '[]'],
  ['an empty object', '{}'],
  ['an error in an object', '{"error":"not_found"}'],
  ['a document that ends too early', JSON.stringify(packumentDocument('nest', [], {})).slice(0, -1)],
  ['two documents', '{"name":"nest","versions":{}}{"name":"nest","versions":{}}'],
  ['a comma too many', '{"name":"nest","versions":{},}'],
  ['a bracket that closes a brace', '{"name":"nest","versions":{]}'],
  ['versions in a list', '{"name":"nest","versions":[]}'],
  ['versions that are none', '{"name":"nest","versions":null}'],
  ['times in a list', '{"name":"nest","versions":{},"time":[]}'],
  ['a name that is none', '{"name":{},"versions":{}}'],
  ['no name', '{"versions":{}}'],
  ['deep nesting', `{"name":"nest","versions":{},"x":${'['.repeat(100_000)}`],
  ['deep nesting in what is kept', `{"name":"nest","versions":{"1.0.0":{"_npmUser":${'{"a":'.repeat(100_000)}`],
  ['a key that is no text', '{7:1}'],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
])('leaves %s unreadable', async (_, body) => {
  const answer = await ask(body);
  expect(answer.state).toBe('unreadable');
});

it.each([null, 7, 'text', [], {}, true, [[{}]]])(
  'leaves out what says %j where something else belongs',
  async (wrong) => {
    const members = ['_npmUser', 'dist', 'gitHead', 'scripts', 'dependencies', 'deprecated', 'repository'];
    const bad = Object.fromEntries(members.map((member) => [member, wrong]));
    const document = packumentDocument(
      'nest',
      [versionDocument('nest', '1.0.0', bad), versionDocument('nest', '1.1.0')],
      { '1.0.0': wrong, '1.1.0': '2025-01-01T00:00:00.000Z' },
      { 'dist-tags': wrong, maintainers: wrong },
    );
    const { releases, newest } = expectSeen(await ask(document));
    expect(releases.map(({ version }) => version)).toEqual(['1.0.0', '1.1.0']);
    expect(releases[0]).toMatchObject({
      publishedAt: null,
      publisher: { kind: 'unknown', name: null },
      files: [],
      claimed: { commit: null },
    });
    expect(releases[0]?.attested).not.toBe('yes');
    expect(releases[1]?.publisher.name).toBe('wren');
    expect(newest).toBeNull();
  },
);

it.each([null, 7, 'text', [], true])('keeps a version that is %j with nothing known of it', async (wrong) => {
  const { releases, vanished } = expectSeen(
    await ask({ name: 'nest', versions: { '1.0.0': wrong }, time: { '1.0.0': '2025-01-01T00:00:00Z' } }),
  );
  expect(releases).toMatchObject([{ version: '1.0.0', installScript: null, dependencies: null, attested: 'unknown' }]);
  expect(vanished).toEqual([]);
});

it('takes only versions for versions', async () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'latest',
    '🐦',
    '1.0',
    '../1.0.0',
    ' 1.0.1',
    '1.0.2\n',
    '"',
    '',
    '1.0.0',
  ];
  const members = names.map((name) => `${JSON.stringify(name)}:{"name":"nest"}`).join();
  const times = names.map((name) => `${JSON.stringify(name)}:"2025-01-01T00:00:00Z"`).join();
  const { releases, vanished } = expectSeen(await ask(`{"name":"nest","versions":{${members}},"time":{${times}}}`));
  expect(releases.map(({ version }) => version)).toEqual(['1.0.0']);
  expect(vanished).toEqual([]);
});

it('takes `__proto__` inside of what is kept for a name like others', async () => {
  const text = JSON.stringify(packumentDocument('nest', [versionDocument('nest', '1.0.0')], {})).replace(
    '"scripts":',
    '"dependencies":{"__proto__":"1","constructor":"2"},"_npmUser":{"__proto__":{"name":"eve"}},"scripts":',
  );
  const { releases } = expectSeen(await ask(text));
  expect(releases[0]?.dependencies).toEqual(['__proto__', 'constructor']);
  expect(releases[0]?.publisher.name).toBeNull();
});

it('keeps no times of years in which there was no registry', async () => {
  const versions = ['1.0.0', '1.0.1', '1.0.2', '1.0.3', '1.0.4'];
  const { releases } = expectSeen(
    await ask(
      packumentDocument(
        'nest',
        versions.map((version) => versionDocument('nest', version)),
        {
          '1.0.0': '9999-12-31T23:59:59.999Z',
          '1.0.1': '+275760-09-13T00:00:00.000Z',
          '1.0.2': '1970-01-01T00:00:00.000Z',
          '1.0.3': '2025-13-45T00:00:00.000Z',
          '1.0.4': '1735689600000',
        },
      ),
    ),
  );
  expect(releases.map(({ publishedAt }) => publishedAt)).toEqual([null, null, null, null, null]);
});

it('keeps the newest thousand of 12,000 versions and counts the others', async () => {
  const start = Date.UTC(2020, 0);
  const numbers = Array.from({ length: 12_000 }, (_, number) => number);
  const versions = numbers.map((number) => `"1.0.${number}":{"name":"nest","version":"1.0.${number}"}`).join();
  const times = numbers.map((n) => `"1.0.${n}":"${new Date(start + n * 3_600_000).toISOString()}"`).join();
  const { releases, omitted, vanished } = expectSeen(
    await ask(`{"name":"nest","time":{${times},"0.1.0":"2019-01-01T00:00:00Z"},"versions":{${versions}}}`),
  );
  expect([releases.length, omitted, releases[0]?.version, releases.at(-1)?.version]).toEqual([
    1000,
    11_000,
    '1.0.11000',
    '1.0.11999',
  ]);
  expect(vanished).toEqual([{ version: '0.1.0', publishedAt: '2019-01-01T00:00:00.000Z' }]);
});

it('says so where there are more versions than anybody publishes', async () => {
  const versions = Array.from({ length: 50_001 }, (_, number) => `"1.0.${number}":0`).join();
  expect(await ask(`{"name":"nest","versions":{${versions}}}`)).toMatchObject({
    state: 'unreadable',
    reason: 'it has more than 50000 versions',
  });
});

it('does not take for absent what is too large to be kept', async () => {
  const many = Array.from({ length: 30_000 }, (_, number) => [`bird-${number}`, '1']);
  const version = versionDocument('nest', '1.0.0', { dependencies: Object.fromEntries(many) });
  const { releases } = expectSeen(
    await ask(
      packumentDocument(
        'nest',
        [version, { ...version, version: '1.0.1', dist: { attestations: Object.fromEntries(many) } }],
        {},
      ),
    ),
  );
  expect(releases.map(({ dependencies, attested }) => [dependencies, attested])).toEqual([
    [null, 'no'],
    [null, 'unknown'],
  ]);
});

it('never throws and never tells of a version that is not there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), async (fields, anything) => {
      const document = packumentDocument(
        'nest',
        [versionDocument('nest', '1.0.0', fields)],
        { '1.0.0': anything },
        {
          maintainers: anything,
          'dist-tags': anything,
        },
      );
      const { releases, vanished } = expectSeen(await ask(document));
      expect([...releases, ...vanished].every(({ version }) => version === '1.0.0')).toBe(true);
    }),
    { numRuns: 100 },
  );
});

it('never throws for any JSON, whole or cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), fc.nat(200), async (json, cut) => {
      expect((await ask(json)).state).toBe('unreadable');
      expect((await ask(json.slice(0, cut))).state).toBe('unreadable');
    }),
    { numRuns: 100 },
  );
});

function ask(body: unknown) {
  return client.history('nest', fakeHttp({ 'npm main /nest': { body } }));
}

function expectSeen(answer: Observation<PackageHistory>): PackageHistory {
  if (answer.state !== 'seen') throw new Error(JSON.stringify(answer));
  return answer.value;
}
