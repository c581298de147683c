import { codeWords } from '../../registries/plain.ts';
import type { RegistryRelease } from '../../registries/release.ts';
import type { AttestedFileRecord } from '../case.ts';
import type { Join } from '../ledger.ts';
import { join, type ReleaseEvidence } from './evidence.ts';

/** Is what the registry serves what was attested? */
export function digestJoin({ release, records, attested }: ReleaseEvidence): Join {
  const compared = records.map((record) => comparison(record, release));
  const differs = compared.find(({ state }) => state === 'differs');
  if (differs !== undefined)
    return join(
      'contradicted',
      differs.digest,
      `${called(differs.file)} is served with another digest than was attested`,
    );
  const equal = compared.filter(({ state }) => state === 'same');
  if (equal.length === 0) return join('unknown', null, 'no attested digest to compare with what the registry serves');
  if (attested.state !== 'verified' || equal.length < records.length)
    return join('unknown', equal[0]?.digest ?? null, 'the attested digests are those of some of its files only');
  return join('proved', equal[0]?.digest ?? null, 'what the registry serves has the attested digest');
}

interface Comparison {
  readonly state: 'same' | 'differs' | 'unknown';
  readonly file: string | null;
  /** `sha512:…` of what the registry serves. */
  readonly digest: string | null;
}

function called(file: string | null): string {
  return file === null ? 'the package' : codeWords(file);
}

/** Compares with the one file that the record is about; a record about the whole release is about its only file. */
function comparison({ file, attestations }: AttestedFileRecord, { files }: RegistryRelease): Comparison {
  const nothing: Comparison = { state: 'unknown', file, digest: null };
  const served = file === null ? (files.length === 1 ? files[0] : undefined) : files.find(({ name }) => name === file);
  const builds = attestations.filter(({ signedBy, failures }) => signedBy === 'build' && failures.length === 0);
  const subjects = builds.flatMap((attestation) => attestation.subjects);
  if (served === undefined) return nothing;
  const answers = algorithms.flatMap((algorithm) => {
    const digest = served.digests[algorithm]?.toLowerCase();
    const attestedDigests = subjects.flatMap((subject) => subject.digest[algorithm]?.toLowerCase() ?? []);
    if (digest === undefined || attestedDigests.length === 0) return [];
    return [{ isSame: attestedDigests.includes(digest), digest: `${algorithm}:${digest}` }];
  });
  const [first] = answers;
  if (first === undefined) return nothing;
  const wrong = answers.find(({ isSame }) => !isSame);
  return { state: wrong === undefined ? 'same' : 'differs', file, digest: (wrong ?? first).digest };
}

/** Those that nobody can forge; SHA-1 proves nothing. */
const algorithms = ['sha512', 'sha256'] as const;
