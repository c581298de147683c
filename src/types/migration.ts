import { z } from 'zod';
import { registryIds } from './registry-id.ts';

/** The steps of a move to trusted publishing, in the order that cannot strand a release. */
export const migrationStepIds = ['ready', 'configure', 'publish', 'verify', 'refuse', 'delete'] as const;

const migrationStates = ['done', 'next', 'later', 'cannot-tell', 'not-offered'] as const;

const marked = 'what stands between two backticks is code';

const field = z.object({
  label: z.string().describe("as the registry's form writes it"),
  value: z.string().nullable().describe('to be entered letter by letter; null where it stays empty or is not known'),
  hint: z.string().nullable().describe(`for null: what to enter, or that it stays empty; ${marked}`),
});

const item = z.object({
  name: z.string().describe('as the registry spells it'),
  state: z
    .enum(['trusted', 'not-yet', 'new', 'unknown'])
    .describe(
      'trusted: a release of it came by trusted publishing from this workflow; not-yet: none did; new: the registry has no such package',
    ),
  release: z.string().nullable().describe('for trusted: the newest version that came so'),
  page: z.string().describe('address of its form'),
  command: z.string().nullable().describe('fills in the form; null where the registry has no command, or needs none'),
});

const form = z.object({
  workflow: z.string().nullable().describe('the workflow that publishes; null where files cannot tell'),
  fields: z.array(field),
  packages: z.array(item).describe('empty where files cannot tell'),
  omitted: z.int().min(0).describe('packages that are left out here'),
});

const step = z.object({
  id: z.enum(migrationStepIds),
  state: z
    .enum(migrationStates)
    .describe(
      'cannot-tell: evidence does not show whether it is done; not-offered: the registry has nothing of the kind',
    ),
  title: z.string(),
  shows: z.string().nullable().describe(`what evidence shows of it; ${marked}`),
  settles: z.string().nullable().describe(`for cannot-tell: what would settle it; ${marked}`),
  tasks: z.array(z.string()).describe(`what to do, in order; empty where it is done; ${marked}`),
  links: z.array(z.string()),
});

/** How the releases to one registry move from tokens to trusted publishing, and how far they are. */
export const migrationSchema = z.object({
  registry: z.enum(registryIds),
  forms: z.array(form).describe('one for each workflow and environment that the registry is to know'),
  commandNeeds: z.string().nullable().describe('what the commands need; null where there are none'),
  newPackages: z
    .string()
    .nullable()
    .describe('how packages come to be that the registry does not have; null where all are there'),
  steps: z.array(step),
  confidential: z
    .literal(true)
    .exactOptional()
    .describe('it speaks of a release that may be an incident under way: not to be told in public'),
});

export type Migration = z.infer<typeof migrationSchema>;
export type MigrationForm = Migration['forms'][number];
export type MigrationPackage = MigrationForm['packages'][number];
export type MigrationStep = Migration['steps'][number];
export type MigrationStepId = MigrationStep['id'];
