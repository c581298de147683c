import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { client } from '../../../src/registries/go/client.ts';
import { readRetractions } from '../../../src/registries/go/client-retractions.ts';
import { bareRelease } from '../../../src/registries/release.ts';
import { seen } from '../../../src/types/observation.ts';
import { historyWith, noDocuments, withWrongTypes } from '../hostile.ts';
import { overNetwork } from '../over-network.ts';
import { fakeHttp } from '../replies.ts';

const name = 'github.com/Tin-Works/mint/v2';
const folder = '/github.com/!tin-!works/mint/v2';
const list = `go main ${folder}/@v/list`;
const latest = `go main ${folder}/@latest`;
const mod = `go main ${folder}/@v/v2.10.0.mod`;
const commit = 'c'.repeat(40);
const hash = Buffer.alloc(32, 7);

const info = {
  Version: 'v2.10.0',
  Time: '2026-05-01T10:00:00Z',
  Origin: { VCS: 'git', URL: 'https://github.com/Tin-Works/mint', Hash: commit, Ref: 'refs/tags/v2.10.0' },
};
const modFile = `module ${name}

go 1.24

retract v2.9.0 // a press that jams
retract (
	[v2.0.0-alpha, v2.0.0-beta] // trials
)
`;
const answers = {
  [list]: { body: 'v2.10.0\nv2.9.0\nv2.0.0-beta\n' },
  [latest]: { body: info },
  [mod]: { body: modFile },
};

describe('a Go module', () => {
  it('has its versions in their order, without times, and what was retracted', async () => {
    const http = fakeHttp(answers);
    const history = seen(await client.history(name, http));
    expect(http.asked).toEqual([list, latest, mod]);
    expect(history).toMatchObject({
      registry: 'go',
      name,
      newest: 'v2.10.0',
      status: 'active',
      sourceLinks: ['https://github.com/Tin-Works/mint'],
      owners: { state: 'absent' },
    });
    expect(history?.releases).toMatchObject([
      { version: 'v2.0.0-beta', publishedAt: null, withdrawn: { kind: 'retracted', reason: 'trials' } },
      { version: 'v2.9.0', publishedAt: null, withdrawn: { kind: 'retracted', reason: 'a press that jams' } },
      { version: 'v2.10.0', publishedAt: null, withdrawn: null },
    ]);
  });

  it('has a newest version where the proxy does not tell it', async () => {
    const history = seen(await client.history(name, fakeHttp({ [list]: answers[list] })));
    expect(history).toMatchObject({ newest: 'v2.10.0' });
  });

  it('can have no releases', async () => {
    const body = { ...info, Version: 'v0.0.0-20260501100000-cccccccccccc' };
    const history = seen(await client.history(name, fakeHttp({ [list]: { body: '' }, [latest]: { body } })));
    expect(history).toMatchObject({ releases: [], newest: 'v0.0.0-20260501100000-cccccccccccc' });
    expect((await client.history(name, fakeHttp({ [list]: { body: '' } }))).state).toBe('unreadable');
  });

  it('is absent without a question where the path cannot be one', async () => {
    const http = fakeHttp({});
    for (const odd of [
      '',
      'mint',
      'a.example/../b',
      'a.example//b',
      'a.example/"',
      'a.example/💥',
      '/a.example',
      '__proto__',
      'a.example/b c',
    ]) {
      expect(client.isName(odd), odd).toBe(false);
      expect((await client.history(odd, http)).state, odd).toBe('absent');
    }
    expect(http.asked).toEqual([]);
  });
});

describe('the details of a version', () => {
  const release = bareRelease('v2.10.0');
  const infoAddress = `go main ${folder}/@v/v2.10.0.info`;
  const lookup = `go sum /lookup/github.com/!tin-!works/mint/v2@v2.10.0`;
  const h1 = `h1:${hash.toString('base64')}`;
  const sums = `17\n${name} v2.10.0 ${h1}\n${name} v2.10.0/go.mod h1:${Buffer.alloc(32).toString('base64')}\n\ngo.sum database tree\n18\n`;

  it('are where the proxy found it and the hash of the checksum database', async () => {
    const http = fakeHttp({ [infoAddress]: { body: info }, [lookup]: { body: sums } });
    const details = seen((await client.details?.(name, release, http)) ?? { state: 'absent', source: '' });
    expect(details).toEqual({
      ...release,
      files: [{ name: 'v2.10.0.zip', digests: { h1: '07'.repeat(32) }, publishedAt: null, attested: 'no' }],
      recorded: {
        repository: 'Tin-Works/mint',
        commit,
        run: null,
        ref: 'refs/tags/v2.10.0',
        signingKey: null,
      },
    });
    expect(http.asked).toEqual([infoAddress, lookup]);
  });

  it.each([
    ['another module', sums.replaceAll('mint', 'mind')],
    ['another version', sums.replaceAll('v2.10.0', 'v2.10.1')],
    ['a hash that is none', sums.replace(h1, 'h1:short=')],
    ...Object.entries(noDocuments),
  ])('have no hash of %s', async (_, body) => {
    const http = fakeHttp({ [infoAddress]: { body: info }, [lookup]: { body } });
    expect(await client.details?.(name, release, http)).toMatchObject({ value: { files: [], recorded: { commit } } });
  });

  it('lose what has the wrong type', async () => {
    for (const wrong of withWrongTypes(info)) {
      const details = await client.details?.(name, release, fakeHttp({ [infoAddress]: { body: wrong } }));
      if (details?.state === 'seen') expect([null, commit]).toContain(details.value.recorded?.commit ?? null);
    }
  });

  it('have no repository elsewhere than on GitHub', async () => {
    const body = { ...info, Origin: { ...info.Origin, URL: 'https://github.com.example/Tin-Works/mint' } };
    const details = await client.details?.(name, release, fakeHttp({ [infoAddress]: { body } }));
    expect(details).toMatchObject({ value: { recorded: { repository: null, commit } } });
  });

  it('are absent for a version that is none', async () => {
    const http = fakeHttp({});
    for (const version of ['../v1.0.0', 'v1', '1.0.0', '__proto__', 'v1.0.0/..', '💥'])
      expect((await client.details?.(name, bareRelease(version), http))?.state, version).toBe('absent');
    expect(http.asked).toEqual([]);
  });
});

