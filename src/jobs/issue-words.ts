import { levelsOf } from '../principles/index.ts';
import { registryOf } from '../registries/index.ts';
import { issueOf } from '../reports/issue/index.ts';
import type { SolvedItem } from '../store/store.ts';
import type { IssueText } from '../types/issue-text.ts';
import type { Report, ReportFinding, ReportLevels } from '../types/report.ts';
import { controlTexts } from './check-words.ts';
import type { IssuePlan } from './issue-plans.ts';
import type { ObservedWork } from './repository-work.ts';

/** The text of an issue, from the audit of record. */
export function issueTextOf(
  { context, repository }: ObservedWork,
  report: Report,
  { key, findings }: IssuePlan,
  solved: readonly SolvedItem[],
): IssueText {
  return issueOf(
    { ...report, findings: [...findings] },
    {
      server: context.server,
      repository: `${repository.owner}/${repository.name}`,
      repositoryId: repository.id,
      key,
      controls: controlTexts,
      registryTitle: (id) => registryOf(id).title,
      solved,
      levelsIf: (closed) => levelsWithout(report, closed),
    },
  );
}

/** The levels once these findings are put right: a control that has no other finding left passes. */
function levelsWithout(report: Report, closed: readonly ReportFinding[]): ReportLevels {
  const gone = new Set(closed.map(({ fingerprint }) => fingerprint));
  const left = new Set(report.findings.filter(({ fingerprint }) => !gone.has(fingerprint)).map(subjectOf));
  const controls = report.controls.map((row) =>
    row.verdict === 'fail' && !left.has(subjectOf({ control: row.id, registry: row.registry }))
      ? { ...row, verdict: 'pass' as const }
      : row,
  );
  const registries = [...new Set(report.publications.map(({ registry }) => registry))].map(registryOf);
  return levelsOf(controls, registries);
}

function subjectOf({ control, registry }: Pick<ReportFinding, 'control' | 'registry'>): string {
  return `${control} ${registry ?? ''}`;
}
