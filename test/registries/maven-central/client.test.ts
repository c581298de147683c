import nock from 'nock';
import { createMessage, generateKey, sign } from 'openpgp';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { client } from '../../../src/registries/maven-central/client.ts';
import { bareRelease } from '../../../src/registries/release.ts';
import { seen } from '../../../src/types/observation.ts';
import { historyWith, noDocuments } from '../hostile.ts';
import { overNetwork } from '../over-network.ts';
import { type Answer, fakeHttp } from '../replies.ts';

const name = 'example.tin:mint-core';
const folder = 'maven-central main /example/tin/mint-core';
const file = (version: string, ending: string) => `${folder}/${version}/mint-core-${version}${ending}`;
const commit = 'c'.repeat(40);

const metadata = `<?xml version="1.0" encoding="UTF-8"?>
<metadata>
  <groupId>example.tin</groupId><artifactId>mint-core</artifactId>
  <versioning>
    <latest>2.0.0</latest><release>2.0.0</release>
    <versions><version>1.0.2</version><version>2.0.0-RC1</version><version>2.0.0</version></versions>
    <lastUpdated>20260303091500</lastUpdated>
  </versioning>
</metadata>`;
const scm = `<scm><url>https://github.com/tin-works/\${project.artifactId}</url>
  <connection>scm:git:git://github.com/tin-works/mint-core.git</connection><tag>${commit}</tag></scm>`;
const pomWith = (inside: string) => `<?xml version="1.0"?>
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>example.tin</groupId><artifactId>mint-core</artifactId><version>2.0.0</version>${inside}</project>`;
const lastModified = { 'last-modified': 'Tue, 03 Mar 2026 09:12:45 GMT' };

const addresses = { metadata: `${folder}/maven-metadata.xml`, pom: file('2.0.0', '.pom') };
const answers: Readonly<Record<string, Answer>> = {
  [addresses.metadata]: { body: metadata },
  [addresses.pom]: { body: pomWith(scm), headers: lastModified },
};
const withBody = (address: keyof typeof addresses, body: unknown) =>
  historyWith(client, name, answers, { address: addresses[address], body });

describe('a package on Maven Central', () => {
  it('has its versions by two questions, and a time of the newest alone', async () => {
    const http = fakeHttp(answers);
    const history = seen(await client.history(name, http));
    expect(http.asked).toEqual([addresses.metadata, addresses.pom]);
    expect(http.questions[1]?.freshSeconds).toBeGreaterThan(24 * 60 * 60);
    expect(history).toMatchObject({
      registry: 'maven-central',
      name,
      newest: '2.0.0',
      owners: { state: 'unreadable' },
      sourceLinks: ['https://github.com/tin-works/mint-core'],
    });
    expect(history?.releases).toMatchObject([
      { version: '1.0.2', publishedAt: null },
      { version: '2.0.0-RC1', publishedAt: null },
      { version: '2.0.0', publishedAt: '2026-03-03T09:12:45.000Z', attested: 'unknown' },
    ]);
  });

  it('has the time of its metadata where the POM tells none', async () => {
    const history = seen(await client.history(name, fakeHttp({ [addresses.metadata]: { body: metadata } })));
    expect(history?.releases.at(-1)?.publishedAt).toBe('2026-03-03T09:15:00.000Z');
    expect(history?.sourceLinks).toEqual([]);
  });

  it('has no such time where another version came last', async () => {
    const backport = metadata.replace('</versions>', '<version>1.0.3</version></versions>');
    const history = seen(await client.history(name, fakeHttp({ [addresses.metadata]: { body: backport } })));
    expect(history).toMatchObject({ newest: '2.0.0' });
    expect(history?.releases.map(({ publishedAt }) => publishedAt)).toEqual([null, null, null, null]);
  });

  it('is absent without a question where the name cannot be one', async () => {
    const http = fakeHttp({});
    for (const odd of [
      '',
      'mint',
      'a:b:c',
      'a/b:c',
      '..:a',
      'a..b:c',
      'a:..',
      'a:.',
      'a b:c',
      'a:"',
      'a:💥',
      '__proto__',
    ]) {
      expect(client.isName(odd), odd).toBe(false);
      expect((await client.history(odd, http)).state, odd).toBe('absent');
    }
    expect(http.asked).toEqual([]);
    expect((await client.history(name, http)).state).toBe('absent');
  });
});

