import { codeWords, plain } from '../registries/plain.ts';
import type { Withdrawal } from '../registries/release.ts';
import type { ReleaseFactsRow } from './facts.ts';

/** Who or what published a release; null where the registry does not say. */
export function publisherWords({ release: { publisher }, rank }: ReleaseFactsRow): string | null {
  const { kind, name, provider, approver } = publisher;
  if (approver !== null) return `trusted publishing, approved by ${codeWords(approver)}`;
  if (rank === 'staged' && name !== null) return `staged, approved by ${codeWords(name)}`;
  if (kind === 'trusted')
    return provider === null
      ? 'trusted publishing'
      : `trusted publishing on ${providers.get(provider) ?? plain(provider)}`;
  if (rank === 'trusted-publishing') return 'trusted publishing, as its attestation proves';
  return name === null ? null : codeWords(name);
}

/** `yanked: reason`; `vanished` for what the registry remembers and does not serve; null for what is there. */
export function withdrawnWords(withdrawal: Withdrawal | null, isVanished: boolean): string | null {
  if (isVanished) return 'vanished';
  if (withdrawal === null) return null;
  const reason = plain(withdrawal.reason ?? '');
  return reason === '' ? withdrawal.kind : `${withdrawal.kind}: ${reason}`;
}

/** A map, as an object would know `constructor`. */
const providers: ReadonlyMap<string, string> = new Map([
  ['github', 'GitHub'],
  ['gitlab', 'GitLab'],
  ['circleci', 'CircleCI'],
]);