describe('retractions', () => {
  it.each([
    ['a range', 'retract [v1.0.0, v1.2.0]', 'v1.1.0', ''],
    ['its end', 'retract [v1.0.0, v1.2.0]', 'v1.2.0', ''],
    ['outside of it', 'retract [v1.0.0, v1.2.0]', 'v1.2.1', null],
    ['a comment above', '// broken\nretract v1.0.0', 'v1.0.0', 'broken'],
    ['a comment of something else', '// broken\n\nretract v1.0.0', 'v1.0.0', ''],
    ['what only starts like one', 'retractable v1.0.0', 'v1.0.0', null],
    ['no version', 'retract latest', 'v1.0.0', null],
  ])('%s', (_, text, version, reason) => {
    expect(readRetractions(`module a.example/b\n${text}\n`).reasonFor(version)).toBe(reason);
  });

  it('stand beside the deprecation of the module', () => {
    expect(readRetractions('// Deprecated: use a.example/c\nmodule a.example/b\n').isDeprecated).toBe(true);
    expect(readRetractions('module a.example/b // Deprecated: use c\n').isDeprecated).toBe(true);
    expect(readRetractions('// Not Deprecated:\nmodule a.example/b\n').isDeprecated).toBe(false);
  });

  it('are bounded', () => {
    const text = `module a.example/b\n${'// words '.repeat(50)}\n`.repeat(5000) + 'retract v1.0.0\n'.repeat(50_000);
    expect(readRetractions(text).reasonFor('v9.0.0')).toBeNull();
  });
});

describe('answers that are not to be believed', () => {
  const withList = (body: unknown) => historyWith(client, name, answers, { address: list, body });

  it.each(Object.entries(noDocuments).filter(([, text]) => text !== ''))('%s is unreadable', async (_, text) => {
    expect((await withList(text)).state).toBe('unreadable');
    const beside = await historyWith(client, name, answers, { address: latest, body: text });
    expect(beside).toMatchObject({ value: { newest: 'v2.10.0' } });
    const without = await historyWith(client, name, answers, { address: mod, body: text });
    expect(seen(without)?.releases.map(({ withdrawn }) => withdrawn)).toEqual([null, null, null]);
  });

  it('lose lines that are no versions, and say each once', async () => {
    const history = seen(await withList('v1.0.0\n../v1.0.1\nv1.0.0\n__proto__\n"v1"\n💥\nv1.0.2+incompatible\r\n'));
    expect(history?.releases.map(({ version }) => version)).toEqual(['v1.0.0', 'v1.0.2+incompatible']);
  });

  it('lose what has the wrong type', async () => {
    for (const wrong of withWrongTypes(info))
      await historyWith(client, name, answers, { address: latest, body: wrong });
  });

  it('keep the highest thousand of ten thousand versions', async () => {
    const history = seen(await withList(Array.from({ length: 10_000 }, (_, at) => `v1.0.${at}`).join('\n')));
    expect(history).toMatchObject({ omitted: 9000 });
    expect(history?.releases.at(-1)?.version).toBe('v1.0.9999');
  });
});

describe('over the network', () => {
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  it('asks by the addresses of the protocol, with capitals escaped', async () => {
    nock.disableNetConnect();
    const scope = nock('https://proxy.golang.org')
      .get(`${folder}/@v/list`)
      .reply(200, 'v2.10.0\n')
      .get(`${folder}/@latest`)
      .reply(200, info)
      .get(`${folder}/@v/v2.10.0.mod`)
      .reply(200, modFile);
    const history = seen(await client.history(name, overNetwork({ main: 'https://proxy.golang.org' }, 'go')));
    expect(history?.releases).toHaveLength(1);
    scope.done();
  });
});
