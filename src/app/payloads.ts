import { z } from 'zod';

/*
 * What we need of GitHub's payloads and nothing else. They are signed, but much in them is written by anybody: a field
 * that is missing or strange makes the event ignored, not an error.
 */

const id = z.int().positive();
const login = z.string().min(1).max(200);
const name = z.string().min(1).max(200);
const ref = z.string().min(1).max(1000);
const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

const account = z.object({ id, login, type: z.string().optional() }).transform(({ type, ...rest }) => ({
  ...rest,
  type: type === 'User' ? ('User' as const) : ('Organization' as const),
}));

const repository = z.object({
  id,
  name,
  owner: z.object({ id: id.optional(), login }),
  private: z.boolean().optional(),
  visibility: z.enum(['public', 'private', 'internal']).optional().catch(undefined),
  archived: z.boolean().optional(),
  default_branch: ref.optional().catch(undefined),
});

export type PayloadRepository = z.infer<typeof repository>;

const installationId = z.object({ id });
const sender = z.object({ login, type: z.string().optional() }).optional().catch(undefined);

/** What every event of a repository has. */
export const inRepository = z.object({ installation: installationId, repository, sender });

export type InRepository = z.infer<typeof inRepository>;

/** A repository as `installation` and `installation_repositories` list it: without its owner's object. */
const listed = z.object({ id, name, full_name: z.string().max(400), private: z.boolean() });

export const installation = z.object({
  installation: z.object({
    id,
    account,
    permissions: z.record(z.string().max(100), z.string().max(20)),
    suspended_at: z.string().nullish(),
  }),
  repositories: z.array(listed).nullish(),
});

export const installationGone = z.object({ installation: installationId });

export const installationRepositories = z.object({
  installation: z.object({ id, account: z.object({ login }) }),
  repositories_added: z.array(listed).catch([]),
  repositories_removed: z.array(z.object({ id })).catch([]),
});

export const renamedAccount = z.object({
  installation: installationId,
  organization: z.object({ login }).optional().catch(undefined),
  account: z.object({ login }).optional().catch(undefined),
});

/** An event of a whole organisation, or of one of its repositories. */
export const inOrganization = z.object({ installation: installationId, repository: repository.optional(), sender });

export const repositoryChange = inRepository.extend({
  changes: z.object({ default_branch: z.unknown().optional() }).optional().catch(undefined),
});

const paths = z.array(z.string()).catch([]);

export const push = inRepository.extend({
  ref,
  after: sha,
  deleted: z.boolean().catch(false),
  forced: z.boolean().catch(false),
  commits: z
    .array(z.object({ added: paths, removed: paths, modified: paths }))
    .nullable()
    .catch(null),
});

export const tagEvent = inRepository.extend({ ref_type: z.string() });

export const pullRequest = inRepository.extend({
  pull_request: z.object({
    number: id,
    head: z.object({ sha }),
    base: z.object({ ref, sha }),
  }),
  changes: z.object({ base: z.unknown().optional() }).optional().catch(undefined),
});

export const fixPull = inRepository.extend({
  pull_request: z.object({ number: id, state: z.enum(['open', 'closed']), head: z.object({ sha }) }),
});

export const mergeGroup = inRepository.extend({
  merge_group: z.object({ head_sha: sha, base_ref: ref, base_sha: sha }),
});

export const workflowRun = inRepository.extend({
  workflow_run: z.object({ path: z.string().max(1000) }),
});

/** Empty where the pull request comes from a fork. */
const pulls = z.array(z.object({ number: id, base: z.object({ ref, sha }) })).catch([]);

export const checkRun = inRepository.extend({
  check_run: z.object({
    id,
    head_sha: sha,
    app: z.object({ id }),
    check_suite: z.object({ head_branch: ref.nullish() }).nullish(),
    pull_requests: pulls,
  }),
  requested_action: z.object({ identifier: z.string().max(100) }).nullish(),
});

export type CheckRunPayload = z.infer<typeof checkRun>;

export const checkSuite = inRepository.extend({
  check_suite: z.object({
    head_sha: sha,
    head_branch: ref.nullish(),
    app: z.object({ id }),
    pull_requests: pulls,
  }),
});

/** Longer than GitHub lets an issue be. */
const text = z.string().max(262_144);

export const issue = inRepository.extend({
  issue: z.object({
    number: id,
    state: z.enum(['open', 'closed']).catch('open'),
    state_reason: z.string().nullish(),
    body: text.nullish(),
  }),
  changes: z
    .object({ body: z.object({ from: text }).optional() })
    .optional()
    .catch(undefined),
});

export const issueComment = inRepository.extend({
  issue: z.object({ number: id, pull_request: z.unknown().optional() }),
  comment: z.object({ body: text }),
});
