import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { madeFolders, madePages } from '../../scripts/docs/pages.ts';
import { policyExamples } from '../../scripts/docs/policy-examples.ts';
import { organisationPolicySchema, policySchema } from '../../src/policy/schema.ts';

const root = join(import.meta.dirname, '../..');

it('the pages that are made from the code are what it gives: npm run docs', async () => {
  const pages = await madePages();
  expect(pages.size).toBeGreaterThan(50);
  for (const [path, text] of pages) expect(readFileSync(join(root, path), 'utf8'), path).toBe(text);
  const there = madeFolders.flatMap((folder) => globSync(`${folder}/*`, { cwd: root }));
  expect(there.map((path) => path.replaceAll('\\', '/')).filter((path) => !pages.has(path))).toEqual([]);
}, 60_000);

it.each(Object.entries(policyExamples))('the example of the key %s is what the policy takes', (key, text) => {
  const file: unknown = parse(text);
  const schema = key in policySchema.shape ? policySchema : organisationPolicySchema;
  expect(schema.safeParse(file).error).toBeUndefined();
  expect(Object.keys(Object(file))).toEqual([key]);
});
