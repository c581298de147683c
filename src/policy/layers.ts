import { defaultPolicy, type Policy } from './policy.ts';
import type { PlacedMessage } from './policy-file.ts';
import { type LockableKey, lockableKeys, type OrganisationPolicyFile, type PolicyFile } from './schema.ts';
import { type Limits, termsOf } from './terms.ts';

/** What files say together, and what has to be told about each. */
export interface Layered {
  readonly policy: Policy;
  /** For every key the file that decides it; null where no file says anything. */
  readonly decided: Readonly<Record<LockableKey, Layer | 'both' | null>>;
  readonly ofRepository: readonly PlacedMessage[];
  readonly ofOrganisation: readonly PlacedMessage[];
}

export type Layer = 'repository' | 'organisation';

/**
 * A repository's file on top of its organisation's. Without a file of its own, or with `extends: org`, a repository has
 * the organisation's values under its own; with a file that does not extend it stands by itself. Locked keys and limits
 * hold in any case, and so does the organisation's `issues: off` until the repository's own file says otherwise.
 *
 * @param today ISO day
 */
export function layer(own: PolicyFile | null, above: OrganisationPolicyFile | null, today: string): Layered {
  const limits = above?.limits ?? {};
  const ofOwn = termsOf(own ?? {}, limits, today);
  // What the organisation forbids repositories to accept it may still accept for all of them.
  const ofAbove = termsOf(above ?? {}, { ...limits, 'never-accept': [] }, today);
  const locked = new Set<LockableKey>(above?.locked);
  const inherits = own === null || own.extends === 'org';

  const ownWords = unlocked({ ...own, declare: ofOwn.declare, accept: ofOwn.accept }, locked);
  const aboveWords = only(
    { ...above, declare: ofAbove.declare, accept: ofAbove.accept },
    (key) => inherits || locked.has(key) || (key === 'issues' && above?.issues === 'off'),
  );
  return {
    policy: {
      ...policyOf(ownWords, aboveWords, own?.extends ?? null),
      followUp: (own?.['follow-up'] ?? []).map(({ control = null, ...entry }) => ({ ...entry, control })),
      limits: limitsOf(limits, locked),
    },
    decided: decisions(ownWords, aboveWords, locked),
    ofRepository: [...ofOwn.messages, ...overruled(own ?? {}, above ?? {}, locked)],
    ofOrganisation: ofAbove.messages,
  };
}

/** What a file says of the keys on which its word counts. */
type Words = { readonly [Key in LockableKey]?: Readonly<OrganisationPolicyFile[Key]> | undefined };

/** A repository's words without those on what is locked. A locked `release` is locked for every package, too. */
function unlocked(words: Words, locked: ReadonlySet<LockableKey>): Words {
  const left = only(words, (key) => !locked.has(key));
  if (!locked.has('release') || left.packages === undefined) return left;
  const packages = Object.entries(left.packages).map(([name, { registry }]) => [name, { registry }] as const);
  return { ...left, packages: Object.fromEntries(packages) };
}

function only(words: Words, counts: (key: LockableKey) => boolean): Words {
  return Object.fromEntries(lockableKeys.filter(counts).map((key) => [key, words[key]]));
}

function limitsOf(limits: Limits, locked: ReadonlySet<LockableKey>): Policy['limits'] {
  const { 'accept-days': accept = null, 'declare-days': declare = null, 'never-accept': never = [] } = limits;
  return {
    accept: locked.has('accept') ? null : { days: accept, never },
    declare: locked.has('declare') ? null : { days: declare },
  };
}

function policyOf(own: Words, above: Words, inherited: 'org' | null): Omit<Policy, 'followUp' | 'limits'> {
  const gate = own.gate ?? above.gate ?? 'none';
  const both = [
    { ...above, from: 'organisation' as const },
    { ...own, from: 'repository' as const },
  ];
  return {
    extends: inherited,
    release: own.release ?? above.release ?? defaultPolicy.release,
    packages: packagesOf(own, above),
    gate: gate === 'none' ? null : gate,
    issues: own.issues ?? above.issues ?? defaultPolicy.issues,
    incidents: {
      private: own.incidents?.private ?? above.incidents?.private ?? defaultPolicy.incidents.private,
      repository: own.incidents?.repository ?? above.incidents?.repository ?? defaultPolicy.incidents.repository,
    },
    deployments: {
      unsure: own.deployments?.unsure ?? above.deployments?.unsure ?? defaultPolicy.deployments.unsure,
      signedTags:
        own.deployments?.['signed-tags'] ?? above.deployments?.['signed-tags'] ?? defaultPolicy.deployments.signedTags,
    },
    badge: own.badge ?? above.badge ?? defaultPolicy.badge,
    sarif: own.sarif ?? above.sarif ?? defaultPolicy.sarif,
    declare: both
      .flatMap(({ declare, from }) => (declare ?? []).map((entry) => ({ ...entry, from })))
      .map(({ control, registry = null, by, on, until, from }) => ({ control, registry, by, on, until, from })),
    accept: both
      .flatMap(({ accept, from }) => (accept ?? []).map((entry) => ({ ...entry, from })))
      .map(({ control, registry = null, reason, by, until, evidence = null, from }) => {
        return { control, registry, reason, by, until, evidence, from };
      }),
  };
}

/** By name, and field by field within one. */
function packagesOf(own: Words, above: Words): Policy['packages'] {
  const found = new Map<string, { registry: RegistryOf; release: Policy['release'] }>();
  for (const [name, { registry, release }] of [above, own].flatMap(({ packages = {} }) => Object.entries(packages))) {
    const before = found.get(name);
    found.set(name, {
      registry: registry ?? before?.registry ?? null,
      release: release ?? before?.release ?? null,
    });
  }
  return found;
}

type RegistryOf = Policy['declare'][number]['registry'];

function decisions(own: Words, above: Words, locked: ReadonlySet<LockableKey>): Layered['decided'] {
  const decider = (key: LockableKey) => {
    const [ownSays, aboveSays] = [says(own[key]), says(above[key]) || locked.has(key)];
    if (ownSays && aboveSays && mergedKeys.has(key)) return 'both';
    return ownSays ? 'repository' : aboveSays ? 'organisation' : null;
  };
  return Object.fromEntries(lockableKeys.map((key) => [key, decider(key)])) as Layered['decided'];
}

function says(value: Words[LockableKey]): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** Keys whose values add to each other instead of taking each other's place. */
const mergedKeys: ReadonlySet<LockableKey> = new Set<LockableKey>([
  'packages',
  'incidents',
  'deployments',
  'declare',
  'accept',
]);

/** What a repository's file says in vain. */
function overruled(
  own: PolicyFile,
  above: OrganisationPolicyFile,
  locked: ReadonlySet<LockableKey>,
): readonly PlacedMessage[] {
  const keys = [...locked].filter((key) => says(own[key]) && !isSame(own[key], above[key]));
  const releases = locked.has('release') && !locked.has('packages') ? Object.entries(own.packages ?? {}) : [];
  return [
    ...keys.map((key) => ({
      at: [key],
      message: `${key} is locked by the organisation: ${kept(key, above)}, and what stands here does not`,
    })),
    ...releases
      .filter(([, { release }]) => release !== undefined)
      .map(([name]) => ({
        at: ['packages', name, 'release'],
        message: 'release is locked by the organisation, for packages too: what stands here does not hold',
      })),
  ];
}

function kept(key: LockableKey, above: OrganisationPolicyFile): string {
  const value = above[key];
  if (typeof value === 'string') return `its ${value} holds`;
  return says(value) ? 'what its own file says holds' : 'the default holds';
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
