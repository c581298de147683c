import { markerLine } from '../../types/issue-marker.ts';
import type { IssueText } from '../../types/issue-text.ts';
import type { Report, ReportFinding } from '../../types/report.ts';
import { bySection } from '../findings.ts';
import { lastRelease } from '../last-release.ts';
import { prose } from '../markdown/escape.ts';
import { findingItem } from '../markdown/finding-item.ts';
import { bytesOf, fit, mostBytes } from '../markdown/fit.ts';
import { ledToMigration, migrationSection } from '../migration/index.ts';
import { summary } from '../summary.ts';
import { count, firstOf } from '../text/words.ts';
import type { IssueContext } from './context.ts';
import { fixLine, mostDifferences } from './fix-line.ts';
import { followUpBlocks } from './follow-ups.ts';
import { levelSentences } from './next-level.ts';
import { endingBlocks, restBlocks } from './resting.ts';

/**
 * The remediation issue of a repository, or of one control of it. Equal findings give equal text: it names no commit and
 * no day of its own, and its links lead to the default branch, so that it is written anew only when there is news.
 */
export function issueOf(report: Report, context: IssueContext): IssueText {
  const { key, repositoryId } = context;
  const findings = report.findings.filter(({ control }) => key === 'rollup' || control === key);
  const head = [markerLine({ key, repositoryId }), ...introduction(report, findings, context)];
  const tail = [...solvedBlocks(context), ...footer(findings, context)];
  const room = mostBytes - bytesOf([...head, ...tail].join('\n\n')) - 4;
  const points = fit(
    pointBlocks(report, findings, context),
    (left) =>
      `${count(left, 'more point')} left out here, since GitHub takes no more text; they come up as these are put right.`,
    room,
  );
  return {
    title: titleOf(context),
    body: `${[...head, points, ...tail].filter((part) => part !== '').join('\n\n')}\n`,
  };
}

/** Without counts: a title that changes is a notification to everybody who follows the issue. */
function titleOf({ key, controls }: IssueContext): string {
  const control = key === 'rollup' ? undefined : controls.get(key);
  if (control !== undefined) return `Publishing safety: ${control.title}`.slice(0, 256);
  return key === 'rollup' ? 'Publishing safety: what is left to put right' : `Publishing safety: ${key}`;
}

const most = { open: 3, solved: 30, solvedText: 200 } as const;

function introduction(report: Report, findings: readonly ReportFinding[], context: IssueContext): readonly string[] {
  const why = context.controls.get(context.key)?.why;
  if (findings.length === 0) return ['Nothing is left to put right.'];
  const first = context.key === 'rollup' ? summary(report, context.registryTitle)[0] : prose(why ?? '');
  return [
    `${first} ${count(findings.length, 'point')} can be put right; Mintmark ticks each off by itself once it sees it done.`.trim(),
    levelSentences(report.levels, findings, context.levelsIf),
    hasBoxes(findings, context) ? howToTick : '',
    context.key === 'rollup' ? prose(lastRelease(report.releases, 'everybody', context.registryTitle) ?? '') : '',
    ...movingBlocks(report, context),
  ].filter((part) => part !== '');
}

/** Where releases still go out by token: the way from there, ticked by evidence. */
function movingBlocks(report: Report, context: IssueContext): readonly string[] {
  const { key, server, repository } = context;
  const isAbout = key === 'rollup' || key === 'trusted-publishing';
  return isAbout ? migrationSection(report, { ...context, home: { server, repository, commit: 'HEAD' } }) : [];
}

function hasBoxes(findings: readonly ReportFinding[], { fixes }: IssueContext): boolean {
  return findings.some(({ fingerprint }) => fixes.get(fingerprint)?.state === 'offered');
}

const howToTick =
  'Tick *Open a pull request* below a point, and Mintmark proposes the change within a minute or two, if you may write to this repository.';

/** The steps of the first points stand open: the gravest, so that there is always somewhere to begin. */
function pointBlocks(report: Report, findings: readonly ReportFinding[], context: IssueContext): readonly string[] {
  const { server, repository } = context;
  const open = new Set(findings.slice(0, most.open));
  const fixes = fixBlocks(findings, context);
  return bySection(findings).flatMap(([registry, section]) => [
    `### ${registry === null ? 'The repository as a whole' : context.registryTitle(registry)}`,
    ...section.map((finding, index) =>
      findingItem(ledToMigration(finding, report, context), {
        home: { server, repository, commit: 'HEAD' },
        before: section[index - 1],
        bullet: '- [ ] ',
        open: open.has(finding),
        why: null,
        below: fixes.get(finding.fingerprint),
      }),
    ),
  ]);
}

/** The gravest findings show their differences; those below them share what room is left. */
function fixBlocks(findings: readonly ReportFinding[], { fixes }: IssueContext): ReadonlyMap<string, string> {
  const blocks = new Map<string, string>();
  let room = mostDifferences;
  for (const { fingerprint } of findings) {
    const line = fixes.get(fingerprint);
    if (line === undefined || blocks.has(fingerprint)) continue;
    const block = fixLine(fingerprint, line, room);
    blocks.set(fingerprint, block);
    if (line.state === 'to-copy') room -= Math.min(room, bytesOf(block));
  }
  return blocks;
}

function solvedBlocks({ solved }: IssueContext): readonly string[] {
  const { shown, left } = firstOf(solved, most.solved - 1);
  if (shown.length === 0) return [];
  const items = shown.map(({ message, on }) => `- [x] ~~${prose(message, most.solvedText)}~~ ${dayOf(on)}`);
  return ['### Put right', [...items, ...(left === 0 ? [] : [`- +${left} before these`])].join('\n')];
}

function dayOf(on: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(on) ? on : '';
}

function footer(findings: readonly ReportFinding[], context: IssueContext): readonly string[] {
  return [
    ...endingBlocks(context),
    ...followUpBlocks(context),
    '---',
    'Mintmark keeps this text true: it looks again after every push to the default branch and when settings change, and closes the issue when nothing is left. What else it has seen stands in the check run `mintmark` of the newest commit.',
    ...restBlocks(findings, context),
  ];
}
