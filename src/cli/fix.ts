import { resolve } from 'node:path';
import type { Fix } from '../controls/control.ts';
import type { Pins, WantedPin } from '../fixes/pins.ts';
import type { TriedTogether } from '../fixes/try-fix.ts';
import { visible } from '../reports/text/visible.ts';
import { CheckoutError } from '../repository/checkout.ts';
import type { ReportFinding } from '../types/report.ts';
import { type Arguments, parseArguments } from './arguments.ts';
import { chosenControls } from './audit.ts';
import { askerFor } from './audit-folder.ts';
import { type Command, exitCodes, type Option } from './command.ts';
import type { Engine } from './engine.ts';
import { OutputError, presentationOf, put } from './output.ts';
import { policyOf } from './policy.ts';
import { withProgress } from './progress.ts';
import type { Surroundings } from './surroundings.ts';
import { InputError } from './verify-files.ts';

const options: readonly Option[] = [
  { name: 'control', value: 'ID', repeats: true, help: 'only what this control finds; may be repeated' },
  { name: 'unsafe', value: null, help: 'also make the fixes that need thought; read what has to be done first' },
  { name: 'dry-run', value: null, help: 'show what would be changed, and change nothing' },
  { name: 'offline', value: null, help: 'ask neither registries nor GitHub; nothing is pinned to a commit then' },
  { name: 'no-color', value: null, help: 'no colour, as with NO_COLOR or without a terminal' },
];

export const fix: Command = {
  name: 'fix',
  summary: 'Put right what edits of files can put right',
  operands: '[PATH]',
  about: [
    'PATH is the folder of the repository; the current one without it.',
    'Each fix is tried in memory first. It is made only where its finding is gone afterwards, or only waits for the next\nrelease; nothing new is found, and every other line and every comment is as it was. It is safe where it cannot break\nthe next release.',
    'The commits of actions are asked for on GitHub; GITHUB_TOKEN (or GH_TOKEN), for reading only, raises its limit.',
    'Exit codes: 0 done, or nothing to do; 1 a fix could not be made; 2 wrong use; 3 something could not be read or written.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 1);
    const engine = await around.engine();
    const controls = chosenControls(typed.values('control'), engine.controls);
    const folder = resolve(around.folder, typed.operands[0] ?? '.');
    try {
      const { tried, undecided, root, notes } = await withProgress('Trying fixes', around.stderr, () =>
        tryAll(folder, { typed, controls, engine, around }),
      );
      for (const note of notes) around.stderr.write(`${visible(note)}\n`);
      const isDryRun = typed.has('dry-run');
      if (!isDryRun && tried.files.length > 0) {
        const { writeFixes } = await import('./fix-files.ts');
        writeFixes(root, tried.files);
      }
      const { fixText } = await import('./fix-text.ts');
      const page = presentationOf(around, { toFile: false, noColor: typed.has('no-color') });
      put(fixText({ tried, undecided, isDryRun }, page), null, around);
      return tried.outcomes.some(({ state }) => state === 'refused') ? exitCodes.found : exitCodes.done;
    } catch (error) {
      if (!(error instanceof CheckoutError || error instanceof OutputError || error instanceof InputError)) throw error;
      around.stderr.write(`mintmark: ${error.message}\n`);
      return exitCodes.unreadable;
    }
  },
};

interface Setting {
  readonly typed: Arguments;
  readonly controls: readonly string[] | null;
  readonly engine: Engine;
  readonly around: Surroundings;
}

interface Tried {
  readonly tried: TriedTogether;
  /** Fixes that need thought, and were not asked for. */
  readonly undecided: readonly { readonly finding: ReportFinding; readonly fix: Fix }[];
  /** The folder, without symbolic links. */
  readonly root: string;
  readonly notes: readonly string[];
}

async function tryAll(folder: string, { typed, controls, engine, around }: Setting): Promise<Tried> {
  const files = engine.openCheckout(folder);
  const subject = engine.subjectOf(folder);
  const today = around.today();
  const ids = engine.controls.map(({ id }) => id);
  const { policy, problems, notes } = await policyOf(files, subject.repository, { today, controls: ids });
  const offline = typed.has('offline');
  const asker = offline ? null : await askerFor({ record: null, replay: null }, subject, folder, around);
  const undecided: { readonly finding: ReportFinding; readonly fix: Fix }[] = [];
  const told = [...notes, ...problems.map(({ path, line, message }) => `${path}:${line ?? 1}: ${message}`)];
  const { tryTogether } = await import('../fixes/try-fix.ts');
  const tried = await tryTogether(
    {
      files,
      subject,
      policy,
      today,
      pins: offline ? new Map() : (wanted) => pinsFor(wanted, around, told),
      ...(asker === null ? {} : { askRegistries: (map) => asker.ask(map, policy) }),
    },
    (finding, edit) => {
      if (controls !== null && !controls.includes(finding.control)) return false;
      if (edit.safety === 'safe' || typed.has('unsafe')) return true;
      undecided.push({ finding, fix: edit });
      return false;
    },
  );
  return { tried, undecided, root: files.root, notes: [...told, ...(asker?.end() ?? [])] };
}

/** The commits of tags and branches, as anybody may ask for them; what GitHub leaves unanswered is told. */
async function pinsFor(wanted: readonly WantedPin[], around: Surroundings, notes: string[]): Promise<Pins> {
  const [{ gitHubOf, gitHubToken, openGitHub }, { lookUpPins }] = await Promise.all([
    import('./github-client.ts'),
    import('../fixes/look-up-pins.ts'),
  ]);
  const token = gitHubToken(around.environment);
  const client = await openGitHub(gitHubOf(around.environment), token);
  const { pins, trouble } = await lookUpPins(client, wanted);
  if (trouble !== null)
    notes.push(
      `GitHub did not answer for every commit, and what is not known is not pinned: ${trouble.message}.${
        token === null ? ' A token in GITHUB_TOKEN, for reading only, raises its limit.' : ''
      }`,
    );
  return pins;
}
