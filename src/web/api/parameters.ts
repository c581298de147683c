import { z } from 'zod';
import { controls } from '../../controls/index.ts';
import { postureSorts } from '../../store/stored-postures.ts';
import { publishedHow } from '../../types/posture.ts';
import { registryIds } from '../../types/registry-id.ts';
import { severities } from '../../types/severity.ts';

const name = z.string().min(1).max(100);
const registry = z.enum(registryIds);
const controlIds = controls.map(({ id }) => id).toSorted();

export const ofAccount = { account: name } as const;

export const ofRepository = { owner: name, name } as const;

export const ofPackage = {
  registry,
  package: z.string().min(1).max(300).describe('a name as its registry spells it'),
} as const;

/** The filters of the page over an account's repositories, by the names that they have in its address, and a part of the list. */
export const ofList = {
  q: z.string().max(140).optional().describe('words that the name has to hold, without case'),
  registry: registry.optional(),
  how: z.enum(publishedHow).optional(),
  control: z.enum(controlIds).optional().describe('only those for which this control fails'),
  severity: z.enum(severities).optional().describe('only those with a finding of at least this severity'),
  quiet: z.enum(['0', '1']).optional().describe('1: also those that publish nothing'),
  sort: z.enum(postureSorts).optional().describe('risk without it'),
  order: z.enum(['up', 'down']).optional(),
  offset: z.coerce
    .number<string>()
    .int()
    .min(0)
    .max(1_000_000)
    .optional()
    .describe('how many to leave out; 0 without it'),
  limit: z.coerce.number<string>().int().min(1).max(500).optional().describe('how many to give; 100 without it'),
} as const;
