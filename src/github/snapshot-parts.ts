import { z } from 'zod';
import { blobReading } from './blob-reading.ts';
import type { GraphqlError } from './client.ts';
import type { WhyDropped } from './reduced-query.ts';
import type { RepositoryFacts } from './snapshot.ts';
import { manifestsAtRoot } from './snapshot-selection.ts';

/** One field of the query's answer: what it holds, or why it holds nothing. */
export type Part =
  | { readonly state: 'value'; readonly value: unknown }
  /** GitHub refuses this field to the installation; the rest of the answer holds. */
  | { readonly state: 'withheld' }
  /** The server does not know the field. */
  | { readonly state: 'not-offered' };

/** What the snapshot query tells of the settings, and of whose they are. */
export interface SettingsParts {
  readonly facts: RepositoryFacts;
  readonly rulesets: Part;
  readonly tags: Part;
  readonly branchProtection: Part;
  /** Null where GraphQL does not tell. */
  readonly counts: { readonly environments: number | null; readonly releases: number | null };
  readonly alerts: boolean | null;
  readonly twoFactor: boolean | null;
  /** Left out in snapshots that were stored before it was asked for. */
  readonly securityPolicy?: Part;
}

/** The answer to the snapshot query, taken apart. */
export interface SnapshotParts extends SettingsParts {
  /** Logins of the bots that wrote issues; null where not all issues were seen. */
  readonly issueBots: readonly string[] | null;
  /** Texts of the files in `.github` and of manifests in the root, by the ids of their git objects. */
  readonly blobs: ReadonlyMap<string, string>;
}

/**
 * @param repository the field `repository` of the answer
 * @param dropped fields that the query was asked without
 * @returns null where the answer lacks what every repository has
 */
export function snapshotParts(
  repository: unknown,
  errors: readonly GraphqlError[],
  dropped: ReadonlyMap<string, WhyDropped>,
): SnapshotParts | null {
  const parsed = repositoryShape.safeParse(repository);
  if (!parsed.success) return null;
  const it = parsed.data;
  const branch = it.defaultBranchRef;
  const { oid, tree } = branch?.target ?? {};
  const part = (value: unknown, ...path: readonly string[]): Part => {
    const why = path.map((name) => dropped.get(name)).find((each) => each !== undefined);
    if (why !== undefined) return { state: why === 'not-offered' ? 'not-offered' : 'withheld' };
    const isWithheld = errors.some((error) => isWithin(error.path, ['repository', ...path]));
    return isWithheld ? { state: 'withheld' } : { state: 'value', value };
  };
  return {
    facts: {
      id: it.databaseId,
      owner: it.owner.login,
      name: it.name,
      ownerType: it.owner.__typename,
      visibility: it.visibility,
      archived: it.isArchived,
      fork: it.isFork,
      issuesEnabled: it.hasIssuesEnabled,
      defaultBranch: branch?.name ?? null,
      head: typeof oid === 'string' && typeof tree?.oid === 'string' ? { sha: oid, tree: tree.oid } : null,
    },
    rulesets: part(it.rulesets, 'rulesets'),
    tags: part(it.refs, 'refs'),
    branchProtection: part(branch?.branchProtectionRule, 'defaultBranchRef', 'branchProtectionRule'),
    counts: { environments: countOf(it.environments), releases: countOf(it.releases) },
    alerts: typeof it.hasVulnerabilityAlertsEnabled === 'boolean' ? it.hasVulnerabilityAlertsEnabled : null,
    twoFactor:
      typeof it.owner.requiresTwoFactorAuthentication === 'boolean' ? it.owner.requiresTwoFactorAuthentication : null,
    securityPolicy: part(it.isSecurityPolicyEnabled, 'isSecurityPolicyEnabled'),
    issueBots: botsIn(it.issues),
    blobs: new Map([...blobsIn(it.workflows), ...blobsIn(it.github), ...manifestsIn(it)]),
  };
}

const repositoryShape = z.looseObject({
  databaseId: z.number(),
  name: z.string(),
  owner: z.object({
    __typename: z.enum(['Organization', 'User']),
    login: z.string(),
    requiresTwoFactorAuthentication: z.unknown().optional(),
  }),
  visibility: z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(['public', 'private', 'internal'])),
  isArchived: z.boolean(),
  isFork: z.boolean(),
  hasIssuesEnabled: z.boolean(),
  hasVulnerabilityAlertsEnabled: z.unknown().optional(),
  isSecurityPolicyEnabled: z.unknown().optional(),
  defaultBranchRef: z
    .object({
      name: z.string(),
      target: z.object({ oid: z.string().nullish(), tree: z.object({ oid: z.string() }).nullish() }).nullish(),
      branchProtectionRule: z.unknown().optional(),
    })
    .nullish(),
  workflows: z.unknown().optional(),
  github: z.unknown().optional(),
  rulesets: z.unknown().optional(),
  environments: z.unknown().optional(),
  releases: z.unknown().optional(),
  issues: z.unknown().optional(),
  refs: z.unknown().optional(),
});

/** Who may pass a ruleset by is shown to few: its place holds null then, and the ruleset itself still counts. */
const mayBeNull: ReadonlySet<string | number> = new Set(['bypassActors']);

function isWithin(path: readonly (string | number)[], place: readonly string[]): boolean {
  return place.every((name, index) => path[index] === name) && !path.some((name) => mayBeNull.has(name));
}

const counted = z.object({ totalCount: z.int().nonnegative() });

function countOf(value: unknown): number | null {
  const parsed = counted.safeParse(value);
  return parsed.success ? parsed.data.totalCount : null;
}

const issues = z.object({
  totalCount: z.int().nonnegative(),
  nodes: z.array(z.object({ author: z.object({ __typename: z.string(), login: z.string() }).nullable() })),
});

function botsIn(value: unknown): readonly string[] | null {
  const parsed = issues.safeParse(value);
  if (!parsed.success || parsed.data.totalCount > parsed.data.nodes.length) return null;
  const authors = parsed.data.nodes.flatMap(({ author }) => author ?? []);
  return [...new Set(authors.filter(({ __typename }) => __typename === 'Bot').map(({ login }) => login))];
}

const folder = z.object({ entries: z.array(z.object({ object: z.unknown().optional() })).nullish() });

function blobsIn(value: unknown): readonly (readonly [string, string])[] {
  const parsed = folder.safeParse(value);
  return (parsed.data?.entries ?? []).flatMap(({ object }) => textOf(object));
}

function manifestsIn(repository: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  return Object.keys(manifestsAtRoot).flatMap((field) => textOf(repository[field]));
}

function textOf(object: unknown): readonly (readonly [string, string])[] {
  const reading = blobReading(object);
  return reading !== null && 'text' in reading ? [[reading.sha, reading.text]] : [];
}
