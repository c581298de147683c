import type { RegistryId } from '../types/registry-id.ts';
import type { Report, ReportPublication } from '../types/report.ts';
import { countBySeverity } from './findings.ts';
import { count, listing } from './text/words.ts';

/** Two sentences: how packages are published, and what there is to do. Nothing in them comes from a repository. */
export function summary(
  report: Report,
  registryTitle: (id: RegistryId) => string = (id) => id,
): readonly [string, string] {
  return [howPublished(report.publications, registryTitle), whatToDo(report)];
}

/** How a publication gets its credential, for the map; `show` makes a name from the repository fit to print. */
export function credentialWords(publication: ReportPublication, show: (name: string) => string): string {
  if (publication.auth === 'trusted-publishing') return 'trusted publishing';
  if (usesJobToken(publication)) return "the job's token";
  const wanted = publication.auth === 'token' ? 'long-lived' : 'unknown';
  const sources = publication.credentials.filter(({ kind }) => kind === wanted);
  const names = [...new Set(sources.map(({ source }) => show(source.replace(/^secrets\./, ''))))];
  if (publication.auth === 'token') return names.length === 0 ? 'long-lived token' : `token ${names.join(', ')}`;
  if (names.length === 0) return publication.workflow === null ? 'none' : 'unknown';
  return `unknown: ${names.join(', ')}`;
}

export function provenanceWords(publication: ReportPublication): string {
  if (publication.provenance === null) return 'unknown';
  return publication.provenance ? 'yes' : 'no';
}

function howPublished(publications: Report['publications'], registryTitle: (id: RegistryId) => string): string {
  if (publications.length === 0) return 'No file here publishes to a public registry, as far as files can tell.';
  const registries = [...new Set(publications.map(({ registry }) => registryTitle(registry)))];
  const ways = manners
    .map(({ words, holds }) => ({ words, number: publications.filter(holds).length }))
    .filter(({ number }) => number > 0);
  const [only] = ways;
  if (only !== undefined && ways.length === 1) {
    const all = publications.length === 1 ? '' : ` in ${publications.length} places`;
    return `Packages go to ${listing(registries)} ${only.words}${all}.`;
  }
  const parts = ways.map(({ words, number }) => `${number} ${words}`);
  return `Packages go to ${listing(registries)} in ${publications.length} ways: ${parts.join(', ')}.`;
}

/** Every publication holds for exactly one of these. */
const manners: readonly { readonly words: string; readonly holds: (publication: ReportPublication) => boolean }[] = [
  { words: 'by trusted publishing', holds: ({ auth }) => auth === 'trusted-publishing' },
  { words: 'with a long-lived credential', holds: ({ auth }) => auth === 'token' },
  { words: "with the job's own token", holds: usesJobToken },
  {
    words: 'with a credential that files do not show',
    holds: (publication) =>
      publication.auth === 'unknown' && publication.workflow !== null && !usesJobToken(publication),
  },
  { words: 'without a workflow', holds: ({ auth, workflow }) => auth === 'unknown' && workflow === null },
];

/** GitHub's own registry takes the token that ends with the job: no secret, and no trusted publishing either. */
export function usesJobToken({ auth, credentials }: ReportPublication): boolean {
  return auth === 'unknown' && credentials.length > 0 && credentials.every(({ kind }) => kind === 'job-token');
}

function whatToDo(report: Report): string {
  const judged = outcomes
    .map((outcome) => ({
      ...outcome,
      number: report.controls.filter(({ verdict }) => verdict === outcome.verdict).length,
    }))
    .filter(({ number }) => number > 0)
    .map(
      ({ number, one, many }, index) => `${index === 0 ? count(number, 'check') : number} ${number === 1 ? one : many}`,
    );
  const rest = judged.length === 0 ? '' : `; ${listing(judged)}`;
  const grave = countBySeverity(report).map(([severity, number]) => `${number} ${severity}`);
  if (grave.length === 0) return `There is nothing to put right${rest}.`;
  const verb = report.findings.length === 1 ? 'is' : 'are';
  return `There ${verb} ${count(report.findings.length, 'finding')} (${grave.join(', ')})${rest}.`;
}

const outcomes = [
  { verdict: 'pass', one: 'passes', many: 'pass' },
  { verdict: 'accepted', one: 'is accepted', many: 'are accepted' },
  { verdict: 'unknown', one: 'could not be judged', many: 'could not be judged' },
] as const;
