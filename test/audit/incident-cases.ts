import type { Case } from '../../src/ledger/case.ts';
import type { PackageEvidence } from '../../src/ledger/package-evidence.ts';
import { reconcile } from '../../src/ledger/reconcile.ts';
import type { RegistryRelease } from '../../src/registries/release.ts';
import {
  aCase,
  aCommit,
  aHistory,
  anAttestation,
  anIdentity,
  aPublication,
  aRecord,
  aRelease,
  aRun,
  aTag,
  byPerson,
  commitId,
  daysLater,
  digestOf,
  facts,
  runUrl,
  saw,
} from '../ledger/builders.ts';

/*
 * The honest project of the ledger's tests, ten releases long, and what came after: a release that somebody published with
 * a token, without a commit, a tag or a workflow.
 */

export const badVersion = '1.10.0';

/** When the bad release was published, in milliseconds since the epoch. */
export const badAt = Date.parse(daysLater(100));

const count = 10;

/** All that is known of the project right after the bad release, or of what it looked like without it. */
export function evidenceOf({
  bad = { publisher: byPerson('mallory'), attested: 'no' },
  proved = false,
  now = badAt + 3_600_000,
  ...over
}: {
  /** What is different of the last release; null where there is none. */
  readonly bad?: Partial<RegistryRelease> | null;
  /** The last release is joined to everything, as those before it are. */
  readonly proved?: boolean;
  readonly now?: number;
} & Partial<Case> = {}): PackageEvidence {
  const honest = Array.from({ length: count }, (_, at) => releaseOf(at));
  const last = bad === null ? [] : [{ ...releaseOf(count), ...(proved ? {} : { files: [] }), ...bad }];
  const joined = proved && bad !== null ? count + 1 : count;
  const numbers = Array.from({ length: joined }, (_, at) => at);
  const history = aHistory([...honest, ...last]);
  const about: Case = aCase({
    history,
    attested: new Map(numbers.map((at) => [versionOf(at), saw([recordOf(at)])])),
    github: facts({
      tags: numbers.map((at) => aTag({ name: `v${versionOf(at)}`, commit: commitId(at + 1), at: timeOf(at) })),
      commits: numbers.map((at) => aCommit({ sha: commitId(at + 1), versions: { 'package.json': versionOf(at) } })),
      runs: numbers.map((at) =>
        aRun({ id: String(9000 + at), commit: commitId(at + 1), startedAt: timeOf(at, -2), endedAt: timeOf(at, 1) }),
      ),
    }),
    now,
    ...over,
  });
  return {
    registry: 'npm',
    name: 'lantern',
    history: saw(about.history, 'https://registry.example/lantern'),
    advisories: about.advisories,
    ledger: reconcile(about),
    askedAt: now,
  };
}

function versionOf(at: number): string {
  return `1.${at}.0`;
}

function timeOf(at: number, minutes = 0): string {
  return daysLater(at * 10 + minutes / 1440);
}

function releaseOf(at: number): RegistryRelease {
  return aRelease({ version: versionOf(at), publishedAt: timeOf(at) });
}

function recordOf(at: number) {
  const version = versionOf(at);
  const subjects = [{ name: `pkg:npm/lantern@${version}`, digest: { sha512: digestOf(`lantern-${version}.tgz`) } }];
  const identity = anIdentity({
    ref: `refs/tags/v${version}`,
    commit: commitId(at + 1),
    runUrl: runUrl(String(9000 + at)),
  });
  return aRecord({
    attestations: [
      anAttestation({ signedAt: timeOf(at), identity, subjects }),
      aPublication({ signedAt: timeOf(at), subjects }),
    ],
  });
}