describe('source links', () => {
  const parent = (artifact: string) =>
    `<parent><groupId>example.tin</groupId><artifactId>${artifact}</artifactId><version>7</version></parent>`;
  const parentAddress = (artifact: string) => `maven-central main /example/tin/${artifact}/7/${artifact}-7.pom`;

  it('are inherited from parents, two at most', async () => {
    const link = '<scm><url>https://github.com/tin-works/parents</url></scm>';
    const chain = (endsAt: number) => ({
      [addresses.metadata]: { body: metadata },
      [addresses.pom]: { body: pomWith(parent('p1')) },
      [parentAddress('p1')]: { body: pomWith(endsAt === 1 ? link : parent('p2')) },
      [parentAddress('p2')]: { body: pomWith(endsAt === 2 ? link : parent('p3')) },
      [parentAddress('p3')]: { body: pomWith(link) },
    });
    const linksOf = async (endsAt: number) => seen(await client.history(name, fakeHttp(chain(endsAt))))?.sourceLinks;
    expect(await linksOf(1)).toEqual(['https://github.com/tin-works/parents']);
    expect(await linksOf(2)).toEqual(['https://github.com/tin-works/parents']);
    expect(await linksOf(3)).toEqual([]);
  });

  it('of a POM that is its own parent end', async () => {
    const self =
      '<parent><groupId>example.tin</groupId><artifactId>mint-core</artifactId><version>2.0.0</version></parent>';
    expect(seen(await withBody('pom', pomWith(self)))?.sourceLinks).toEqual([]);
  });

  it.each([
    [
      'a property',
      '<properties><home>https://github.com/tin-works/a</home></properties><scm><url>${home}</url></scm>',
      ['https://github.com/tin-works/a'],
    ],
    ['a property that is not there', '<scm><url>${home}/x</url></scm>', []],
    ['a page alone', '<url>https://mint.example/</url>', ['https://mint.example']],
    [
      'a copy by ssh',
      '<scm><connection>scm:git:git@github.com:tin-works/b.git</connection></scm>',
      ['https://github.com/tin-works/b'],
    ],
  ])('%s', async (_, inside, links) => {
    expect(seen(await withBody('pom', pomWith(inside)))?.sourceLinks).toEqual(links);
  });
});

