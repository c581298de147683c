import { countBySeverity } from '../../reports/findings.ts';
import { credentialWords } from '../../reports/summary.ts';
import type { Painter, Style } from '../../reports/text/paint.ts';
import { type Column, layOut } from '../../reports/text/table.ts';
import { visible } from '../../reports/text/visible.ts';
import { count } from '../../reports/text/words.ts';
import { wrap, wrapAfter } from '../../reports/text/wrap.ts';
import type { SandboxAnnotation, SandboxCheckRun } from '../../sandbox/state.ts';
import { tracks } from '../../types/principle-id.ts';
import type { Report } from '../../types/report.ts';
import { compareSeverity } from '../../types/severity.ts';
import { alarmLines } from './account-alarm.ts';
import { fixLines } from './account-fix.ts';
import { releaseLines } from './account-releases.ts';
import type { Audited, Checked, Played } from './play.ts';

export interface AccountOptions {
  readonly width: number;
  readonly painter: Painter;
  /** Where the pages are. */
  readonly url: string;
}

/** What happened, for a terminal: repositories, releases, the two checks, the fix, the stolen release, issues, and what it took. */
export function account(played: Played, options: AccountOptions): string {
  const sections = [
    listLines(played, options),
    releaseLines(played, options),
    ...played.pulls.map((pull) => pullLines(pull, played, options)),
    fixLines(played, options),
    alarmLines(played, options),
    issueLines(played, options),
    costLines(played, options),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const columns: readonly Column[] = [
  { title: 'repository', narrowest: null },
  { title: 'registries', narrowest: 8 },
  { title: 'credential', narrowest: 12 },
  { title: 'findings', narrowest: 12 },
  { title: 'levels', narrowest: null },
];

function listLines({ organisation, repositories }: Played, { width, painter }: AccountOptions): readonly string[] {
  const rows = repositories.map((audited) => cellsOf(audited).map(({ text, style }) => [{ text, style }]));
  const layout = layOut(columns, rows, width);
  const heading = painter.paint('heading', `${organisation}, ${repositories.length} repositories`);
  const table =
    layout === null
      ? repositories.flatMap((audited) =>
          wrap(
            cellsOf(audited)
              .map(({ text }) => text)
              .join(', '),
            width,
          ),
        )
      : layout.lines.map((pieces) =>
          pieces
            .map(({ text, style, padding }) => painter.paint(style, text) + padding)
            .join('')
            .trimEnd(),
        );
  const legend = `levels: ${tracks.join(', ')}; 0 to 3, of the Principles for Package Repository Security`;
  return [heading, '', ...table, '', ...wrap(legend, width).map((line) => painter.paint('faint', line))];
}

interface StyledText {
  readonly text: string;
  readonly style: Style;
}

function cellsOf({ repository, report }: Audited): readonly StyledText[] {
  const name: StyledText = { text: repository.name, style: 'strong' };
  if (report === null) return [name, { text: 'the audit failed', style: 'critical' }];
  const [gravest] = report.findings.toSorted((a, b) => compareSeverity(a.severity, b.severity));
  return [
    name,
    { text: registriesOf(report), style: 'plain' },
    {
      text: credentialsOf(report),
      style: report.publications.some(({ auth }) => auth === 'token') ? 'medium' : 'good',
    },
    { text: findingsOf(report), style: gravest?.severity ?? 'good' },
    { text: tracks.map((track) => report.levels[track].level).join(' '), style: 'plain' },
  ];
}

function registriesOf({ publications }: Report): string {
  return [...new Set(publications.map(({ registry }) => registry))].join(', ');
}

function credentialsOf({ publications }: Report): string {
  return [...new Set(publications.map((publication) => credentialWords(publication, visible)))].join(', ');
}

function findingsOf(report: Report): string {
  const parts = countBySeverity(report).map(([severity, number]) => `${number} ${severity}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

const conclusionStyles: Readonly<Record<string, Style>> = { success: 'good', failure: 'high', neutral: 'plain' };

function pullLines(
  { repository, pull, shows, number, run }: Checked,
  { organisation }: Played,
  options: AccountOptions,
): readonly string[] {
  const { width, painter, url } = options;
  const style = conclusionStyles[run?.conclusion ?? ''] ?? 'plain';
  const marks = { success: '✓', failure: '✗' } as const;
  const mark = run?.conclusion === 'success' || run?.conclusion === 'failure' ? marks[run.conclusion] : '■';
  return [
    painter.paint('heading', `Pull request ${number} of ${repository} ${shows}: “${pull.title}”`),
    painter.paint(style, `${mark} ${run?.conclusion ?? 'pending'}: ${run?.title ?? 'no word yet'}`),
    ...openingOf(run).flatMap(({ mark, words }) => wrapAfter(`  ${mark}`, words, width)),
    ...annotationLines(run?.annotations ?? [], options),
    `  ${url}/${organisation}/${repository}/pull/${number}`,
  ];
}

interface OpeningLine {
  /** Empty, or the indented dash of a list. */
  readonly mark: string;
  readonly words: string;
}

/** How the summary begins: the verdict in a sentence, and what changes in the way packages are published. */
function openingOf(run: SandboxCheckRun | null): readonly OpeningLine[] {
  const paragraphs = (run?.summary ?? '').split('\n\n').slice(0, 3);
  return paragraphs
    .flatMap((each) => each.split('\n'))
    .map((line) => {
      const mark = /^ {0,6}- /.exec(line)?.[0] ?? '';
      return { mark, words: withoutMarks(line.slice(mark.length)) };
    });
}

function withoutMarks(text: string): string {
  return visible(text.replaceAll('`', ''));
}

/** What is said of several places stands once. */
function annotationLines(
  annotations: readonly SandboxAnnotation[],
  { width, painter }: AccountOptions,
): readonly string[] {
  const said = Map.groupBy(annotations, ({ path, title, message }) => JSON.stringify([path, title, message]));
  return [...said.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const [what = ''] = first.message.split('\n', 1);
    const place = `${first.path}:${same.map(({ start_line }) => start_line).join(', :')}`;
    return [
      `  ${painter.paint('faint', visible(place))}  ${visible(first.title ?? '')}`,
      ...wrapAfter('    ', withoutMarks(what), width),
    ];
  });
}

function issueLines({ organisation, repositories }: Played, { painter, url }: AccountOptions): readonly string[] {
  const filed = repositories.flatMap(({ repository, issues }) => issues.map((issue) => ({ repository, issue })));
  const widest = Math.max(0, ...filed.map(({ repository }) => repository.name.length));
  return [
    painter.paint('heading', `Issues filed: ${filed.length}`),
    ...filed.map(
      ({ repository, issue }) =>
        `  ${repository.name.padEnd(widest)}  ${url}/${organisation}/${repository.name}/issues/${issue.number}`,
    ),
  ];
}

function costLines(
  { repositories, requests, seconds, pulls }: Played,
  { painter, width }: AccountOptions,
): readonly string[] {
  const line = (what: string, { all, counted, toRegistries }: Played['requests']['audits'], time: number) =>
    `${what}: ${count(all, 'request')} to GitHub, of which ${counted} count against its limit, ${toRegistries} to registries; ${time.toFixed(1)} s.`;
  return [
    painter.paint('heading', 'What it took'),
    ...[
      line(`${repositories.length} first audits with their checks and issues`, requests.audits, seconds.audits),
      line(`${pulls.length} pull requests`, requests.pulls, seconds.pulls),
      line('the stolen release', requests.alarm, seconds.alarm),
    ].flatMap((text) => wrapAfter('  ', text, width)),
  ];
}
