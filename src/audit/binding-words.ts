import { formWords, type PublisherValues } from '../controls/binding-form.ts';
import { releaseWords } from '../controls/release-way.ts';
import { registryOf } from '../registries/index.ts';
import { codeWords } from '../registries/plain.ts';
import type { Location } from '../types/place.ts';
import type { Report, ReportPublication } from '../types/report.ts';
import type { KnownPublisher } from './binding-publisher.ts';

/** `` `a` and 3 more``. */
export function packageWords(packages: readonly string[]): string {
  const [first, ...others] = packages;
  if (first === undefined) return 'the package';
  return others.length === 0 ? codeWords(first) : `${codeWords(first)} and ${others.length} more`;
}

/** `` `a.yml`, `b.yml` ``. */
export function fileWords(names: readonly string[]): string {
  return names.map(codeWords).join(', ');
}

/** Where a sentence says what the last release proves: ``, from which `1.2.0` of 2026-05-03 came by trusted publishing``. */
export function provedWords({ row }: KnownPublisher): string {
  return `, from which ${releaseWords(row)} came by trusted publishing`;
}

/** What the form has to say from now on. Null where there is nothing to type. */
type NewValues = Pick<PublisherValues, 'workflow' | 'environment'>;

/** The second way to keep a release whole: the form of the registry with its exact values, before the change is merged. */
export function publisherFirst(
  { registry, binding }: ReportPublication,
  values: NewValues,
  { subject }: Report,
  what = 'change the trusted publisher',
): string {
  const [owner = null, repository = null] = subject.repository?.split('/') ?? [];
  const isHidden = binding?.holding.startsWith('.github/') === false && values.environment === null;
  const form = formWords(
    registryOf(registry),
    { owner, repository, ...values },
    isHidden ? 'what the job there names' : undefined,
  );
  return `Or ${what} before this is merged. ${form}`;
}

/** No release has to wait for the change where two publishers stand side by side. */
export function keepTheOld({ registry }: ReportPublication): string {
  return `Where ${registryOf(registry).title} takes a second publisher, keep the old one until a release has worked.`;
}

/** The line of the step that publishes; null where it is published without a workflow. */
export function stepOf({ workflow, line }: ReportPublication): Location | null {
  return workflow === null || line === null ? null : { path: workflow, line, endLine: line };
}

/** What the form has to say from now on; several workflows need an entry each. */
export function valuesOf({ environment }: ReportPublication, workflows: readonly string[]): NewValues {
  const [workflow = null, ...others] = workflows;
  return { environment, workflow: others.length > 0 ? null : workflow };
}
