import { z } from 'zod';
import { type JoinName, joinStates, signalIds, trustRanks } from './ledger-words.ts';
import { registryIds } from './registry-id.ts';
import { severities } from './severity.ts';

const marked = 'what stands between two backticks is code';

const join = z.object({
  state: z.enum(joinStates),
  value: z.string().nullable().describe('the tag, the commit, the id of the run, the digest'),
  says: z.string().describe(`why, in one sentence; for unknown what would settle it; ${marked}`),
});

const signal = z.object({
  id: z.enum(signalIds),
  severity: z.enum(severities),
  says: z.string().describe(`what was seen, in one sentence; ${marked}`),
  /** True where evidence that can still arrive may take it back (a run in progress, a scan, a tag that follows). */
  provisional: z.boolean(),
});

const row = z.object({
  version: z.string(),
  line: z.string().describe('release line: `1`, `0.30`, `2 next`'),
  publishedAt: z.string().nullable(),
  rank: z.enum(trustRanks).nullable().describe('null where the registry does not tell'),
  by: z.string().nullable().describe('who or what published it, in words'),
  workflow: z.string().nullable().describe('the one that GitHub started: from the certificate, else from the run'),
  holding: z
    .string()
    .exactOptional()
    .describe('the workflow that the publishing job stood in, as owner/name/path: from the certificate'),
  repository: z.string().exactOptional().describe('owner/name that built it, as it was called then'),
  withdrawn: z.string().nullable().describe('yanked, deprecated, unlisted, retracted, vanished'),
  joins: z.object({ tag: join, release: join, commit: join, run: join, attestation: join, digest: join }),
  signals: z.array(signal),
  quiet: z.array(z.string()).describe(`what looked odd and is innocent here, and why; ${marked}`),
});

/** The release history of one package, newest first. */
export const ledgerSchema = z.object({
  registry: z.enum(registryIds),
  package: z.string(),
  page: z.string(),
  link: z
    .enum(['proved', 'claimed', 'contradicted', 'unknown'])
    .describe('does the registry point back to this repository? proved: by a verified attestation or its own record'),
  habit: z.array(z.string()).describe('how this project usually releases, learnt from its history, in sentences'),
  rows: z.array(row),
  omitted: z.int().min(0).describe('older releases that are not shown'),
  signals: z.array(signal).describe('of the package as a whole'),
  asked: z.string().describe('ISO 8601 time at which the registry was asked'),
  notes: z.array(z.string()).describe(`what could not be read, and what would settle it; ${marked}`),
});

export type Ledger = z.infer<typeof ledgerSchema>;
export type LedgerRow = Ledger['rows'][number];
export type Join = LedgerRow['joins'][JoinName];
export type Signal = LedgerRow['signals'][number];
