import { z } from 'zod';
import type { Scenario } from './scenario.ts';
import { scenarioPackageSchema } from './scenario-package-schema.ts';

const list = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).readonly();
const byName = <Schema extends z.ZodType>(schema: Schema) => z.record(z.string(), schema).readonly();

const access = z.enum(['read', 'write']);
const name = z.string().regex(/^[\w.-]{1,100}$/, 'letters, digits, `-`, `_` and `.` only');
const moment = z.iso.datetime();
const count = z.int().min(0);

const file = z.union([
  z.string(),
  z.strictObject({ base64: z.base64() }),
  z.strictObject({ link: z.string() }),
  z.strictObject({ submodule: z.string().regex(/^[0-9a-f]{40}$/) }),
]);

const commit = z.strictObject({
  id: z.string().min(1).exactOptional(),
  verified: z.boolean().exactOptional(),
  message: z.string().exactOptional(),
  author: z.string().exactOptional(),
  date: moment.exactOptional(),
  files: byName(file.nullable()),
});

const tag = z.strictObject({
  name: z.string(),
  target: z.string().exactOptional(),
  annotated: z.boolean().exactOptional(),
  verified: z.boolean().exactOptional(),
  date: moment.exactOptional(),
});

const asset = z.strictObject({
  name: z.string(),
  size: count.exactOptional(),
  digest: z.string().nullable().exactOptional(),
});

const release = z.strictObject({
  tag: z.string(),
  name: z.string().exactOptional(),
  draft: z.boolean().exactOptional(),
  prerelease: z.boolean().exactOptional(),
  author: z.string().exactOptional(),
  publishedAt: moment.exactOptional(),
  assets: list(asset).exactOptional(),
});

const outcome = z.enum(['success', 'failure', 'neutral', 'cancelled', 'skipped', 'timed_out', 'action_required']);

const job = z.strictObject({
  name: z.string(),
  conclusion: outcome.exactOptional(),
  steps: list(z.strictObject({ name: z.string(), conclusion: outcome.exactOptional() })).exactOptional(),
});

const run = z.strictObject({
  id: z.int().min(1),
  workflow: z.string(),
  event: z.string().exactOptional(),
  commit: z.string(),
  branch: z.string().nullable().exactOptional(),
  actor: z.string().exactOptional(),
  startedAt: moment,
  endedAt: moment.exactOptional(),
  conclusion: outcome.exactOptional(),
  jobs: list(job).exactOptional(),
  deletedAt: moment.exactOptional(),
});

const pullRequestRule = z.strictObject({
  type: z.literal('pull_request'),
  approvals: count.exactOptional(),
  codeOwnerReview: z.boolean().exactOptional(),
});

const ruleset = z.strictObject({
  name: z.string(),
  target: z.enum(['branch', 'tag', 'push']).exactOptional(),
  enforcement: z.enum(['active', 'evaluate', 'disabled']).exactOptional(),
  from: z.enum(['Repository', 'Organization']).exactOptional(),
  include: list(z.string()),
  exclude: list(z.string()).exactOptional(),
  rules: list(z.union([z.string(), pullRequestRule])),
  bypassActors: count.exactOptional(),
});

const environment = z.strictObject({
  name: z.string(),
  reviewers: list(z.string()).exactOptional(),
  preventSelfReview: z.boolean().exactOptional(),
  adminBypass: z.boolean().exactOptional(),
  branchPolicy: z.enum(['protected', 'custom', 'none']).exactOptional(),
  secrets: byName(moment).exactOptional(),
});

const branchProtection = z.strictObject({
  approvals: count.exactOptional(),
  codeOwnerReview: z.boolean().exactOptional(),
  forcePushes: z.boolean().exactOptional(),
  deletions: z.boolean().exactOptional(),
  adminsEnforced: z.boolean().exactOptional(),
});

const repository = z.strictObject({
  name,
  visibility: z.enum(['public', 'private', 'internal']).exactOptional(),
  archived: z.boolean().exactOptional(),
  issuesEnabled: z.boolean().exactOptional(),
  defaultBranch: z.string().exactOptional(),
  commits: list(commit).exactOptional(),
  branches: byName(list(commit)).exactOptional(),
  tags: list(tag).exactOptional(),
  releases: list(release).exactOptional(),
  orphans: list(commit).exactOptional(),
  runs: list(run).exactOptional(),
  rulesets: list(ruleset).exactOptional(),
  environments: list(environment).exactOptional(),
  secrets: byName(moment).exactOptional(),
  organisationSecrets: byName(moment).exactOptional(),
  branchProtection: byName(branchProtection).exactOptional(),
  collaborators: byName(z.enum(['admin', 'maintain', 'write', 'triage', 'read'])).exactOptional(),
  privateVulnerabilityReporting: z.boolean().exactOptional(),
  vulnerabilityAlerts: z.boolean().exactOptional(),
  secretScanning: z.boolean().exactOptional(),
  pushProtection: z.boolean().exactOptional(),
  immutableReleases: z.boolean().exactOptional(),
});

const installation = z.strictObject({
  permissions: byName(access).exactOptional(),
  repositories: list(z.string()).exactOptional(),
});

const organisation = z.strictObject({
  login: name,
  type: z.enum(['Organization', 'User']).exactOptional(),
  twoFactorRequired: z.boolean().exactOptional(),
  members: list(name).exactOptional(),
  installation: installation.nullable().exactOptional(),
  repositories: list(repository),
});

/** A scenario file, key by key; nothing else may stand in it. */
export const scenarioSchema: z.ZodType<Scenario> = z.strictObject({
  organisations: list(organisation),
  packages: list(scenarioPackageSchema).exactOptional(),
  users: list(name).exactOptional(),
});
