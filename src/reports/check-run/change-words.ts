import type { Comparison, PublicationChange } from '../../types/comparison.ts';
import type { ReportPublication } from '../../types/report.ts';
import { code } from '../markdown/escape.ts';
import { credentialWords } from '../summary.ts';
import { firstOf } from '../text/words.ts';
import type { CheckContext } from './context.ts';
import { packagesOf, siteOf } from './published.ts';

const mostItems = 12;

/** What a change does to how packages are published, an item each. */
export function changeItems({ added, removed, changed }: Comparison['publications'], context: CheckContext): string {
  const items = [
    ...added.map((publication) => `New: ${nameOf(publication, context)}, ${mannerOf(publication, context)}`),
    ...changed.flatMap((change) => changedItem(change, context)),
    ...removed.map((publication) => `No longer published from here: ${nameOf(publication, context)}`),
  ];
  const { shown, left } = firstOf(items, mostItems);
  return [...shown, ...(left === 0 ? [] : [`+${left} more`])].map((item) => `- ${item}`).join('\n');
}

function nameOf(publication: ReportPublication, context: CheckContext): string {
  const title = context.registryTitle(publication.registry);
  return publication.packages.length === 0 ? `a package on ${title}` : `${packagesOf(publication)} on ${title}`;
}

function mannerOf(publication: ReportPublication, context: CheckContext): string {
  return `from ${siteOf(publication, context)}, credential: ${credentialWords(publication, code)}`;
}

/** One field a line; nothing where all that differs is not known on one side. */
function changedItem({ from, to, fields }: PublicationChange, context: CheckContext): readonly string[] {
  const known = fields.filter((field) => !isUnknown(field, from) && !isUnknown(field, to));
  const lines = known.map((field) => `\n  - ${differenceWords[field]?.(from, to) ?? code(field)}`);
  return lines.length === 0 ? [] : [`${nameOf(to, context)}:${lines.join('')}`];
}

/** A step without an action has none to pin, and no file tells of provenance that a tool may or may not make. */
function isUnknown(field: string, publication: ReportPublication): boolean {
  return (field === 'pinned' || field === 'provenance') && publication[field] === null;
}

type Difference = (from: ReportPublication, to: ReportPublication) => string;

const differenceWords: Readonly<Record<string, Difference>> = {
  auth: (from, to) => arrow('credential', credentialWords(from, code), credentialWords(to, code)),
  environment: (from, to) => arrow('environment', orNone(from.environment), orNone(to.environment)),
  workflow: (from, to) => arrow('workflow', orNone(from.workflow), orNone(to.workflow)),
  provenance: (from, to) => arrow('provenance', yesNo(from.provenance), yesNo(to.provenance)),
  pinned: (from, to) => arrow('action pinned to a commit', yesNo(from.pinned), yesNo(to.pinned)),
  idToken: (_, to) => `${to.idToken ? 'gains' : 'loses'} ${code('id-token: write')}`,
  starts: (from, to) => arrow('started by', startersOf(from), startersOf(to)),
  packages: (from, to) => arrow('packages', packagesOf(from), packagesOf(to)),
};

function startersOf({ binding }: ReportPublication): string {
  return (binding?.started ?? []).map((path) => code(path)).join(', ');
}

function arrow(what: string, from: string, to: string): string {
  return `${what} ${from} → ${to}`;
}

function orNone(name: string | null): string {
  return name === null ? 'none' : code(name);
}

function yesNo(value: boolean | null): string {
  if (value === null) return 'unknown';
  return value ? 'yes' : 'no';
}
