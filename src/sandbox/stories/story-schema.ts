import { z } from 'zod';
import { registryIds } from '../../types/registry-id.ts';

const moment = z.iso.datetime();
const repository = z.string().regex(/^[\w.-]{1,39}\/[\w.-]{1,100}$/, 'OWNER/NAME');

/** `5m`, `-15m`, `2h`, `9d`: from the moment of publication, negative for before. */
const span = z.string().regex(/^-?\d{1,5}[smhd]$/, 'a number with s, m, h or d, such as 15m or -2h');

const publisher = z.union([
  z.enum(['trusted', 'staged', 'nobody']).describe('`nobody`: the registry would not say'),
  z.strictObject({ person: z.string(), email: z.string().exactOptional() }),
]);

const job = z.strictObject({
  name: z.string(),
  conclusion: z.string().exactOptional(),
  steps: z.array(z.strictObject({ name: z.string(), conclusion: z.string().exactOptional() })).exactOptional(),
});

/** How a release is made. What a release leaves out is as in the habit of its package; what that leaves out is as usual. */
const practice = z.strictObject({
  by: publisher.exactOptional().describe('who publishes; `trusted` as usual'),
  configuration: z.string().exactOptional().describe('name of the trusted publisher’s configuration'),
  provider: z.string().exactOptional().describe('`github` as usual'),
  approver: z.strictObject({ name: z.string(), email: z.string().exactOptional() }).exactOptional(),
  workflow: z.string().exactOptional().describe('file name under .github/workflows; `release.yml` as usual'),
  event: z.string().exactOptional().describe('what started the run; `push` as usual'),
  from: z.string().exactOptional().describe('ref it is built from: `tag` as usual, `branch`, or a full ref'),
  environment: z.string().nullable().exactOptional(),
  runner: z.enum(['github-hosted', 'self-hosted']).exactOptional(),
  attested: z
    .union([z.boolean(), z.literal('partial')])
    .exactOptional()
    .describe('true as usual where the registry takes attestations'),
  builtIn: repository.exactOptional().describe('another repository in which it was built'),
  commit: z
    .enum(['main', 'orphan', 'branch', 'none'])
    .exactOptional()
    .describe(
      'where its commit is: on the default branch as usual, on no branch, on a branch of its own, or nowhere (a laptop)',
    ),
  branch: z.string().exactOptional().describe('name of the branch for `commit: branch`'),
  commitVerified: z.boolean().exactOptional(),
  author: z.string().exactOptional(),
  bump: z.boolean().exactOptional().describe('the manifest carries the version; true as usual'),
  tag: z.string().nullable().exactOptional().describe('`v{version}` as usual; null for none'),
  tagAfter: span.exactOptional().describe('-10m as usual'),
  tagMoved: span.exactOptional().describe('later the tag is moved to another commit'),
  githubRelease: z.boolean().exactOptional().describe('true as usual where there is a tag'),
  releaseAfter: span.exactOptional().describe('5m as usual'),
  run: z
    .union([
      z.null(),
      z.strictObject({
        conclusion: z.string().exactOptional(),
        workflow: z.string().exactOptional().describe('where GitHub tells another workflow than the certificate'),
        startsAfter: span.exactOptional().describe('-5m as usual'),
        endsAfter: span.exactOptional().describe('3m as usual'),
        deletedAfter: span.exactOptional(),
        jobs: z.array(job).exactOptional(),
      }),
    ])
    .exactOptional()
    .describe('the run of the workflow; null where GitHub has none'),
  claims: z.enum(['commit', 'other', 'none']).exactOptional().describe('commit that the client wrote into the package'),
  dirty: z.boolean().exactOptional(),
  held: span.exactOptional().describe('how long the registry scans it before it shows it'),
  files: z
    .array(
      z.strictObject({
        name: z.string(),
        after: span.exactOptional(),
        content: z.string().exactOptional(),
        workflow: z.string().exactOptional(),
        builtIn: repository.exactOptional(),
      }),
    )
    .exactOptional(),
  sourceLink: z.string().nullable().exactOptional(),
  installScript: z.boolean().exactOptional(),
  dependencies: z.array(z.string()).exactOptional(),
  signingKey: z.string().exactOptional(),
  withdrawn: z
    .strictObject({
      kind: z.enum(['yanked', 'deprecated', 'unlisted', 'retracted']),
      after: span,
      reason: z.string().exactOptional(),
    })
    .exactOptional(),
  vanishesAfter: span.exactOptional(),
});

const one = practice.extend({ version: z.string(), at: moment });

const series = practice.extend({
  series: z.strictObject({
    from: z.string().describe('the first version; the last number goes up by one'),
    count: z.int().min(1).max(400),
    start: moment,
    every: span,
  }),
});

const person = z.strictObject({
  name: z.string(),
  kind: z.enum(['person', 'team', 'organisation']).exactOptional(),
  role: z.string().exactOptional(),
  from: moment.exactOptional(),
  until: moment.exactOptional(),
});

const storyPackage = z.strictObject({
  registry: z.enum(registryIds),
  name: z.string(),
  directory: z.string().exactOptional().describe('of its manifest; the root as usual'),
  owners: z.array(person).exactOptional(),
  trustedPublishingOnly: z.boolean().exactOptional(),
  twoFactorRequired: z.boolean().exactOptional(),
  heldAt: moment.exactOptional(),
  advisories: z.array(z.strictObject({ id: z.string(), at: moment, versions: z.array(z.string()) })).exactOptional(),
  sourceLink: z.string().nullable().exactOptional().describe('the repository as usual'),
  habit: practice.exactOptional(),
  releases: z.array(z.union([one, series])).min(1),
});

const expectation = z.strictObject({
  bad: z
    .array(
      z.strictObject({
        package: z.string().exactOptional(),
        version: z.string(),
        signals: z.array(z.string()).exactOptional().describe('those that have to be among what is told'),
        since: moment.exactOptional().describe('when it went wrong, where that was after the publication'),
      }),
    )
    .describe('releases that did not come from where they should; every other release is honest'),
  invisible: z.string().exactOptional().describe('why nothing of it can be seen from outside'),
});

export const storySchema = z.strictObject({
  title: z.string(),
  source: z.string().exactOptional().describe('the public account that it is written after'),
  about: z.string(),
  repository,
  visibility: z.enum(['public', 'private']).exactOptional(),
  policy: z.string().exactOptional().describe('text of .github/mintmark.yml'),
  token: z.boolean().exactOptional().describe('a long-lived token reaches the publishing step in the workflow'),
  workflows: z
    .record(z.string(), z.string())
    .exactOptional()
    .describe('texts of workflows by file name, in place of the usual one'),
  pushes: z
    .array(
      z.strictObject({
        at: moment,
        message: z.string().exactOptional(),
        author: z.string().exactOptional(),
        files: z.record(z.string(), z.string().nullable()),
      }),
    )
    .exactOptional(),
  packages: z.array(storyPackage).min(1),
  watch: z.strictObject({ from: moment, until: moment }).describe('while Mintmark watches'),
  expect: expectation,
});

/** A story about releases, in few words. `expandStory` makes a scenario of it. */
export type Story = z.infer<typeof storySchema>;
export type StoryPackage = Story['packages'][number];
/** One release with everything that the habit says of it. */
export type StoryRelease = z.infer<typeof one>;
