import { describe, expect, it } from 'vitest';
import { publicGoodTrust } from '../../src/provenance/index.ts';
import { mostReleases } from '../../src/registries/release.ts';
import type { Story } from '../../src/sandbox/stories/index.ts';
import { reportSchema } from '../../src/types/report.ts';
import { dealt } from '../long.ts';
import { type AskedRegistry, askedRegistries, changing, impatient, names } from '../registries/asked-clients.ts';
import { changedAnswers } from '../registries/changed-answers.ts';
import { troubles } from '../registries/troubles.ts';
import { type AskedStory, type Audited, askedStory } from './asked-story.ts';

/** A package that publishes as well as its registry lets it. */
function storyOn(registry: AskedRegistry): Story {
  const isTagged = registry === 'go' || registry === 'packagist';
  return {
    title: 'A package',
    about: 'Nothing is odd here.',
    repository: 'tin-works/mint',
    packages: [
      {
        registry,
        name: names[registry],
        owners: [{ name: 'ada' }],
        trustedPublishingOnly: true,
        twoFactorRequired: true,
        habit: isTagged ? { by: 'nobody', run: null } : {},
        releases: ['1.0.0', '1.1.0', '1.2.0'].map((version, at) => ({
          version: registry === 'go' ? `v${version}` : version,
          at: `2026-03-${10 + at * 7}T10:00:00Z`,
          ...(registry === 'go' ? { tag: '{version}' } : {}),
        })),
      },
    ],
    watch: { from: '2026-03-01T00:00:00Z', until: '2026-04-20T00:00:00Z' },
    expect: { bad: [] },
  };
}

/** Passes that neither the files nor the honest answers gave. */
function gained({ passes }: Audited, ...known: readonly Audited[]): readonly string[] {
  return [...passes].filter((pass) => !known.some((other) => other.passes.has(pass)));
}

function expectSound({ report, evidence }: Audited): void {
  expect(reportSchema.parse(report)).toEqual(report);
  expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
}

describe.each(dealt(askedRegistries, 0, 2))('an audit of a package on %s', (registry) => {
  it('passes nothing because a registry is in trouble', async () => {
    const asked = await askedStory(storyOn(registry));
    const files = await asked.audit(null);
    for (const [name, kind] of dealt(troubles, askedRegistries.indexOf(registry), 6)) {
      let isOver = false;
      asked.sandbox.registries.fault({ matches: () => !isOver, times: Number.POSITIVE_INFINITY, kind });
      const audited = await asked.audit(impatient);
      expectSound(audited);
      expect(gained(audited, files), name).toEqual([]);
      expect(audited.evidence.length, name).toBeGreaterThan(0);
      for (const { ledger } of audited.evidence) expect(ledger?.rows ?? [], name).toEqual([]);
      isOver = true;
    }
  }, 60_000);

  it('passes nothing because of what a registry says in the wrong shape', async () => {
    const asked = await askedStory(storyOn(registry));
    const known = [await asked.audit(null), await asked.audit({})];
    for (const [name, change] of dealt(Object.entries(changedAnswers), askedRegistries.indexOf(registry), 6)) {
      const audited = await asked.audit({ fetch: changing(change) });
      expectSound(audited);
      expect(gained(audited, ...known), name).toEqual([]);
    }
  }, 60_000);

  it('takes no attestation for proved under a root that does not know who signed it', async () => {
    const asked = await askedStory(storyOn(registry));
    const known = [await asked.audit(null), await asked.audit({})];
    const audited = await asked.audit({}, publicGoodTrust());
    expect(gained(audited, ...known)).toEqual([]);
    expect([...audited.passes]).not.toContain(`provenance ${registry}`);
    expect(proved(audited)).toEqual([]);
  });
});

function proved({ evidence }: Audited): readonly string[] {
  return evidence.flatMap(({ ledger }) =>
    (ledger?.rows ?? []).flatMap(({ version, joins }) =>
      joins.attestation.state === 'proved' || joins.digest.state === 'proved' ? [version] : [],
    ),
  );
}

describe('an audit whose registry serves signed documents of something else', () => {
  const withDocuments: readonly AskedRegistry[] = ['npm', 'pypi', 'rubygems'];

  it.each(withDocuments)('believes none of them on %s', async (registry) => {
    const asked = await askedStory(storyOn(registry));
    const honest = await asked.audit({});
    expect(proved(honest).length > 0 || registry === 'rubygems').toBe(true);
    const stranger = await askedStory({ ...storyOn(registry), repository: 'evil/mint' });
    const foreign = await documentsOf(stranger, registry);
    const swapped = swapping(foreign);
    const audited = await asked.audit({ fetch: swapped.fetch });
    expect(swapped.count()).toBeGreaterThan(0);
    expect(proved(audited)).toEqual([]);
    expect([...audited.passes]).not.toContain(`provenance ${registry}`);
  });

  it('keeps to the newest thousand releases, and ends', async () => {
    const story = storyOn('npm');
    const [described] = story.packages;
    if (described === undefined) throw new Error('no package');
    const asked = await askedStory(story);
    const many = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, at) => [`9.${at}.0`, '2026-04-01T00:00:00.000Z']),
    );
    const audited = await asked.audit({
      fetch: changing((text) => {
        const document = jsonOf(text);
        if (document === null || !('time' in document) || !('versions' in document)) return null;
        const versions = Object.fromEntries(Object.keys(many).map((version) => [version, { version, dist: {} }]));
        return JSON.stringify({ ...document, time: many, versions });
      }),
    });
    expectSound(audited);
    const [evidence] = audited.evidence;
    if (evidence?.history.state === 'seen')
      expect(evidence.history.value.releases.length).toBeLessThanOrEqual(mostReleases);
    expect(evidence?.ledger?.rows.length ?? 0).toBeLessThanOrEqual(mostReleases);
  });
});

const isAttestation = (address: string) => /\/attestations\/|\/provenance$/.test(address);

/** The documents of attestations that a story's registry serves, in the order in which they were asked for. */
async function documentsOf(story: AskedStory, registry: AskedRegistry): Promise<readonly string[]> {
  const documents: string[] = [];
  await story.audit({
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      if (isAttestation(new URL(response.url).pathname) && response.status === 200)
        documents.push(await response.clone().text());
      return response;
    },
  });
  if (documents.length === 0) throw new Error(`${registry} served no attestation`);
  return documents;
}

function swapping(documents: readonly string[]) {
  let count = 0;
  const swapped: typeof globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!isAttestation(new URL(response.url).pathname) || response.status !== 200) return response;
    count += 1;
    return new Response(documents[0] ?? '', { headers: { 'content-type': 'application/json' } });
  };
  return { fetch: swapped, count: () => count };
}

function jsonOf(text: string): object | null {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' ? json : null;
  } catch {
    return null;
  }
}
