import type { Report, ReportPublication } from '../../types/report.ts';
import { credentialWords, provenanceWords } from '../summary.ts';
import { firstOf } from '../text/words.ts';
import { table } from './block.ts';
import { code, codeList, prose } from './escape.ts';
import { place } from './place.ts';

const mostRows = 50;

export function mapBlocks(report: Report): readonly string[] {
  if (report.publications.length === 0) return [];
  const { shown, left } = firstOf(report.publications, mostRows);
  const notes = [...new Set(shown.map(({ reason }) => reason).filter((reason) => reason !== ''))];
  return [
    '### How packages are published',
    table(
      ['Registry', 'Packages', 'From', 'Job', 'Credential', 'Provenance', 'Environment'],
      shown.map((publication) => row(publication, notes, report)),
    ),
    ...(left === 0 ? [] : [`${left} more are left out here; the JSON report has all.`]),
    ...(notes.length === 0 ? [] : [notes.map((note, index) => `\\[${index + 1}\\] ${prose(note)}`).join('<br>\n')]),
  ];
}

function row(publication: ReportPublication, notes: readonly string[], { subject }: Report): readonly string[] {
  const { registry, packages, workflow, line, job, environment, confidence, reason } = publication;
  const note = notes.indexOf(reason);
  const doubt = confidence === 'high' ? '' : ` (${confidence} confidence${note < 0 ? '' : ` \\[${note + 1}\\]`})`;
  const at = line ?? 1;
  return [
    registry,
    (packages.length === 0 ? 'unknown' : codeList(packages, 5)) + doubt,
    workflow === null ? 'no workflow' : place({ path: workflow, line: at, endLine: at }, subject),
    job === null ? '–' : code(job),
    credentialWords(publication, code),
    provenanceWords(publication),
    environment === null ? 'none' : code(environment),
  ];
}
