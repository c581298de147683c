import { levelsOf } from '../principles/index.ts';
import { registryOf } from '../registries/index.ts';
import { type FixLine, type IssueContext, issueOf } from '../reports/issue/index.ts';
import type { SolvedItem } from '../store/store.ts';
import type { FollowUpLine } from '../types/follow-up.ts';
import type { IssueText } from '../types/issue-text.ts';
import type { Report, ReportFinding, ReportLevels } from '../types/report.ts';
import type { StandingTerm } from '../types/standing-term.ts';
import { controlTexts } from './check-words.ts';
import type { RestBox } from './exemptions/rest-boxes.ts';
import type { IssuePlan } from './issue-plans.ts';
import type { ObservedWork } from './repository-work.ts';

/** What an issue tells beside the findings. */
export interface IssueExtras {
  /** How far the fix of a finding has come, by its fingerprint. */
  readonly fixes: ReadonlyMap<string, FixLine>;
  readonly boxes: readonly RestBox[];
  /** Exemptions and declarations that end soon. */
  readonly ending: readonly StandingTerm[];
  /** What people took on in exercises. */
  readonly followUps: readonly FollowUpLine[];
}

/** The text of an issue, from the audit of record. */
export function issueTextOf(
  { context, repository }: ObservedWork,
  report: Report,
  { key, findings }: IssuePlan,
  solved: readonly SolvedItem[],
  extras: IssueExtras,
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
      fixes: extras.fixes,
      ...restOf(key, findings, extras),
      solved,
      levelsIf: (closed) => levelsWithout(report, closed),
    },
  );
}

/** What is about the findings that an issue shows, or about its control. */
function restOf(
  key: string,
  findings: readonly ReportFinding[],
  { boxes, ending, followUps }: IssueExtras,
): Pick<IssueContext, 'boxes' | 'ending' | 'followUps'> {
  const shown = new Set(findings.map(({ fingerprint }) => fingerprint));
  const isAbout = (control: string) => key === 'rollup' || control === key;
  return {
    boxes: boxes
      .filter(({ point: { what, about } }) =>
        what === 'accept' ? shown.has(about.fingerprint) : isAbout(about.control),
      )
      .map(({ point, line }) => ({ id: point.id, line })),
    ending: ending.filter(({ control }) => isAbout(control)),
    followUps: followUps.filter(({ control }) => key === 'rollup' || control === key),
  };
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
