import { expect, it } from 'vitest';
import { observePackages } from '../../src/audit/observe-packages.ts';
import type { PackageEvidence } from '../../src/ledger/package-evidence.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import type { Trust } from '../../src/provenance/index.ts';
import { aHistory, aRelease, byPerson, daysLater, saw } from '../ledger/builders.ts';

/** A look at `lantern`, whose metadata name this repository. Nobody has to be asked for more. */
async function lookAt(source: string, known: PackageEvidence | null): Promise<PackageEvidence | undefined> {
  const history = aHistory([aRelease({ attested: 'no', publisher: byPerson() })], {
    sourceLinks: [`https://github.com/${source}`],
  });
  const glance = { name: { registry: 'npm', name: 'lantern' }, history: saw(history), advisories: saw([]) } as const;
  const map = { publications: [], elsewhere: [], packages: [], workflows: [], actions: [], problems: [] };
  const [evidence] = await observePackages(
    { map, policy: defaultPolicy, repository: 'octo/lantern', glances: [glance] },
    {
      http: { ask: () => Promise.reject(new Error('nobody asks')) },
      trust: {} as Trust,
      github: null,
      known: () => known,
      now: Date.parse(daysLater(1)),
    },
  );
  return evidence;
}

it('a package stays one that was linked, whatever a later release names as its source', async () => {
  const first = await lookAt('octo/lantern', null);
  expect(first).toMatchObject({ ledger: { link: 'claimed' } });
  expect(first).not.toHaveProperty('wasLinked');
  const second = await lookAt('mallory/lantern', first ?? null);
  expect(second).toMatchObject({ ledger: { link: 'unknown' }, wasLinked: true });
  expect(await lookAt('mallory/lantern', second ?? null)).toMatchObject({ wasLinked: true });
  expect(await lookAt('octo/lantern', second ?? null)).not.toHaveProperty('wasLinked');
  expect(await lookAt('mallory/lantern', null)).not.toHaveProperty('wasLinked');
});
