import { describe, expect, it } from 'vitest';
import { openHttp } from '../../../src/http/index.ts';
import { registries as known } from '../../../src/registries/index.ts';
import type { RegistryRelease } from '../../../src/registries/release.ts';
import type { ScenarioPackage } from '../../../src/sandbox/scenario-package.ts';
import { commit, first, packageOf, second, started } from './started.ts';

/** What a client is to find out of the story that each package tells, as far as its registry shows it. */
interface Found {
  readonly name: string;
  /** Before the number of a version. */
  readonly prefix?: string;
  /** Kinds of publisher of the first release and of the second. */
  readonly publishers: readonly [string, string];
  readonly owners: readonly string[] | null;
  /** Commit of the second release, and whether the registry says so or the client did. */
  readonly commit: 'recorded' | 'claimed' | null;
  /** Whether there is a document of attestations of the second release. */
  readonly documents: boolean;
  readonly isTimed: boolean;
}

const found: Readonly<Record<string, Found>> = {
  npm: {
    name: '@coin/mint',
    publishers: ['person', 'trusted'],
    owners: ['ada', 'mint'],
    commit: 'claimed',
    documents: true,
    isTimed: true,
  },
  pypi: {
    name: 'Mint.Press',
    publishers: ['unknown', 'unknown'],
    owners: ['ada', 'mint'],
    commit: null,
    documents: true,
    isTimed: true,
  },
  'crates.io': {
    name: 'mint-press',
    publishers: ['person', 'trusted'],
    owners: ['ada', 'mint'],
    commit: 'recorded',
    documents: false,
    isTimed: true,
  },
  'maven-central': {
    name: 'org.coin:mint',
    publishers: ['unknown', 'unknown'],
    owners: null,
    commit: null,
    documents: true,
    isTimed: true,
  },
  packagist: {
    name: 'coin/mint',
    prefix: 'v',
    publishers: ['unknown', 'unknown'],
    owners: ['ada', 'mint'],
    commit: 'recorded',
    documents: false,
    isTimed: true,
  },
  rubygems: {
    name: 'mint',
    publishers: ['unknown', 'unknown'],
    owners: ['ada', 'mint'],
    commit: null,
    documents: true,
    isTimed: true,
  },
  nuget: {
    name: 'Coin.Mint',
    publishers: ['unknown', 'unknown'],
    owners: ['ada', 'mint'],
    commit: 'claimed',
    documents: false,
    isTimed: true,
  },
  'pub.dev': {
    name: 'mint',
    publishers: ['unknown', 'unknown'],
    owners: ['mint'],
    commit: null,
    documents: false,
    isTimed: true,
  },
  jsr: {
    name: '@coin/mint',
    publishers: ['unknown', 'trusted'],
    owners: null,
    commit: null,
    documents: false,
    isTimed: true,
  },
  hex: {
    name: 'mint',
    publishers: ['person', 'unknown'],
    owners: ['ada', 'mint'],
    commit: null,
    documents: false,
    isTimed: true,
  },
  go: {
    name: 'github.com/coin/mint',
    prefix: 'v',
    publishers: ['unknown', 'unknown'],
    owners: null,
    commit: 'recorded',
    documents: false,
    isTimed: false,
  },
};

/** The value of what was seen. */
function seen<Value>(observation: { readonly state: string; readonly value?: Value }): Value {
  if (observation.state !== 'seen') throw new Error(JSON.stringify(observation));
  return observation.value as Value;
}

describe.each(Object.entries(found))('the client of %s', (registry, expected) => {
  const { prefix = '', name } = expected;

  it('reads the story that the scenario tells', async () => {
    const client = await known.find(({ id }) => id === registry)?.client?.();
    if (client === undefined) throw new Error(`${registry} has no client`);
    const releases = [first, second].map((release) => ({ ...release, version: `${prefix}${release.version}` }));
    const { registries } = await started(packageOf(registry as ScenarioPackage['registry'], name, { releases }));
    const contact = 'https://example.test/';
    const http = openHttp({ keeper: null, bases: registries.bases, contact, version: '0.0.0', spaced: false });

    const history = seen(await client.history(name, http));
    expect(history.releases.map(({ version }) => version)).toEqual([`${prefix}1.0.0`, `${prefix}1.1.0`]);
    expect(history.owners.state === 'seen' ? history.owners.value.map((owner) => owner.name) : null).toEqual(
      expected.owners,
    );
    expect(history.sourceLinks.join(' ')).toContain('github.com/coin/mint');

    const detailed: RegistryRelease[] = [];
    for (const release of history.releases)
      detailed.push(client.details === undefined ? release : seen(await client.details(name, release, http)));
    expect(detailed.map(({ publisher }) => publisher.kind)).toEqual(expected.publishers);
    expect(detailed.map(({ publishedAt }) => publishedAt)).toEqual(
      expected.isTimed ? ['2026-03-01T10:00:00.000Z', '2026-03-11T10:00:00.000Z'] : [null, null],
    );
    const newest = detailed.at(-1);
    const commits = { recorded: newest?.recorded?.commit, claimed: newest?.claimed.commit };
    expect(expected.commit === null ? null : commits[expected.commit]).toBe(expected.commit === null ? null : commit);

    const documents = newest === undefined ? undefined : await client.attestations?.(name, newest, http);
    expect(documents?.state === 'seen').toBe(expected.documents);
    expect(registries.requests.filter(({ status }) => status >= 500)).toEqual([]);
  });
});
