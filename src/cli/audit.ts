import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Control } from '../controls/control.ts';
import { didYouMean } from '../policy/nearest.ts';
import { CheckoutError } from '../repository/checkout.ts';
import type { Report } from '../types/report.ts';
import { compareSeverity, type Severity, severities } from '../types/severity.ts';
import { type Arguments, oneOf, parseArguments } from './arguments.ts';
import { type Command, exitCodes, Misuse, type Option } from './command.ts';
import type { Engine } from './engine.ts';
import { type Format, formats, render } from './formats.ts';
import { policyOf } from './policy.ts';
import { withProgress } from './progress.ts';
import type { Surroundings } from './surroundings.ts';

const options: readonly Option[] = [
  { name: 'format', value: 'FORMAT', help: `${formats.join(', ')} (default: terminal)` },
  { name: 'output', value: 'FILE', help: 'write the report to a file instead of standard output' },
  {
    name: 'fail-on',
    value: 'SEVERITY',
    help: `exit with 1 for findings from ${severities.join(', ')} on (default: never)`,
  },
  { name: 'control', value: 'ID', repeats: true, help: 'judge by this control only; may be repeated' },
  { name: 'offline', value: null, help: 'read files only; this version never does more' },
  { name: 'no-color', value: null, help: 'no colour and no links, as with NO_COLOR or without a terminal' },
];

export const audit: Command = {
  name: 'audit',
  summary: 'Map how a repository publishes, judge it, and say what to do',
  operands: '[PATH]',
  about: [
    'PATH is the folder of the repository; the current one without it.',
    'Exit codes: 0 done; 1 findings at or above --fail-on; 2 wrong use; 3 something could not be read or written.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 1);
    const format = oneOf('format', typed.value('format') ?? 'terminal', formats);
    const failOn = severityOf(typed);
    const engine = await around.engine();
    const controls = chosenControls(typed.values('control'), engine.controls);
    try {
      const { report, notes } = await withProgress('Auditing', around.stderr, () =>
        reportOn(resolve(around.folder, typed.operands[0] ?? '.'), controls, engine, around),
      );
      for (const note of notes) around.stderr.write(`${note}\n`);
      if (format === 'terminal' && !typed.has('offline')) around.stderr.write(filesOnly);
      await tell(report, format, typed, engine, around);
      return isFailure(report, failOn) ? exitCodes.found : exitCodes.done;
    } catch (error) {
      if (!(error instanceof CheckoutError || error instanceof OutputError)) throw error;
      around.stderr.write(`mintmark: ${error.message}\n`);
      return exitCodes.unreadable;
    }
  },
};

const filesOnly =
  'This version audits files only: it asks neither registries nor GitHub (--offline: the same, without this line).\n';

/** The folder's report, with what is wrong in its policy file among the problems, and what to say beside it. */
async function reportOn(
  folder: string,
  controls: readonly string[] | null,
  engine: Engine,
  around: Surroundings,
): Promise<{ readonly report: Report; readonly notes: readonly string[] }> {
  const files = engine.openCheckout(folder);
  const ids = engine.controls.map(({ id }) => id);
  const subject = engine.subjectOf(folder);
  const { policy, problems, notes } = await policyOf(files, subject.repository, {
    today: around.today(),
    controls: ids,
  });
  const report = await engine.auditRepository({
    files,
    subject,
    policy,
    today: around.today(),
    ...(controls === null ? {} : { controls }),
  });
  if (problems.length === 0) return { report, notes };
  return { report: { ...report, problems: sorted([...report.problems, ...problems]) }, notes };
}

async function tell(report: Report, format: Format, typed: Arguments, engine: Engine, around: Surroundings) {
  const file = typed.value('output');
  const { stdout, environment, folder } = around;
  const escapes =
    file === null &&
    stdout.isTTY &&
    !typed.has('no-color') &&
    !environment['NO_COLOR'] &&
    environment['TERM'] !== 'dumb';
  const text = await render(format, report, {
    width: file === null && stdout.columns !== null ? Math.min(stdout.columns, widest) : usualWidth,
    escapes,
    folder: resolve(folder, typed.operands[0] ?? '.'),
    rules: engine.controls,
  });
  if (file === null) return stdout.write(text);
  try {
    writeFileSync(resolve(folder, file), text);
  } catch (error) {
    throw new OutputError(
      `cannot write ${JSON.stringify(file)}: ${error instanceof Error ? error.message : 'unknown'}`,
    );
  }
}

/** Lines longer than this are hard to follow, however wide the window is. */
const widest = 120;
const usualWidth = 100;

class OutputError extends Error {}

function severityOf(typed: Arguments): Severity | null {
  const value = typed.value('fail-on');
  return value === null ? null : oneOf('fail-on', value, severities);
}

function chosenControls(ids: readonly string[], controls: readonly Control[]): readonly string[] | null {
  const known = controls.map(({ id }) => id);
  const stranger = ids.find((id) => !known.includes(id));
  if (stranger !== undefined)
    throw new Misuse(`there is no control ${JSON.stringify(stranger)}${didYouMean(stranger, known)}`);
  return ids.length === 0 ? null : ids;
}

function isFailure(report: Report, failOn: Severity | null): boolean {
  return failOn !== null && report.findings.some(({ severity }) => compareSeverity(severity, failOn) <= 0);
}

function sorted(problems: Report['problems']): Report['problems'] {
  const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return problems.toSorted((a, b) => byCodeUnit(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0));
}
