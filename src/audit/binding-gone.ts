import { comparedClaims } from '../controls/binding-claims.ts';
import { registryOf } from '../registries/index.ts';
import { codeWords, plain } from '../registries/plain.ts';
import type { Report, ReportPublication } from '../types/report.ts';
import type { Break } from './binding-breaks.ts';
import { fileOf, knownPublisher } from './binding-publisher.ts';
import { packageWords, provedWords } from './binding-words.ts';

/** Nothing publishes any more what was published by trusted publishing; null where something may. */
export function goneBreak(gone: ReportPublication, head: Report): Break | null {
  const { registry, packages, workflow, job, line, auth } = gone;
  if (workflow === null || auth !== 'trusted-publishing' || comparedClaims[registry] === undefined) return null;
  if (head.publications.some((each) => each.registry === registry && mayBeSame(each, gone))) return null;
  const { title } = registryOf(registry);
  const problem = head.problems.find(({ path }) => path === workflow);
  const known = knownPublisher(gone, head);
  const file = codeWords(fileOf(workflow));
  const what = packages.length === 0 ? `to ${title}` : `${packageWords(packages)} to ${title}`;
  const where = `the job ${codeWords(job ?? '')} of ${file} did, at line ${line ?? 1} before this change`;
  return {
    kind: 'gone',
    severity: 'medium',
    message: `nothing here is seen to publish ${what} any more: ${where}${known === null ? '' : provedWords(known)}`,
    steps: [
      problem === undefined
        ? `Where releases go on, bring the job back, or let the trusted publisher on ${title} name what publishes instead.`
        : `Mend ${file}, which cannot be read any more: ${plain(problem.message)}.`,
      `Where they are over, remove the trusted publisher on ${title}: it goes on trusting what it names in this repository.`,
    ],
    at: problem === undefined ? null : { path: workflow, line: problem.line ?? 1, endLine: problem.line ?? 1 },
  };
}

function mayBeSame({ packages }: ReportPublication, gone: ReportPublication): boolean {
  const isUnknown = packages.length === 0 || gone.packages.length === 0;
  return isUnknown || packages.some((name) => gone.packages.includes(name));
}
