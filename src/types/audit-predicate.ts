import { z } from 'zod';
import { tracks } from './principle-id.ts';
import { registryIds } from './registry-id.ts';
import { severities } from './severity.ts';
import { verdicts } from './verdict.ts';

/** What kind of statement an audit is. A URN, since Mintmark has no address of its own; docs/attestation.md describes it. */
export const auditPredicateType = 'urn:mintmark:attestation:audit:1';

const publication = z.object({
  registry: z.enum(registryIds),
  packages: z.array(z.string()).describe('names as the registry spells them; empty where files cannot tell'),
  workflow: z.string().nullable().describe('null: published without a workflow'),
  job: z.string().nullable(),
  auth: z.enum(['trusted-publishing', 'token', 'unknown']),
  environment: z.string().nullable(),
  provenance: z.boolean().nullable(),
});

const control = z.object({
  id: z.string(),
  registry: z.enum(registryIds).nullable(),
  verdict: z.enum(verdicts),
  principles: z.array(z.string()),
});

const level = z.object({
  level: z.int().min(0).max(3),
  ceiling: z.int().min(0).max(3).nullable().describe("the registries' own level; null where it is not known"),
});

/** What an audit states of a repository at a commit: the predicate of its in-toto statement. */
export const auditPredicateSchema = z.object({
  auditor: z.object({ name: z.literal('mintmark'), version: z.string() }),
  auditedAt: z.iso.datetime().describe('RFC 3339 in UTC'),
  offline: z
    .boolean()
    .describe('only files were read: what registries and GitHub would tell is unknown in the verdicts'),
  policy: z.object({
    path: z.string(),
    digest: z.object({ sha256: z.string() }).nullable().describe('of the policy file; null where there is none'),
  }),
  ref: z.string().nullable().describe('the branch or tag that was checked out'),
  publications: z.array(publication),
  controls: z.array(control).describe('one for each control and registry; the reasons are in the report, not here'),
  findings: z
    .record(z.enum(severities), z.int().min(0))
    .describe('how many there are of each severity; none that may be an incident under way is counted'),
  levels: z.record(z.enum(tracks), level),
});

export type AuditPredicate = z.infer<typeof auditPredicateSchema>;
