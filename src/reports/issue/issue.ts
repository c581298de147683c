import { markerLine } from '../../types/issue-marker.ts';
import type { IssueText } from '../../types/issue-text.ts';
import type { Report, ReportFinding } from '../../types/report.ts';
import { bySection } from '../findings.ts';
import { lastRelease } from '../last-release.ts';
import { details } from '../markdown/block.ts';
import { code, prose } from '../markdown/escape.ts';
import { findingItem } from '../markdown/finding-item.ts';
import { bytesOf, fit, mostBytes } from '../markdown/fit.ts';
import { summary } from '../summary.ts';
import { count, firstOf } from '../text/words.ts';
import type { IssueContext } from './context.ts';
import { levelSentences } from './next-level.ts';

/**
 * The remediation issue of a repository, or of one control of it. Equal findings give equal text: it names no commit and
 * no day of its own, and its links lead to the default branch, so that it is written anew only when there is news.
 */
export function issueOf(report: Report, context: IssueContext): IssueText {
  const { key, repositoryId } = context;
  const findings = report.findings.filter(({ control }) => key === 'rollup' || control === key);
  const head = [markerLine({ key, repositoryId }), ...introduction(report, findings, context)];
  const tail = [...solvedBlocks(context), ...footer(findings)];
  const room = mostBytes - bytesOf([...head, ...tail].join('\n\n')) - 4;
  const points = fit(
    pointBlocks(findings, context),
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
    context.key === 'rollup' ? prose(lastRelease(report.releases, 'everybody', context.registryTitle) ?? '') : '',
  ].filter((part) => part !== '');
}

/** The steps of the first points stand open: the gravest, so that there is always somewhere to begin. */
function pointBlocks(findings: readonly ReportFinding[], context: IssueContext): readonly string[] {
  const { server, repository } = context;
  const open = new Set(findings.slice(0, most.open));
  return bySection(findings).flatMap(([registry, section]) => [
    `### ${registry === null ? 'The repository as a whole' : context.registryTitle(registry)}`,
    ...section.map((finding, index) =>
      findingItem(finding, {
        home: { server, repository, commit: 'HEAD' },
        before: section[index - 1],
        bullet: '- [ ] ',
        open: open.has(finding),
        why: null,
      }),
    ),
  ]);
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

function footer(findings: readonly ReportFinding[]): readonly string[] {
  const [first] = findings;
  const rest =
    first === undefined
      ? []
      : [
          details(
            'How to let this rest',
            [
              'Close the issue as *not planned*, and Mintmark leaves it alone.',
              `To accept a single point for a while, write it into ${code('.github/mintmark.yml')} on the default branch, with the day on which it is to come up again:`,
              `\`\`\`yaml\naccept:\n  - { control: ${first.control}, reason: "why it may stay", by: your-login, until: YYYY-MM-DD }\n\`\`\``,
            ].join('\n\n'),
          ),
        ];
  return [
    '---',
    'Mintmark keeps this text true: it looks again after every push to the default branch and when settings change, and closes the issue when nothing is left. What else it has seen stands in the check run `mintmark` of the newest commit.',
    ...rest,
  ];
}