describe('the details of a version', () => {
  const release = bareRelease('2.0.0');
  let signature = '';
  let fingerprint = '';

  beforeAll(async () => {
    const { privateKey } = await generateKey({ userIDs: [{ name: 'Ada' }], format: 'object' });
    fingerprint = privateKey.getFingerprint();
    const message = await createMessage({ binary: new Uint8Array([1, 2, 3]) });
    signature = await sign({ message, signingKeys: privateKey, detached: true });
  });

  const details = (more: Readonly<Record<string, Answer>>) =>
    client.details?.(name, release, fakeHttp({ ...answers, ...more }));

  it('are its time, who signed it, the commit it claims and the sum of its archive', async () => {
    const http = fakeHttp({
      ...answers,
      [file('2.0.0', '.pom.asc')]: { body: signature },
      [file('2.0.0', '.jar.sha256')]: { body: `${'AB'.repeat(32)}  mint-core-2.0.0.jar\n` },
    });
    expect(await client.details?.(name, release, http)).toMatchObject({
      state: 'seen',
      value: {
        publishedAt: '2026-03-03T09:12:45.000Z',
        recorded: { repository: null, commit: null, run: null, ref: null, signingKey: fingerprint },
        claimed: { commit, dirty: false },
        files: [
          { name: 'mint-core-2.0.0.jar', digests: { sha256: 'ab'.repeat(32) } },
          { name: 'mint-core-2.0.0.pom', digests: {} },
        ],
      },
    });
    expect(http.asked).toHaveLength(3);
  });

  it('have no archive where the POM is all there is', async () => {
    const pom = { [addresses.pom]: { body: pomWith('<packaging>pom</packaging>') } };
    expect(await details(pom)).toMatchObject({ value: { files: [{ name: 'mint-core-2.0.0.pom' }], recorded: null } });
  });

  it.each(Object.entries(noDocuments))('have no key and no sum of %s', async (_, body) => {
    const beside = { [file('2.0.0', '.pom.asc')]: { body }, [file('2.0.0', '.jar.sha256')]: { body } };
    expect(await details(beside)).toMatchObject({ value: { recorded: null, files: [{ digests: {} }, {}] } });
    expect((await details({ [addresses.pom]: { body } }))?.state).toBe('unreadable');
  });

  it('have no key of a signature that is cut short', async () => {
    const cut = signature.slice(0, signature.length / 2);
    expect(await details({ [file('2.0.0', '.pom.asc')]: { body: cut } })).toMatchObject({ value: { recorded: null } });
  });

  it.each(['Tue, 03 Mar 2999 09:12:45 GMT', 'yesterday', '2026', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'have no time of %s',
    async (time) => {
      const pom = { [addresses.pom]: { body: pomWith(scm), headers: { 'last-modified': time } } };
      expect(await details(pom)).toMatchObject({ value: { publishedAt: null } });
    },
  );

  it('are absent for a version that cannot be one', async () => {
    const http = fakeHttp({});
    for (const version of ['../2', '2/3', '', '💥', '..'])
      expect((await client.details?.(name, bareRelease(version), http))?.state, version).toBe('absent');
    expect(http.asked).toEqual([]);
  });
});

describe('attestations', () => {
  const jar = file('2.0.0', '.jar.sigstore.json');
  const pom = file('2.0.0', '.pom.sigstore.json');
  const bundle = '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}';
  const ask = async (replies: Readonly<Record<string, Answer>>, release = bareRelease('2.0.0')) => {
    const http = fakeHttp(replies);
    return { answer: await client.attestations?.(name, release, http), asked: http.asked };
  };

  it('lie beside the archive', async () => {
    const { answer, asked } = await ask({ [jar]: { body: bundle } });
    expect(answer).toMatchObject({ state: 'seen', value: [{ file: 'mint-core-2.0.0.jar', text: bundle }] });
    expect(asked).toEqual([jar]);
  });

  it('lie beside the POM where there is no other', async () => {
    const { answer } = await ask({ [pom]: { body: bundle } });
    expect(answer).toMatchObject({ value: [{ file: 'mint-core-2.0.0.pom', text: bundle }] });
    const digests = {};
    const alone = { name: 'mint-core-2.0.0.pom', digests, publishedAt: null, attested: 'unknown' } as const;
    expect((await ask({}, { ...bareRelease('2.0.0'), files: [alone] })).asked).toEqual([pom]);
  });

  it('are absent, or unreadable where Central is in trouble', async () => {
    expect((await ask({})).answer?.state).toBe('absent');
    expect((await ask({ [jar]: { status: 500 }, [pom]: { body: bundle } })).answer?.state).toBe('unreadable');
  });
});

describe('answers that are not to be believed', () => {
  it.each(Object.entries(noDocuments))('%s is unreadable', async (_, text) => {
    expect((await withBody('metadata', text)).state).toBe('unreadable');
    expect(seen(await withBody('pom', text))?.sourceLinks).toEqual([]);
  });

  it.each([
    ['metadata that is cut short', metadata.slice(0, -40)],
    ['metadata of nothing', '<metadata/>'],
    ['metadata that nests without end', '<metadata>'.repeat(5000)],
    ['metadata of two mebibytes', metadata.replace('<latest>', `<!--${' '.repeat(2 ** 21)}--><latest>`)],
  ])('%s is unreadable', async (_, text) => {
    expect((await withBody('metadata', text)).state).toBe('unreadable');
  });

  it('lose odd versions, and entities are text', async () => {
    const odd = ['../1', '1/2', '&quot;', '&bomb;', '💥', '__proto__', ' ', '<b>1</b>', '1.1-SNAPSHOT', '1.1'];
    const versions = odd.map((version) => `<version>${version}</version>`).join('');
    const text = `<!DOCTYPE metadata [<!ENTITY bomb "9.9">]><metadata><versioning><release>../1</release><versions>${versions}</versions></versioning></metadata>`;
    const history = seen(await withBody('metadata', text));
    expect(history?.releases.map(({ version }) => version)).toEqual(['1.1']);
    expect(history?.newest).toBe('1.1');
  });

  it.each(['29990101000000', '20261399000000', 'yesterday', ''])('have no time of %j', async (time) => {
    const body = metadata.replace('20260303091500', time);
    const history = seen(await client.history(name, fakeHttp({ [addresses.metadata]: { body } })));
    expect(history?.releases.at(-1)?.publishedAt).toBeNull();
  });

  it('keep the last thousand of ten thousand versions', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => `<version>1.0.${at}</version>`).join('');
    const text = `<metadata><versioning><release>1.0.9999</release><versions>${many}</versions></versioning></metadata>`;
    const history = seen(await withBody('metadata', text));
    expect(history).toMatchObject({ omitted: 9000, newest: '1.0.9999' });
    expect(history?.releases.at(-1)?.version).toBe('1.0.9999');
  });
});

describe('over the network', () => {
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  it('asks by the layout of the repository', async () => {
    nock.disableNetConnect();
    const scope = nock('https://repo1.maven.org')
      .get('/maven2/example/tin/mint-core/maven-metadata.xml')
      .reply(200, metadata)
      .get('/maven2/example/tin/mint-core/2.0.0/mint-core-2.0.0.pom')
      .reply(200, pomWith(scm));
    const http = overNetwork({ main: 'https://repo1.maven.org/maven2' }, 'maven-central');
    expect(seen(await client.history(name, http))?.releases).toHaveLength(3);
    scope.done();
  });
});
