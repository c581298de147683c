import { createHash } from 'node:crypto';
import type { FrozenEvidence } from '../types/incident-pack.ts';
import type { IncidentScene } from './incident-pack.ts';

/**
 * What was read of a release, as it was read, each with its hash. The joins of the ledger's row hold what attestations
 * and GitHub told of tag, commit, run and digest; the documents themselves are fetched by the steps of the response.
 */
export function frozenEvidence({ evidence, history, row, release, before }: IncidentScene): readonly FrozenEvidence[] {
  const { releases: _releases, ...ofPackage } = history;
  const { source } = evidence.history;
  const page = history.page;
  const documents: readonly (readonly [what: string, source: string, value: unknown])[] = [
    ["the registry's record of the release", source, release],
    ["the ledger's row of the release: tag, commit, run, attestation and digest as they were found", page, row],
    ["the registry's record of the release before", source, before?.release ?? null],
    ["the ledger's row of the release before", page, before?.row ?? null],
    ["the registry's record of the package: owners, settings, links", source, ofPackage],
    ['what advisories say of the package', evidence.advisories.source, evidence.advisories],
  ];
  return documents.flatMap(([what, from, value]) => (value === null ? [] : [frozen(what, from, value)]));
}

/** Bytes of one document that are kept, at most. Its hash is of the whole. */
const most = 64 * 1024;

function frozen(what: string, source: string, value: unknown): FrozenEvidence {
  const text = JSON.stringify(value, null, 2);
  const bytes = Buffer.from(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (bytes.length <= most) return { what, source, sha256, text };
  // A character that the cut goes through is left out
  const cut = bytes
    .subarray(0, most)
    .toString('utf8')
    .replace(/\ufffd+$/, '');
  return {
    what: `${what} (the first 64 KiB of ${bytes.length} bytes; the hash is of the whole)`,
    source,
    sha256,
    text: cut,
  };
}
