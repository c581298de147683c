import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readAttestations } from '../../src/provenance/index.ts';
import { mostReleases, type PackageHistory, type RegistryRelease } from '../../src/registries/release.ts';
import type { RegistryFault, SandboxRegistries } from '../../src/sandbox/registries/registries.ts';
import { dealt, runs } from '../long.ts';
import { allAbout, askedRegistries, changing, clientOf, impatient, names, startWith, wayTo } from './asked-clients.ts';
import { changedAnswers } from './changed-answers.ts';
import { expectSound } from './hostile.ts';
import { troubles } from './troubles.ts';

let asked: SandboxRegistries | null = null;

afterEach(async () => {
  await asked?.close();
  asked = null;
});

const asking = await Promise.all(askedRegistries.map(async (id) => [id, await clientOf(id)] as const));

describe.each(asking)('the client of %s', (registry, client) => {
  const name = names[registry];
  let honest: PackageHistory;
  let newest: RegistryRelease;
  let known: Awaited<ReturnType<typeof allAbout>>;
  let questions: number;
  let registries: SandboxRegistries;

  /** Lets requests run into trouble until it is over. */
  function trouble(kind: RegistryFault['kind'], isHit: () => boolean): Disposable {
    let isOver = false;
    registries.fault({ matches: () => !isOver && isHit(), times: Number.POSITIVE_INFINITY, kind });
    return {
      [Symbol.dispose]: () => {
        isOver = true;
      },
    };
  }

  afterAll(() => registries.close());

  beforeAll(async () => {
    registries = await startWith(registry);
    const history = await client.history(name, wayTo(registries));
    if (history.state !== 'seen') throw new Error(JSON.stringify(history));
    questions = registries.requests.length;
    honest = history.value;
    newest = honest.releases.at(-1) as RegistryRelease;
    known = await allAbout(client, name, newest, wayTo(registries));
    if (known.details?.state === 'seen') newest = known.details.value;
  });

  it.each(dealt(troubles, askedRegistries.indexOf(registry), 3))(
    'learns nothing from a registry in trouble: %s',
    async (_, kind) => {
      using _trouble = trouble(kind, () => true);
      const http = wayTo(registries, impatient);
      const history = await client.history(name, http);
      // Where the document is a list of releases, one of which none has the shape is of none.
      expect(history.state === 'seen' ? history.value.releases : []).toEqual([]);
      expect(history.state === 'absent', 'what could not be read is not missing').toBe(false);
      const { details, documents } = await allAbout(client, name, newest, http);
      if (details?.state === 'seen') expectNoMore(details.value, newest);
      if (documents?.state === 'seen') expect(documents.value.filter(({ text }) => isDocument(text))).toEqual([]);
      for (const since of [null, '1']) {
        const told = await client.feed?.changes(since, http);
        expect(told?.state ?? 'unreadable').toBe('unreadable');
      }
    },
  );

  it.each(dealt(troubles, askedRegistries.indexOf(registry), 5))(
    'believes no more than before where one of its questions fails: %s',
    async (_, kind) => {
      for (let failing = 0; failing < questions; failing += 1) {
        let at = -1;
        using _trouble = trouble(kind, () => (at += 1) === failing);
        const history = await client.history(name, wayTo(registries, impatient));
        if (history.state === 'seen') {
          expectSound(history.value);
          for (const release of history.value.releases)
            expectNoMore(
              release,
              honest.releases.find(({ version }) => version === release.version),
            );
          const owners = history.value.owners.state === 'seen' ? history.value.owners.value : [];
          expect(honest.owners.state === 'seen' ? honest.owners.value : []).toEqual(
            expect.arrayContaining([...owners]),
          );
          expect([honest.settings.trustedPublishingOnly, null]).toContain(history.value.settings.trustedPublishingOnly);
          expect([honest.settings.twoFactorRequired, null]).toContain(history.value.settings.twoFactorRequired);
        }
      }
    },
  );

  it.each(dealt(Object.entries(changedAnswers), askedRegistries.indexOf(registry), 4))(
    'keeps what is sound where %s',
    async (_, change) => {
      asked = await startWith(registry);
      const http = wayTo(asked, { fetch: changing(change) });
      const history = await client.history(name, http);
      if (history.state === 'seen') {
        expectSound(history.value);
        for (const release of history.value.releases.slice(-2)) {
          const { details, documents } = await allAbout(client, name, release, http);
          if (details?.state === 'seen') expect(JSON.parse(JSON.stringify(details.value))).toEqual(details.value);
          expect(documents?.state).toBeOneOf([undefined, 'seen', 'absent', 'unreadable']);
        }
      }
      expect(asked.requests.filter(({ path }) => /(^|\/)\.\.(\/|$)/.test(path))).toEqual([]);
      expect(asked.requests.filter(({ status }) => status >= 500)).toEqual([]);
    },
  );

  it('takes no publication, and no order, from times that are none', async () => {
    asked = await startWith(registry);
    const change = (text: string) => text.replaceAll(/2026-0|2026(?=03)/g, '20260-').replaceAll(' 2026 ', ' 20260 ');
    const history = await client.history(name, wayTo(asked, { fetch: changing(change) }));
    if (history.state === 'seen')
      expect(history.value.releases.filter(({ publishedAt }) => publishedAt !== null)).toEqual([]);
  });

  it.each(dealt(oddNames, askedRegistries.indexOf(registry), 3).map((odd) => [odd.slice(0, 30), odd] as const))(
    'asks for nothing beside its own addresses: %j',
    async (_, odd) => {
      asked = await startWith(registry);
      const addresses: string[] = [];
      const http = wayTo(asked, {
        fetch: (input, init) => {
          addresses.push(new Request(input).url);
          return fetch(input, init);
        },
      });
      const history = await client.history(odd, http);
      expect(history.state).not.toBe('seen');
      for (const release of [newest, { ...newest, version: odd }]) await allAbout(client, odd, release, http);
      await allAbout(client, name, { ...newest, version: odd }, http);
      const own = Object.values(asked.bases[registry] ?? {});
      expect(addresses.filter((address) => !own.some((base) => address.startsWith(`${base}/`)))).toEqual([]);
      expect(addresses.filter((address) => /\/\.\.?(\/|$)|\\|"|#/.test(new URL(address).pathname))).toEqual([]);
    },
  );

  it('keeps the newest thousand of thousands of versions, or says that there are too many', async () => {
    const start = Date.parse('2020-01-01T00:00:00Z');
    const count = mostReleases + runs(1000, 9000);
    const many = Array.from({ length: count }, (_, at) => ({
      version: `1.${at}.0`,
      at: new Date(start + at * 60_000).toISOString(),
      by: { nobody: true as const },
    }));
    asked = await startWith(registry, many);
    const history = await client.history(name, wayTo(asked));
    if (history.state === 'seen') {
      expect(history.value.releases.length).toBeLessThanOrEqual(mostReleases);
      expect(history.value.releases.at(-1)?.version).toContain(`1.${count - 1}.0`);
      expectSound(history.value);
    } else expect(history).toMatchObject({ state: 'unreadable', reason: expect.stringMatching(/./) });
  }, 60_000);
});

describe('a redirect to the inside of a network', () => {
  const visitors: string[] = [];
  const inside = createServer((request, response) => {
    visitors.push(request.url ?? '');
    response.end('{}');
  });

  beforeAll(() => new Promise<void>((resolve) => inside.listen(0, '::1', resolve)));
  afterAll(() => new Promise<void>((resolve) => void inside.close(() => resolve())));

  it.each(askedRegistries)('is not followed by the client of %s', async (registry) => {
    asked = await startWith(registry);
    const { port } = inside.address() as AddressInfo;
    asked.fault({ matches: () => true, times: 1000, kind: { type: 'redirect', to: `http://[::1]:${port}/secret` } });
    expect((await (await clientOf(registry)).history(names[registry], wayTo(asked, impatient))).state).toBe(
      'unreadable',
    );
    expect(visitors).toEqual([]);
  });
});

/** Names of packages that nobody should be able to give. */
const oddNames = [
  '../../admin',
  'a/../../b',
  '%2e%2e%2fadmin',
  '"; rm -rf /',
  "mint' or 1=1",
  'mint?x=1#y',
  'mint\r\nx-injected: 1',
  '\u{1f525}',
  'm\u0456nt',
  '__proto__',
  '//evil.example/mint',
  '@evil.example:80/mint',
  'x'.repeat(5000),
  '',
];

/** A release as it is told now holds nothing that the honest answers did not. */
function expectNoMore(release: RegistryRelease, honest: RegistryRelease | undefined): void {
  if (honest === undefined) throw new Error(`${release.version} was never published`);
  const orNothing = (value: unknown, ...nothing: unknown[]) => [null, ...nothing, value];
  expect(orNothing(honest.publishedAt)).toContain(release.publishedAt);
  expect(orNothing(honest.attested, 'unknown')).toContain(release.attested);
  expect(orNothing(honest.publisher.kind, 'unknown')).toContain(release.publisher.kind);
  expect(orNothing(honest.publisher.name)).toContain(release.publisher.name);
  expect(orNothing(honest.publisher.approver)).toContain(release.publisher.approver);
  expect(orNothing(honest.claimed.commit)).toContain(release.claimed.commit);
  expect(orNothing(honest.recorded?.commit ?? null)).toContain(release.recorded?.commit ?? null);
  expect(orNothing(honest.recorded?.repository ?? null)).toContain(release.recorded?.repository ?? null);
  expect(orNothing(honest.recorded?.signingKey ?? null)).toContain(release.recorded?.signingKey ?? null);
  for (const file of release.files) {
    const same = honest.files.find(({ name: own }) => own === file.name);
    if (same !== undefined) expect(same.digests).toMatchObject(file.digests);
    expect(orNothing(same?.attested, 'unknown', 'no')).toContain(file.attested);
  }
}

const isDocument = (text: string): boolean => readAttestations(text).state === 'read';
