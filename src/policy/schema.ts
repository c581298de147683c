import { z } from 'zod';
import { registryIds } from '../types/registry-id.ts';
import { severities } from '../types/severity.ts';
import type { ReleaseIntent } from './policy.ts';

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
  reason: z.string().min(1).describe('why it is accepted'),
  by: person,
  until: day,
});

/** `.github/mintmark.yml` as it is written. Every key may be left out; a key that is not here is a mistake. */
export const policySchema = z.strictObject({
  extends: z.literal('org').optional().describe("inherit the same file of the organisation's .github repository"),
  release: release.optional(),
  packages: z
    .record(z.string().min(1), z.strictObject({ registry: registry.optional(), release: release.optional() }))
    .optional()
    .describe('what differs for a package, by its name'),
  gate: z
    .enum(severities)
    .optional()
    .describe("new findings at or above this fail a pull request's check; without it, none does"),
  issues: z.enum(['rollup', 'per-control', 'off']).optional().describe('the remediation issue; rollup without it'),
  incidents: z
    .strictObject({
      private: z.boolean().optional().describe('true without it'),
      repository: z.string().min(1).optional().describe('where incidents are handled'),
    })
    .optional(),
  declare: z.array(declaration).optional().describe('what no API shows, said by a person, with a date'),
  accept: z.array(exemption).optional().describe('findings that are accepted until a day'),
});

/** The file's content once it has passed. */
export type PolicyFile = z.infer<typeof policySchema>;
