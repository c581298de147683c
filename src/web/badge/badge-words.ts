import type { Posture, PublishedHow } from '../../types/posture.ts';
import { compareSeverity, type Severity } from '../../types/severity.ts';

/** What a badge says. */
export interface BadgeWords {
  readonly label: string;
  readonly message: string;
  readonly tone: BadgeTone;
}

export type BadgeTone = 'good' | 'fair' | 'poor' | 'unknown';

/** The one answer for whatever has no badge: not there, not public, not asked for, archived, suspended or never audited. */
export const unknownBadge: BadgeWords = { label: 'publishing', message: 'unknown', tone: 'unknown' };

/**
 * The share of packages that go out by trusted publishing, and the gravest of what is open. Nothing that is confidential,
 * nor anything that a public issue would not tell, has a part in the words or in the tone.
 *
 * @param unsaid controls of which nothing is told in public
 */
export function badgeWords(
  { packages, open }: Pick<Posture, 'packages' | 'open'>,
  unsaid: ReadonlySet<string>,
): BadgeWords {
  const { label } = unknownBadge;
  if (packages.length === 0) return { label, message: 'no packages', tone: 'unknown' };
  const share = shareOf(packages.map(({ how }) => how));
  const [worst] = open
    .filter(({ control }) => !unsaid.has(control))
    .map(({ severity }) => severity)
    .toSorted(compareSeverity);
  return {
    label,
    message: worst === undefined ? share.words : `${share.words}, ${worst} open`,
    tone: worst === undefined || share.tone === 'poor' ? share.tone : worseOf(share.tone, toneOf[worst]),
  };
}

function shareOf(hows: readonly PublishedHow[]): { readonly words: string; readonly tone: BadgeTone } {
  const [first = 'unknown'] = hows;
  if (hows.every((how) => how === first)) return alone[first];
  const trusted = hows.filter((how) => how === 'trusted').length;
  const words = `${trusted} of ${hows.length} trusted`;
  if (hows.includes('token')) return { words, tone: 'fair' };
  return { words, tone: hows.includes('unknown') ? 'unknown' : 'good' };
}

/** Where all packages go out in the same way. */
const alone: Readonly<Record<PublishedHow, { readonly words: string; readonly tone: BadgeTone }>> = {
  trusted: { words: 'trusted', tone: 'good' },
  'job-token': { words: 'job token', tone: 'good' },
  unknown: { words: 'unknown', tone: 'unknown' },
  token: { words: 'token', tone: 'poor' },
};

const toneOf: Readonly<Record<Severity, BadgeTone>> = { critical: 'poor', high: 'fair', medium: 'fair', low: 'good' };

function worseOf(a: BadgeTone, b: BadgeTone): BadgeTone {
  return badness.indexOf(a) > badness.indexOf(b) ? a : b;
}

const badness: readonly BadgeTone[] = ['good', 'unknown', 'fair', 'poor'];
