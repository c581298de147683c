import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import type { PackageEvidence } from '../../../src/ledger/package-evidence.ts';
import { badAt, evidenceOf } from '../../audit/incident-cases.ts';
import { openTestStore, type TestStore } from '../../store/databases.ts';
import { incidentStage } from './incident-stage.ts';

let opened: TestStore;
beforeEach(async () => {
  opened = await openTestStore();
  onTestFinished(() => opened.store.close());
});

const now = () => badAt + 3_600_000;

/** The bad release of a package whose metadata name a repository, and of whose builds nothing is known. */
function naming(source: string, link: Ledger['link'] = 'unknown'): PackageEvidence {
  const evidence = evidenceOf();
  if (evidence.ledger === null || evidence.history.state !== 'seen') throw new Error('there is a history');
  const value = { ...evidence.history.value, sourceLinks: [`https://github.com/${source}`] };
  return { ...evidence, history: { ...evidence.history, value }, ledger: { ...evidence.ledger, link } };
}

describe("a break of a package that is somebody else's", () => {
  it.each([
    ['a fork of it', naming('somebody/lantern')],
    ['a copy of it, whose builds are proved elsewhere', naming('somebody/lantern', 'contradicted')],
  ])('is no incident of %s', async (_, evidence) => {
    const stage = await incidentStage(opened, { now });
    await stage.look(evidence);
    expect(await stage.incidents()).toEqual([]);
    expect(stage.writes()).toEqual([]);
  });

  it('is one where the name leads here after a transfer', async () => {
    const stage = await incidentStage(opened, { now });
    const { id } = stage.sandbox.repository('acme', 'widget');
    stage.sandbox.state.redirects.set('somebody/lantern', id);
    await stage.look(naming('somebody/lantern'));
    expect(await stage.incidents()).toMatchObject([{ state: 'told' }]);
  });
});
