import { z } from 'zod';
import { jobKinds } from '../../jobs/job-kinds.ts';
import { ledgerSchema } from '../../types/ledger.ts';
import { publishedHow } from '../../types/posture.ts';
import { tracks } from '../../types/principle-id.ts';
import { registryIds } from '../../types/registry-id.ts';
import { reportSchema } from '../../types/report.ts';
import { severities } from '../../types/severity.ts';

const count = z.int().min(0);
const time = z.iso.datetime().describe('ISO 8601 in UTC');
const registry = z.enum(registryIds);
const byHow = z.object(recordOf(publishedHow)).describe('packages by how they are published');

const repositoryPlace = {
  owner: z.string(),
  name: z.string(),
  visibility: z.enum(['public', 'private', 'internal']),
  archived: z.boolean(),
};

const installations = z.object({
  installations: z.array(
    z.object({
      account: z.string(),
      type: z.enum(['Organization', 'User']),
      suspended: z.boolean(),
      repositories: count.describe('those that you may see'),
    }),
  ),
});

const organisation = z.object({
  account: z.string(),
  repositories: count.describe('those that you may see; all figures are of these only'),
  packages: z.array(z.object({ registry, how: z.enum(publishedHow), packages: count })),
  course: z
    .array(z.object({ day: z.iso.date(), packages: byHow }))
    .describe('the same at the end of each of these days, as far back as it is known'),
  levels: z.array(z.object({ track: z.enum(tracks), level: z.int().min(0).max(3), repositories: count })),
  open: z.array(
    z.object({
      control: z.string(),
      registry: registry.nullable(),
      severity: z.enum(severities).describe('of the gravest of them'),
      findings: count,
      fixable: count.describe('those that an edit can put right'),
      repositories: count,
    }),
  ),
  next: z
    .array(z.object({ control: z.string(), registry: registry.nullable() }))
    .describe('of what is open: what to do first, by the risk that goes for the effort that it takes'),
});

const repositories = z.object({
  total: count.describe('in all pages'),
  offset: count,
  limit: count,
  repositories: z.array(
    z.object({
      ...repositoryPlace,
      auditedAt: time.nullable().describe('null before the first audit'),
      levels: z.object(recordOf(tracks, z.int().min(0).max(3))),
      findings: z.object(recordOf(severities)),
      packages: byHow,
      registries: z.array(registry),
    }),
  ),
});

const incidents = z.object({
  incidents: z.array(
    z.object({
      id: z.int(),
      registry,
      package: z.string(),
      release: z.string(),
      severity: z.enum(severities),
      state: z.enum(['noticed', 'told', 'retracted']),
      noticedAt: time,
      signals: z.array(z.object({ id: z.string(), severity: z.enum(severities), says: z.string() })),
      retraction: z.string().nullable().describe('why it was taken back; null while it stands'),
    }),
  ),
});

const health = z.object({
  version: z.string(),
  watching: z.boolean().describe('registries are asked, and packages followed'),
  queue: z.object(
    recordOf(Object.keys(jobKinds) as (keyof typeof jobKinds)[], z.object({ waiting: count, active: count })),
  ),
  deliveries: count.describe('webhooks whose work is not done, counted up to 1,000'),
  parked: z
    .array(
      z.object({
        id: z.int(),
        account: z.string(),
        repository: z.string().nullable().describe('owner/name; null where it is about no single one'),
        kind: z.string(),
        reason: z.string(),
        tries: count,
        parkedAt: time,
      }),
    )
    .describe('work that failed for good and waits for a person, as far as it is about what you may see; newest first'),
  parkedInAll: count.describe('how much there is of it, that of others included'),
  limits: z
    .array(
      z.object({
        account: z.string(),
        resource: z.string(),
        allowed: count,
        remaining: count,
        resetAt: time,
        blockedUntil: time.nullable().describe('null where GitHub does not refuse'),
      }),
    )
    .describe("what is left of GitHub's limits, of your installations"),
  trustedRoot: z
    .object({ source: z.string(), asOf: z.string().nullable() })
    .nullable()
    .describe('whom attestations are believed by; null where registries are not asked'),
});

const problem = z.object({
  title: z.string(),
  status: z.int(),
  detail: z.string(),
});

/** What the API answers, by the names that its description has for it. */
export const answers = {
  Installations: installations,
  Organisation: organisation,
  Repositories: repositories,
  Report: reportSchema,
  Ledger: ledgerSchema,
  Incidents: incidents,
  Health: health,
  Problem: problem,
} as const;

export type AnswerName = keyof typeof answers;

export type AnswerOf<Name extends AnswerName> = z.input<(typeof answers)[Name]>;

function recordOf<Key extends string>(keys: readonly Key[]): Readonly<Record<Key, typeof count>>;
function recordOf<Key extends string, Value>(keys: readonly Key[], value: Value): Readonly<Record<Key, Value>>;
function recordOf(keys: readonly string[], value: unknown = count): Readonly<Record<string, unknown>> {
  return Object.fromEntries(keys.map((key) => [key, value]));
}
