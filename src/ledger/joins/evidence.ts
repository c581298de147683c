import { codeWords } from '../../registries/plain.ts';
import type { RegistryRelease } from '../../registries/release.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import type { FileIdentity } from '../attested.ts';
import type { Build } from '../build.ts';
import type { AttestedFileRecord, Case } from '../case.ts';
import type { AttestedState } from '../facts.ts';
import type { Join, JoinState, TrustRank } from '../ledger.ts';
import type { TagMatch } from '../tags.ts';

/** What is known of one release when its joins are worked out. */
export interface ReleaseEvidence {
  readonly about: Case;
  readonly release: RegistryRelease;
  readonly at: number | null;
  readonly attested: AttestedState;
  readonly identities: readonly FileIdentity[];
  readonly records: readonly AttestedFileRecord[];
  readonly build: Build | null;
  /** `GitLab`, where something other than GitHub built it. */
  readonly otherBuilder: string | null;
  readonly rank: TrustRank | null;
  readonly tags: readonly TagMatch[];
  /** Of the package's other releases with a proved commit and a tag: how many tags lead to that commit, how many elsewhere. */
  readonly tagsElsewhere: { readonly same: number; readonly other: number };
}

export function join(state: JoinState, value: string | null, says: string): Join {
  return { state, value, says };
}

/** Registries that can show where a release was built, so that one without a word of it lacks something. */
export function tellsOfBuilds(registry: RegistryId): boolean {
  return telling.has(registry);
}

const telling: ReadonlySet<RegistryId> = new Set(['npm', 'crates.io', 'pypi']);

/**
 * Why a release lacks what others have, where that is innocent: no evidence is made for it, whoever publishes. Null where
 * nothing explains it.
 */
export function excuse({ about, release, otherBuilder }: ReleaseEvidence): string | null {
  const { provider, kind } = release.publisher;
  if (otherBuilder !== null) return `built on ${otherBuilder}, where Mintmark does not look`;
  // What this registry tells of a build is its own record, and no attestation.
  if (about.history.registry === 'crates.io')
    return kind === 'trusted' && provider !== null && provider !== 'github'
      ? `built on ${codeWords(provider)}, where Mintmark does not look`
      : null;
  if (kind === 'trusted' && provider !== null && !attesting.has(provider))
    return `published by trusted publishing from another service (${codeWords(provider)}), which leaves no provenance behind`;
  const visibility = about.github?.repository.visibility ?? 'public';
  if (visibility !== 'public') return `the repository is ${visibility}, and provenance is made for public ones only`;
  if (about.declared.leavesNoAttestation) return 'the tool that publishes it leaves no attestation behind';
  return null;
}

/** Services whose trusted publishing makes provenance. */
const attesting: ReadonlySet<string> = new Set(['github', 'gitlab', 'google', 'activestate']);
