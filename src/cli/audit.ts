import { resolve } from 'node:path';
import type { Control } from '../controls/control.ts';
import { didYouMean } from '../policy/nearest.ts';
import { NoSubject } from '../reports/in-toto/no-subject.ts';
import { publicView } from '../reports/public-view.ts';
import { visible } from '../reports/text/visible.ts';
import { CheckoutError } from '../repository/checkout.ts';
import type { Report } from '../types/report.ts';
import { compareSeverity, type Severity, severities } from '../types/severity.ts';
import { type Arguments, oneOf, parseArguments } from './arguments.ts';
import { auditFolder, type FolderAudit } from './audit-folder.ts';
import { type Command, exitCodes, Misuse, type Option } from './command.ts';
import type { Engine } from './engine.ts';
import { type Format, formats, render } from './formats.ts';
import { OutputError, presentationOf, put } from './output.ts';
import { policyPath } from './policy.ts';
import { withProgress } from './progress.ts';
import { recordingOf, recordingOptions } from './recording-options.ts';
import type { Surroundings } from './surroundings.ts';
import { InputError } from './verify-files.ts';

const options: readonly Option[] = [
  { name: 'format', value: 'FORMAT', help: `${formats.join(', ')} (default: terminal)` },
  { name: 'output', value: 'FILE', help: 'write the report to a file instead of standard output' },
  {
    name: 'fail-on',
    value: 'SEVERITY',
    help: `exit with 1 for findings from ${severities.join(', ')} on (default: never)`,
  },
  { name: 'control', value: 'ID', repeats: true, help: 'judge by this control only; may be repeated' },
  { name: 'offline', value: null, help: 'read files only: ask neither registries nor GitHub' },
  ...recordingOptions,
  { name: 'public', value: null, help: 'leave out what may be an incident under way: for logs that others read' },
  { name: 'no-color', value: null, help: 'no colour and no links, as with NO_COLOR or without a terminal' },
];

export const audit: Command = {
  name: 'audit',
  summary: 'Map how a repository publishes, judge it, and say what to do',
  operands: '[PATH]',
  about: [
    'PATH is the folder of the repository; the current one without it.',
    'The registries are asked what was published. GITHUB_TOKEN (or GH_TOKEN), for reading only, lets releases be compared',
    'with tags, commits and runs. Without a network the files are judged as with --offline, and the rest is unknown.',
    'Exit codes: 0 done; 1 findings at or above --fail-on; 2 wrong use; 3 something could not be read or written.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 1);
    const format = oneOf('format', typed.value('format') ?? 'terminal', formats);
    const failOn = severityOf(typed);
    const engine = await around.engine();
    const controls = chosenControls(typed.values('control'), engine.controls);
    const files = recordingOf(typed);
    const offline = typed.has('offline');
    if (format === 'in-toto' && controls !== null)
      throw new Misuse('--format in-toto states what the whole audit found: leave out --control');
    if (offline && (files.record ?? files.replay) !== null)
      throw new Misuse('--offline asks nobody: there is nothing to record or to replay');
    const folder = resolve(around.folder, typed.operands[0] ?? '.');
    try {
      const whole = await withProgress('Auditing', around.stderr, () =>
        auditFolder(folder, { controls, engine, around, asking: offline ? null : files }),
      );
      const audited = typed.has('public') ? { ...whole, report: publicView(whole.report) } : whole;
      for (const note of audited.notes) around.stderr.write(`${visible(note)}\n`);
      await tell(audited, format, typed, engine, around);
      return isFailure(audited.report, failOn) ? exitCodes.found : exitCodes.done;
    } catch (error) {
      if (!isToldInOneLine(error)) throw error;
      around.stderr.write(`mintmark: ${error.message}\n`);
      return exitCodes.unreadable;
    }
  },
};

async function tell(audited: FolderAudit, format: Format, typed: Arguments, engine: Engine, around: Surroundings) {
  const { report, today, now } = audited;
  const file = typed.value('output');
  const { width, escapes } = presentationOf(around, { toFile: file !== null, noColor: typed.has('no-color') });
  const folder = resolve(around.folder, typed.operands[0] ?? '.');
  const offline = typed.has('offline');
  const policyText = () => policyTextIn(folder, engine);
  const presentation = { width, escapes, folder, rules: engine.controls, today, now, offline, policyText };
  put(await render(format, report, presentation), file, around);
}

/** Text of the policy file; null where there is none, or it cannot be read. */
export function policyTextIn(folder: string, engine: Engine): string | null {
  const read = engine.openCheckout(folder).read(policyPath);
  return read.state === 'seen' ? read.value : null;
}

/** What went wrong outside of Mintmark, and says so itself. */
export function isToldInOneLine(error: unknown): error is Error {
  return [CheckoutError, OutputError, InputError, NoSubject].some((kind) => error instanceof kind);
}

function severityOf(typed: Arguments): Severity | null {
  const value = typed.value('fail-on');
  return value === null ? null : oneOf('fail-on', value, severities);
}

export function chosenControls(ids: readonly string[], controls: readonly Control[]): readonly string[] | null {
  const known = controls.map(({ id }) => id);
  const stranger = ids.find((id) => !known.includes(id));
  if (stranger !== undefined)
    throw new Misuse(`there is no control ${JSON.stringify(stranger)}${didYouMean(stranger, known)}`);
  return ids.length === 0 ? null : ids;
}

function isFailure(report: Report, failOn: Severity | null): boolean {
  return failOn !== null && report.findings.some(({ severity }) => compareSeverity(severity, failOn) <= 0);
}
