import type { Fix } from '../controls/control.ts';
import type { FixOutcome } from '../fixes/offer.ts';
import type { TriedTogether } from '../fixes/try-fix.ts';
import { type Painter, painter, type Style } from '../reports/text/paint.ts';
import { settledWords } from '../reports/text/settled-words.ts';
import { visible } from '../reports/text/visible.ts';
import { count } from '../reports/text/words.ts';
import { wrapAfter } from '../reports/text/wrap.ts';
import type { ReportFinding } from '../types/report.ts';

export interface FixReport {
  readonly tried: TriedTogether;
  /** Fixes that need thought and were not asked for. */
  readonly undecided: readonly { readonly finding: ReportFinding; readonly fix: Fix }[];
  readonly isDryRun: boolean;
}

/** What `mintmark fix` prints: each fix with its diff, what is left for a person, and what could not be done. */
export function fixText(report: FixReport, { width, escapes }: { readonly width: number; readonly escapes: boolean }) {
  const paint = painter({ color: escapes, links: false });
  const { tried, undecided } = report;
  const clean = tried.outcomes.filter((outcome) => outcome.state === 'clean');
  const refused = tried.outcomes.filter((outcome) => outcome.state === 'refused');
  const page: FixPage = { width, paint, escapes };
  return [
    ...clean.flatMap((outcome) => offerLines(outcome, page)),
    ...section(
      'Left for you to decide; --unsafe makes these as well:',
      undecided.flatMap((each) => undecidedLines(each, page)),
      page,
    ),
    ...section(
      'Not made:',
      refused.flatMap((outcome) => refusedLines(outcome, page)),
      page,
    ),
    ...sentence('', summary(report, clean, refused.length), page),
    '',
  ].join('\n');
}

interface FixPage {
  readonly width: number;
  readonly paint: Painter;
  readonly escapes: boolean;
}

type Clean = Extract<FixOutcome, { readonly state: 'clean' }>;

const safetyWords = { safe: 'safe', 'needs-thought': 'needs thought' } as const;

function offerLines({ offer }: Clean, page: FixPage): readonly string[] {
  const { control, safety, title, first, also, diff, settledBy } = offer;
  const more = also.length === 0 ? [] : sentence('  ', `${count(also.length, 'other finding')} goes with it.`, page);
  return [
    ...heading(control, safetyWords[safety], page),
    ...sentence('  ', title, page),
    ...firstLines(first, page),
    ...(settledBy === undefined ? [] : sentence('  ', settledWords[settledBy], page)),
    ...more,
    ...diffLines(diff, page),
    '',
  ];
}

function undecidedLines({ finding, fix }: FixReport['undecided'][number], page: FixPage): readonly string[] {
  return [
    ...heading(finding.control, placeOf(finding), page),
    ...sentence('  ', fix.title, page),
    ...firstLines(fix.first ?? [], page),
  ];
}

function refusedLines({ finding, detail }: Extract<FixOutcome, { readonly state: 'refused' }>, page: FixPage) {
  return [...heading(finding.control, placeOf(finding), page), ...sentence('  ', `${detail}.`, page)];
}

function firstLines(first: readonly string[], page: FixPage): readonly string[] {
  if (first.length === 0) return [];
  return ['  Before it is merged:', ...first.flatMap((step, index) => sentence(`  ${index + 1}. `, step, page))];
}

function heading(control: string, note: string, { paint }: FixPage): readonly string[] {
  return [`${paint.paint('heading', control)} ${paint.paint('faint', `(${visible(note)})`)}`];
}

function section(title: string, lines: readonly string[], { paint }: FixPage): readonly string[] {
  return lines.length === 0 ? [] : [paint.paint('heading', title), ...lines, ''];
}

function sentence(lead: string, text: string, { width }: FixPage): readonly string[] {
  return wrapAfter(lead, visible(text), width);
}

function placeOf({ registry, locations: [first] }: ReportFinding): string {
  return [
    ...(registry === null ? [] : [registry]),
    ...(first === undefined ? [] : [`${first.path}:${first.line}`]),
  ].join(', ');
}

/** For a pipe as it is, so that `git apply` takes it; for a terminal with colours, and nothing that could steer it. */
function diffLines(diff: string, { paint, escapes }: FixPage): readonly string[] {
  const lines = diff.replace(/\n$/, '').split('\n');
  if (!escapes) return lines;
  return lines.map((line) => paint.paint(styleOf(line), shown(line)));
}

function shown(line: string): string {
  return line.replace(/\r$/, '').split('\t').map(visible).join('\t');
}

const styles: readonly (readonly [RegExp, Style])[] = [
  [/^(?:diff|---|\+\+\+|new file)/, 'strong'],
  [/^@@/, 'code'],
  [/^\+/, 'good'],
  [/^-/, 'high'],
];

function styleOf(line: string): Style {
  return styles.find(([pattern]) => pattern.test(line))?.[1] ?? 'plain';
}

function summary({ tried, undecided, isDryRun }: FixReport, clean: readonly Clean[], refused: number): string {
  const files = count(tried.files.length, 'file');
  const done = isDryRun ? `would change ${files}` : `changed ${files}`;
  const gone = new Set(clean.flatMap(({ offer }) => [offer.fingerprint, ...offer.also]));
  const rest = tried.report.findings.filter(({ fingerprint }) => !gone.has(fingerprint)).length;
  const left =
    rest === 0 ? 'No finding is left.' : `${count(rest, 'finding')} left: \`mintmark audit\` says what to do.`;
  const untried = tried.left === 0 ? '' : ` ${fixes(tried.left, 'more ')} not tried yet: run the command again.`;
  if (clean.length > 0) return `${fixes(clean.length)} ${done}. ${left}${untried}`;
  if (refused + undecided.length > 0) return `Nothing was changed. ${left}${untried}`;
  return rest === 0 ? 'There is nothing to put right.' : `Nothing here can be put right by an edit. ${left}`;
}

function fixes(number: number, which = ''): string {
  return `${number} ${which}${number === 1 ? 'fix' : 'fixes'}`;
}
