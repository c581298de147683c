import { describe, expect, test } from 'vitest';
import { isOwnPackage } from '../../src/audit/incidents.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { PackageEvidence } from '../../src/ledger/package-evidence.ts';
import { aHistory, aRelease, saw } from '../ledger/builders.ts';
import { evidenceOf } from './incident-cases.ts';

const repository = 'octo/lantern';

/** A look at `lantern` whose registry points as it is said here. */
function pointing(link: Ledger['link'], sourceLinks: readonly string[]): PackageEvidence {
  const evidence = evidenceOf();
  const { ledger } = evidence;
  if (ledger === null) throw new Error('there is a history');
  return { ...evidence, history: saw(aHistory([aRelease()], { sourceLinks })), ledger: { ...ledger, link } };
}

const here = ['https://github.com/octo/lantern'];
const there = ['git+https://github.com/mallory/lantern.git'];

describe('a package is the own one of a repository', () => {
  test.each([
    ['whose builds are proved to come from there', pointing('proved', there), null, false, true],
    ['whose metadata name it', pointing('claimed', here), null, false, true],
    ['whose metadata name it, whatever builds it now', pointing('contradicted', here), null, false, true],
    ['that was linked before the release at hand', pointing('unknown', there), pointing('claimed', here), false, true],
    ['that was linked two looks ago', { ...pointing('unknown', there), wasLinked: true as const }, null, false, true],
    ['of the same owner', pointing('unknown', ['https://github.com/Octo/lamp']), null, false, true],
    ['that its workflow publishes, and whose metadata name nothing', pointing('unknown', []), null, true, true],
    ['and not where only a manifest has its name', pointing('unknown', []), null, false, false],
    ['and not where it is a fork with the workflow of the original', pointing('unknown', there), null, true, false],
    ['and not where all is built elsewhere', pointing('contradicted', []), null, true, false],
    [
      'and not by an owner whose name only begins alike',
      pointing('unknown', ['https://github.com/octo-evil/lantern']),
      null,
      true,
      false,
    ],
  ])('%s', (_, evidence, before, isPublished, own) => {
    expect(isOwnPackage({ evidence, before, repository, isPublished })).toBe(own);
  });
});
