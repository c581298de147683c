import { z } from 'zod';
import { ledgerSchema } from './ledger.ts';
import { migrationSchema } from './migration.ts';
import { tracks } from './principle-id.ts';
import { registryIds } from './registry-id.ts';
import { severities } from './severity.ts';
import { verdicts } from './verdict.ts';

const location = z.object({
  path: z.string().describe('POSIX path, relative to the root of the repository'),
  line: z.int().min(1),
  endLine: z.int().min(1),
});

const publication = z.object({
  registry: z.enum(registryIds),
  packages: z.array(z.string()).describe('names as the registry spells them; empty where files cannot tell'),
  workflow: z.string().nullable().describe('null: published without a workflow'),
  job: z.string().nullable(),
  line: z
    .int()
    .min(1)
    .nullable()
    .describe("1-based line of the step's uses: or run: key, or of the job's uses: for a remote reusable workflow"),
  via: z.string(),
  auth: z
    .enum(['trusted-publishing', 'token', 'unknown'])
    .describe('what the files show; token whenever a long-lived credential reaches the step'),
  idToken: z.boolean().describe('id-token: write is in force for the job'),
  provenance: z.boolean().nullable(),
  pinned: z.boolean().nullable().describe('publishing action pinned by full commit; null for run steps'),
  environment: z.string().nullable(),
  bound: z
    .array(z.string())
    .describe('file names of the workflows that a trusted publisher is compared with; empty where it is with none'),
  binding: z
    .object({
      started: z.array(z.string()).describe('the workflows that GitHub starts, and that lead to the job'),
      holding: z
        .string()
        .describe('the workflow that the job stands in; after owner/name/ where it is one of another repository'),
      at: z.object({
        call: location.nullable().describe('where the reusable workflow is called that the job stands in'),
        environment: location.nullable(),
        permissions: location.nullable().describe('the block that decides on id-token; null where there is none'),
      }),
    })
    .nullable()
    .describe('what a trusted publisher can be compared with; null: published without a workflow'),
  confidence: z.enum(['high', 'medium', 'low']).describe('low: inferred from what an undescribed action is handed'),
  reason: z.string().describe('why the confidence is not high; empty otherwise'),
  credentials: z
    .array(
      z.object({
        kind: z.enum(['long-lived', 'vault', 'minted', 'job-token', 'unknown']),
        source: z.string(),
        arrives: z.string(),
      }),
    )
    .describe('how a credential reaches the step; names, never values'),
  reaches: z.array(z.string()).describe('the files followed to find it'),
});

const elsewhere = z.object({
  name: z.string().describe('TestPyPI, GitHub Packages, a host'),
  via: z.string(),
  workflow: z.string(),
  job: z.string(),
  line: z.int().min(1),
});

const described = z.object({
  registry: z.enum(registryIds),
  name: z.string().describe('as the registry spells it'),
  manifest: z.string().describe('POSIX path, relative to the root of the repository'),
  line: z.int().min(1).describe('1-based line of the name in the manifest; 1 where the name comes from elsewhere'),
});

const marked = 'what stands between two backticks is code: a command, a line of a file, a name, a value';

const control = z.object({
  id: z.string(),
  registry: z.enum(registryIds).nullable(),
  verdict: z.enum(verdicts),
  reason: z.string().describe(`what was seen; ${marked}`),
  settles: z.string().nullable().describe(`for unknown: what would settle it; ${marked}`),
  principles: z.array(z.string()),
});

const finding = z.object({
  control: z.string(),
  severity: z.enum(severities),
  registry: z.enum(registryIds).nullable(),
  message: z.string().describe(`what was seen; ${marked}`),
  locations: z.array(location),
  remediation: z.object({
    steps: z.array(z.string()).describe(`what puts it right, in order; ${marked}`),
    links: z.array(z.string()),
    fixable: z.boolean(),
    settledBy: z
      .literal('next-release')
      .exactOptional()
      .describe('the files are as they should be: only a release that is newer than they are can make it go'),
  }),
  fingerprint: z.string().describe('stable across line moves'),
  confidential: z
    .literal(true)
    .exactOptional()
    .describe('about a release that may be an incident under way: not to be told in public'),
  since: z
    .string()
    .exactOptional()
    .describe('an ISO 8601 day that the message names, where it matters how long ago it is'),
});

const level = z.object({
  level: z.int().min(0).max(3).describe('highest level at which every control of it and below passes or is accepted'),
  ceiling: z.int().min(0).max(3).nullable().describe("the registries' own level; null where it is not known"),
  held: z.array(z.string()).describe('controls that hold the level back'),
});

/** Version 1 of what an audit prints as JSON. */
export const reportSchema = z.object({
  version: z.literal(1),
  subject: z.object({ repository: z.string().nullable(), ref: z.string().nullable(), commit: z.string().nullable() }),
  publications: z.array(publication),
  elsewhere: z.array(elsewhere).describe('steps that publish to somewhere that is no public registry'),
  controls: z.array(control),
  findings: z.array(finding),
  levels: z.record(z.enum(tracks), level),
  packages: z.array(described).describe('packages that manifests here describe as made for publishing'),
  releases: z.array(ledgerSchema).describe('the ledger of each package, where registries were asked'),
  migrations: z
    .array(migrationSchema)
    .exactOptional()
    .describe(
      'moves to trusted publishing that are not seen to be finished; absent where single controls were asked for',
    ),
  secrets: z
    .array(z.string())
    .exactOptional()
    .describe('names of the secrets that workflows read, in capitals; absent in reports of earlier versions'),
  problems: z
    .array(z.object({ path: z.string(), line: z.int().min(1).nullable(), message: z.string() }))
    .describe('files that could not be read or understood'),
});

export type Report = z.infer<typeof reportSchema>;
export type ReportPublication = Report['publications'][number];
export type ReportBinding = NonNullable<ReportPublication['binding']>;
export type ReportControl = Report['controls'][number];
export type ReportFinding = Report['findings'][number];
export type ReportLevels = Report['levels'];
