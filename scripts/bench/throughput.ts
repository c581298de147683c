import { LineCounter, parseDocument } from 'yaml';
import { auditRepository } from '../../src/audit/audit.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { openCheckout } from '../../src/repository/checkout.ts';
import { subjectOf } from '../../src/repository/subject.ts';
import { median } from './median.ts';
import type { Repository } from './repositories.ts';

const rounds = 5;

/**
 * Seconds for one pass over all repositories in this process: the whole audit with reading the files, and bare `yaml`
 * over the text of the same workflows. Warmed up, in turns, so that what else the machine does hits both alike.
 */
export async function measureThroughput(repositories: readonly Repository[]) {
  const audit: number[] = [];
  const parse: number[] = [];
  await auditAll(repositories);
  parseAll(repositories);
  for (let round = 0; round < rounds; round += 1) {
    audit.push(await timed(() => auditAll(repositories)));
    parse.push(await timed(async () => parseAll(repositories)));
  }
  return { audit: median(audit), parse: median(parse) };
}

async function auditAll(repositories: readonly Repository[]): Promise<void> {
  for (const { folder } of repositories)
    await auditRepository({
      files: openCheckout(folder),
      subject: subjectOf(folder),
      policy: defaultPolicy,
      today: new Date().toISOString().slice(0, 10),
    });
}

function parseAll(repositories: readonly Repository[]): void {
  for (const { workflows } of repositories)
    for (const text of workflows) parseDocument(text, { lineCounter: new LineCounter() });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
