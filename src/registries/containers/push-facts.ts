import type { Act } from '../act.ts';
import { readCommandLine } from '../command-line.ts';
import type { ProvenanceRule } from '../recogniser.ts';
import { goreleaserImages, goreleaserReleases } from './goreleaser.ts';

/** BuildKit's own provenance is unsigned, so only an attestation or an explicit wish counts; silence is not known. */
export const provenance: ProvenanceRule = {
  byDefault: 'unknown',
  on: [{ input: 'provenance' }, { input: 'attests' }, { flag: '--provenance' }, { flag: '--attest' }],
  attestedBy: 'any',
};

/** Pushes what was built before. */
export const attested: ProvenanceRule = { byDefault: 'unknown', attestedBy: 'any' };

/** GoReleaser, as a command and as an action. */
export const goreleaser = {
  via: 'goreleaser release',
  when: goreleaserReleases,
  oidc: 'never',
  provenance: attested,
  packages: { kind: 'image', at: [], listed: goreleaserImages },
} as const;

/** What BuildKit is told to put out sends the image away: `type=registry`, `type=image,name=…,push=true`. */
export function sendsAway(output: string): boolean {
  return /(?:^|,|=)type=registry|(?:^|,)push=(?!false)/.test(output.replace(/\s/g, ','));
}

/** How many words a command has besides its flags, its subcommand included. */
export function wordsOf(act: Act, valueFlags: readonly string[]): number {
  return act.kind === 'command' ? readCommandLine(act.words, valueFlags).positionals.length : 0;
}
