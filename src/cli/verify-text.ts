import type { Trust, Verification, VerifiedAttestation } from '../provenance/index.ts';

/** A verification for people: the verdict, each attestation, what failed, and what was not compared. */
export function verificationText(verification: Verification, trust: Trust, today: string): string {
  const { release, verified, attestations, failures } = verification;
  const lines = [
    `${verified ? 'Verified' : 'NOT verified'}: ${release.name} ${release.version} (${release.registry})`,
    ...failures.map((failure) => `  failed: ${failure}`),
    ...attestations.flatMap((attestation) => ['', ...attestationLines(attestation)]),
    '',
    `Trusted root: ${trust.name}${ageOf(trust.newestKey, today)}`,
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function attestationLines(attestation: VerifiedAttestation): readonly string[] {
  const { predicateType, signedBy, signedAt, identity, subjects, failures, notCompared } = attestation;
  const files = subjects.slice(0, 3).map(({ name }) => name);
  const facts: readonly (readonly [string, string | null])[] = [
    ['signed by', signedBy === 'npm' ? "npm's registry, which says that it published it" : (identity?.issuer ?? null)],
    ['signed at', signedAt],
    ['of', files.length === 0 ? null : files.join(', ') + (subjects.length > files.length ? ' and more' : '')],
    ['repository', withId(identity?.repositoryUrl ?? null, identity?.repositoryId ?? null)],
    ['workflow', identity?.workflow ?? identity?.subject ?? null],
    ['ref', identity?.ref ?? null],
    ['commit', identity?.commit ?? null],
    ['trigger', identity?.trigger ?? null],
    ['runner', identity?.runner ?? null],
    ['run', identity?.runUrl ?? null],
  ];
  return [
    predicateType ?? (signedBy === null ? 'An attestation that does not hold' : 'A signature of the file'),
    ...facts.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(11)} ${value}`])),
    ...failures.map((failure) => `  failed: ${failure}`),
    ...(signedBy === null ? [] : notCompared.map((what) => `  not compared: ${what}`)),
  ];
}

function withId(repository: string | null, id: string | null): string | null {
  return repository === null || id === null ? repository : `${repository} (id ${id})`;
}

function ageOf(newestKey: string | null, today: string): string {
  if (newestKey === null) return '';
  const days = Math.round((Date.parse(today) - Date.parse(newestKey)) / 86_400_000);
  return `; its newest key is of ${newestKey}, ${days} days ago`;
}

/** What others wrote may not move the cursor, colour the terminal, or look like other letters. */
function printable(line: string): string {
  return line.replace(/[^\x20-\x7e]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
