// `npm run supply-chain`: what this project depends on and how it is published, one line a check. With --strict a check
// that could not be run counts as failed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportSchema } from '../src/types/report.ts';
import { billProblems } from './supply-chain/bill-of-materials.ts';
import { type Licensed, licenceProblems } from './supply-chain/licences.ts';
import {
  confusionProblems,
  type Entry,
  installScripts,
  lockedPackages,
  lockfileProblems,
  lockfileSchema,
  manifestSchema,
  nameAt,
} from './supply-chain/lockfile.ts';
import { billFromNpm, npm } from './supply-chain/npm.ts';
import { type Outcome, outcomeOf } from './supply-chain/outcome.ts';
import { ownAuditOutcome } from './supply-chain/own-audit.ts';
import { signatureOutcome } from './supply-chain/signatures.ts';

const root = join(import.meta.dirname, '..');
const isStrict = process.argv.includes('--strict');
const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const lockfile = lockfileSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
const locked = lockedPackages(lockfile);

const checks: readonly { readonly name: string; readonly run: () => Outcome }[] = [
  {
    name: 'lockfile',
    run: () =>
      outcomeOf(lockfileProblems(lockfile, manifest), `${locked.length} packages, exact, from no named host, hashed`),
  },
  { name: 'scripts', run: () => outcomeOf(installScripts(lockfile), 'no package runs anything when it is installed') },
  { name: 'licences', run: licences },
  {
    name: 'our name',
    run: () => outcomeOf(confusionProblems(lockfile, manifest), `nothing that is installed is called ${manifest.name}`),
  },
  { name: 'materials', run: materials },
  { name: 'audit', run: audit },
  { name: 'signatures', run: () => signatureOutcome(npm(['audit', 'signatures', '--json']).output) },
];

const failed = checks.filter(({ name, run }) => !isGood(name, run()));
console.log(failed.length === 0 ? 'The supply chain holds.' : `Failed: ${failed.map(({ name }) => name).join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Prints what a check came to. */
function isGood(name: string, outcome: Outcome): boolean {
  const title = name.padEnd(10);
  switch (outcome.state) {
    case 'ok':
      console.log(`ok       ${title}  ${outcome.says}`);
      for (const note of outcome.notes ?? []) console.log(`           ${note}`);
      return true;
    case 'failed':
      console.log(`FAILED   ${title}  ${outcome.problems.length} to put right`);
      for (const problem of outcome.problems) console.log(`           ${problem}`);
      return false;
    case 'not-run':
      console.log(`${isStrict ? 'FAILED ' : 'NOT RUN'}  ${title}  ${outcome.reason}`);
      return !isStrict;
  }
}

function licences(): Outcome {
  const packages = locked.flatMap(([path, entry]) => licensed(path, entry));
  return outcomeOf(licenceProblems(packages), `${packages.length} packages are under licences that are agreed to`);
}

/** The licence that the installed package names; what is for other platforms is judged by the lockfile, if that knows. */
function licensed(path: string, { license }: Entry): readonly Licensed[] {
  const name = nameAt(path);
  try {
    const installed: unknown = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
    const { license: own } = Object(installed) as { readonly license?: unknown };
    return [{ name, licence: typeof own === 'string' ? own : null }];
  } catch {
    return license === undefined ? [] : [{ name, licence: license }];
  }
}

function materials(): Outcome {
  const bill = billFromNpm(lockfile, manifest);
  return outcomeOf(
    billProblems(bill, lockfile, manifest),
    `the bill of materials names ${bill.components.length} packages with their hashes`,
  );
}

function audit(): Outcome {
  const words = ['src/main.ts', 'audit', '.', '--offline', '--format', 'json'];
  const { status, stdout } = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) return { state: 'failed', problems: [`\`mintmark audit .\` ended with ${status ?? 'a signal'}`] };
  return ownAuditOutcome(reportSchema.parse(JSON.parse(stdout)));
}
