import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Evidence } from './control.ts';

/** Digests (`sha256:…`) of files that a registry serves, with an attestation by this repository that verifies. */
export function attestedDigests({ packages }: Evidence): ReadonlySet<string> {
  return new Set((packages ?? []).flatMap(digestsOf));
}

function digestsOf({ history, ledger }: PackageEvidence): readonly string[] {
  if (history.state !== 'seen' || ledger?.link !== 'proved') return [];
  const proved = new Set(
    ledger.rows.flatMap(({ version, joins: { attestation, digest, commit } }) =>
      attestation.state === 'proved' && digest.state === 'proved' && commit.state !== 'contradicted' ? [version] : [],
    ),
  );
  return history.value.releases
    .filter(({ version }) => proved.has(version))
    .flatMap(({ files }) => files.flatMap(({ digests }) => digests['sha256'] ?? []))
    .map((digest) => `sha256:${digest.toLowerCase()}`);
}
