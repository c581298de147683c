// `npm run sbom`: writes what the published package depends on to bom.cdx.json, or to the file that is named.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { billProblems } from './supply-chain/bill-of-materials.ts';
import { lockfileSchema, manifestSchema } from './supply-chain/lockfile.ts';
import { billFromNpm } from './supply-chain/npm.ts';

const root = join(import.meta.dirname, '..');
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'));

const manifest = manifestSchema.parse(read('package.json'));
const lockfile = lockfileSchema.parse(read('package-lock.json'));
const bill = billFromNpm(lockfile, manifest);
const problems = billProblems(bill, lockfile, manifest);
if (problems.length === 0) {
  const [path = join(root, 'bom.cdx.json')] = process.argv.slice(2);
  writeFileSync(path, `${JSON.stringify(bill, null, 2)}\n`);
  console.log(`${path}: ${bill.components.length} packages.`);
} else {
  console.error(['The bill of materials does not fit the lockfile:', ...problems].join('\n  '));
  process.exitCode = 1;
}
