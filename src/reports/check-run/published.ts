import type { Report, ReportPublication } from '../../types/report.ts';
import { details, table } from '../markdown/block.ts';
import { code, codeList } from '../markdown/escape.ts';
import { shortPath } from '../markdown/finding-item.ts';
import { place } from '../markdown/place.ts';
import { credentialWords, provenanceWords } from '../summary.ts';
import { firstOf } from '../text/words.ts';
import { type CheckContext, homeOf } from './context.ts';

const most = { open: 10, folded: 60 } as const;

/** What is published and how: the first rows open, the others folded. */
export function publishedBlocks({ publications }: Report, context: CheckContext): readonly string[] {
  if (publications.length === 0) return [];
  const { shown, left } = firstOf(publications, most.open);
  const folded = publications.slice(shown.length, most.open + most.folded);
  const rest = left - folded.length;
  const more = rest > 0 ? `\n\n+${rest} more` : '';
  return [
    rows(shown, context),
    ...(folded.length === 0 ? [] : [details(`${left} more`, rows(folded, context) + more)]),
  ];
}

function rows(publications: readonly ReportPublication[], context: CheckContext): string {
  return table(
    ['Package', 'Registry', 'From', 'Credential', 'Environment', 'Provenance'],
    publications.map((publication) => row(publication, context)),
  );
}

function row(publication: ReportPublication, context: CheckContext): readonly string[] {
  const { registry, environment, confidence } = publication;
  const doubt = confidence === 'low' ? ' (likely)' : '';
  return [
    packagesOf(publication) + doubt,
    context.registryTitle(registry),
    siteOf(publication, context),
    credentialWords(publication, code),
    environment === null ? 'none' : code(environment),
    provenanceWords(publication),
  ];
}

export function packagesOf({ packages }: ReportPublication): string {
  return packages.length === 0 ? 'unknown' : codeList(packages, 3);
}

/** `release.yml:42`, leading to the line. */
export function siteOf({ workflow, line }: ReportPublication, context: CheckContext): string {
  if (workflow === null) return 'no workflow';
  const at = line ?? 1;
  return place({ path: workflow, line: at, endLine: at }, homeOf(context), shortPath(workflow));
}
