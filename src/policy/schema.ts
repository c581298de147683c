import { z } from 'zod';
import { registryIds } from '../types/registry-id.ts';
import { severities } from '../types/severity.ts';
import type { ReleaseIntent } from './policy.ts';

/** Entries that a list may hold, and packages that may be named. */
const mostEntries = 500;

/** Findings that one exemption may name. */
const mostEvidence = 100;

/** The longest that an organisation can let exemptions and declarations last, in days. */
const longestLimit = 3650;

const day = z.iso.date().describe('a day, YYYY-MM-DD');
const person = z.string().min(1).describe('who says so: a GitHub login');
const controlId = z.string().min(1).describe('the id of a control, as `mintmark controls` lists them');
const registry = z.enum(registryIds);

const releaseIntents = ['trusted', 'staged', 'local-2fa', 'manual'] as const satisfies readonly ReleaseIntent[];
const release = z.enum(releaseIntents).describe('how releases are meant to be made');

const declaration = z.strictObject({
  control: controlId,
  registry: registry.optional(),
  by: person,
  on: day,
  until: day,
});

const exemption = z.strictObject({
  control: controlId,
  registry: registry.optional(),
  reason: z
    .string()
    .min(1)
    .refine((reason) => !/^\W*todo\W*$/i.test(reason), 'TODO is no reason: write why this may stay')
    .describe('why it is accepted; TODO, which a proposal holds in its place, is refused'),
  by: person,
  on: day
    .optional()
    .describe("the day it was accepted; the organisation's limit counts from it, from today without it"),
  until: day,
  evidence: z
    .array(z.string().regex(/^[0-9a-f]{12}$/))
    .min(1)
    .max(mostEvidence)
    .optional()
    .describe(
      'the findings that are accepted, each by the first 12 digits of its fingerprint, in quotes: another finding of the control is not; without it every one is',
    ),
});

/** Entries that people took on, and the characters of one. */
const mostFollowUps = 100;
const shortText = (most: number) =>
  z
    .string()
    .min(1)
    .refine((text) => text.length <= most, `is longer than ${most} characters`);

const followUp = z.strictObject({
  do: shortText(500).describe('what is to be done'),
  by: shortText(100).describe('who has taken it on: a GitHub login'),
  until: day,
  from: shortText(200).describe('where it was decided: the exercise'),
  control: controlId.optional().describe('the control that passes when it is done'),
});

const packages = z
  .record(z.string().min(1), z.strictObject({ registry: registry.optional(), release: release.optional() }))
  .refine((all) => Object.keys(all).length <= mostEntries, `holds more than ${mostEntries} packages`)
  .meta({ maxProperties: mostEntries });

/** What a repository's file and an organisation's may both say. */
const shared = {
  release: release.optional(),
  packages: packages.optional().describe('what differs for a package, by its name'),
  gate: z
    .enum([...severities, 'none'])
    .optional()
    .describe("new findings at or above this fail a pull request's check; none, as without it: none does"),
  issues: z
    .enum(['rollup', 'per-control', 'off'])
    .optional()
    .describe(
      'the remediation issue; rollup without it. Where the organisation says off, a repository whose own file says rollup or per-control opts in',
    ),
  incidents: z
    .strictObject({
      private: z.boolean().optional().describe('true without it'),
      repository: z.string().min(1).optional().describe('where incidents are handled'),
    })
    .optional(),
  deployments: z
    .strictObject({
      unsure: z
        .enum(['reject', 'approve', 'leave'])
        .optional()
        .describe(
          'what becomes of a deployment of which not all can be told; leave without it: it waits, and nothing is published',
        ),
      'signed-tags': z.boolean().optional().describe('tags that are released from have to be signed; false without it'),
    })
    .optional()
    .describe("the deployments that ask at Mintmark's protection rule"),
  badge: z
    .boolean()
    .optional()
    .describe('whether everybody may see the badge of the repository; only ever of a public one, and false without it'),
  sarif: z
    .enum(['code-scanning', 'off'])
    .optional()
    .describe(
      "code-scanning: the findings of the default branch stand among GitHub's code scanning alerts, too; off without it",
    ),
  declare: z
    .array(declaration)
    .max(mostEntries)
    .optional()
    .describe('what no API shows, said by a person, with a date'),
  accept: z.array(exemption).max(mostEntries).optional().describe('findings that are accepted until a day'),
};

/** A repository's `.github/mintmark.yml` as it is written. Every key may be left out; one that is not here is a mistake. */
export const policySchema = z.strictObject({
  extends: z.literal('org').optional().describe("inherit the same file of the organisation's .github repository"),
  ...shared,
  'follow-up': z
    .array(followUp)
    .max(mostFollowUps)
    .optional()
    .describe("only in a repository's own file: what an exercise led to; the issue lists it, and nothing fails by it"),
});

/** The keys that an organisation can keep for itself. */
export const lockableKeys = [
  'release',
  'packages',
  'gate',
  'issues',
  'incidents',
  'deployments',
  'badge',
  'sarif',
  'declare',
  'accept',
] as const;

const days = z.int().min(1).max(longestLimit);

/** The same file in an organisation's `.github` repository. */
export const organisationPolicySchema = z.strictObject({
  ...shared,
  locked: z
    .array(z.enum(lockableKeys))
    .max(mostEntries)
    .optional()
    .describe("only in an organisation's file: keys that repositories cannot change"),
  digest: z
    .strictObject({
      repository: z
        .string()
        .refine(
          (name) => /^(?!\.{1,2}$)[\w.-]{1,100}$/.test(name),
          'has to be the name of a repository of the same owner, without the owner',
        )
        .describe('a private or internal repository of the same owner, by its name alone'),
    })
    .optional()
    .describe("only in an organisation's file: where one issue tells, once a week, what has changed"),
  limits: z
    .strictObject({
      'accept-days': days.optional().describe('days that an exemption may last, from its `on`, or from today'),
      'declare-days': days.optional().describe('days that a declaration may last, from its `on`'),
      'never-accept': z
        .array(controlId)
        .max(mostEntries)
        .optional()
        .describe('controls whose findings no repository may accept'),
    })
    .optional()
    .describe(
      "only in an organisation's file: how long exemptions and declarations may last, and what none may accept",
    ),
});

/** The file's content once it has passed. */
export type PolicyFile = z.infer<typeof policySchema>;
export type OrganisationPolicyFile = z.infer<typeof organisationPolicySchema>;

export type LockableKey = (typeof lockableKeys)[number];
