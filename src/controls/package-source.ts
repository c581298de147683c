import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { repositoryOfLink } from '../ledger/source-link.ts';
import type { Subject } from '../types/subject.ts';

/** Where a package says that it comes from, seen from this repository. */
export type PackageSource =
  /** Its releases are proved to be built here, or its metadata name this repository. */
  | { readonly kind: 'proved' | 'claimed' }
  /** Its metadata name another repository of the same owner: a mirror, a part of a whole, an earlier name. */
  | { readonly kind: 'sibling'; readonly repository: string }
  /** Its releases or its metadata name another repository; null where that one's name is not known. */
  | { readonly kind: 'elsewhere'; readonly repository: string | null; readonly isProved: boolean }
  /** Its metadata name no repository on GitHub. */
  | { readonly kind: 'nowhere' }
  /** The package was not seen, or this repository's own name is not known. */
  | { readonly kind: 'untold' };

/** Compares what the ledger joined, and else the links of the metadata with the repository's name. */
export function sourceOf({ ledger, history }: PackageEvidence, { repository }: Subject): PackageSource {
  if (ledger === null || history.state !== 'seen') return { kind: 'untold' };
  if (ledger.link === 'proved' || ledger.link === 'claimed') return { kind: ledger.link };
  const named = history.value.sourceLinks.flatMap((link) => repositoryOfLink(link) ?? []);
  const own = repository?.toLowerCase() ?? null;
  const other = named.find((name) => name.toLowerCase() !== own) ?? null;
  if (ledger.link === 'contradicted') return { kind: 'elsewhere', repository: other, isProved: true };
  if (named.length === 0) return { kind: 'nowhere' };
  if (own === null) return { kind: 'untold' };
  if (named.some((name) => name.toLowerCase() === own)) return { kind: 'claimed' };
  const sibling = named.find((name) => name.toLowerCase().startsWith(`${own.split('/')[0]}/`));
  return sibling === undefined
    ? { kind: 'elsewhere', repository: other, isProved: false }
    : { kind: 'sibling', repository: sibling };
}

export function isOwn({ kind }: PackageSource): boolean {
  return kind === 'proved' || kind === 'claimed' || kind === 'sibling';
}
