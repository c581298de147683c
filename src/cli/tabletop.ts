import { resolve } from 'node:path';
import { exerciseOf, type Length, lengths, scenarioIds, scenarios } from '../exercises/index.ts';
import { visible } from '../reports/text/visible.ts';
import { wrapAfter } from '../reports/text/wrap.ts';
import { type Arguments, parseArguments } from './arguments.ts';
import { type Command, type ExitCode, exitCodes, Misuse, type Option } from './command.ts';
import { scenarioOf } from './drill.ts';
import { folderOption } from './store-place.ts';
import type { Surroundings } from './surroundings.ts';
import { findGround, groundOptions } from './tabletop/ground.ts';
import { telling } from './tabletop/telling.ts';

const options: readonly Option[] = [
  { name: 'list', value: null, help: 'list the scenarios' },
  { name: 'scenario', value: 'NAME', help: scenarioIds.join(', ') },
  { name: 'minutes', value: 'MINUTES', help: `${lengths.join(' or ')} (default: 60)` },
  { name: 'output', value: 'FOLDER', help: 'where the papers go: a folder that is new, or of an exercise before' },
  ...groundOptions,
  folderOption,
  {
    name: 'record',
    value: 'FILE',
    help: 'write what FILE, a filled-in after-action.md, asks for into the policy file of PATH',
  },
  { name: 'dry-run', value: null, help: 'with --record: print the difference, and write nothing' },
];

export const tabletop: Command = {
  name: 'tabletop',
  summary: 'Write a tabletop exercise from how your own packages are published',
  operands: '[PATH]…',
  about: [
    'Writes a scenario out for your packages, workflows and gaps: a copy for players, one for the facilitator, handouts, evidence cards that come from playing the same story on a local stand-in with the real app, and an after-action table.',
    'PATH is the folder of a repository, several may be named; the current one without it. Nothing happens to your packages.',
    'Exit codes: 0 done; 2 wrong use; 3 something could not be read or written.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, mostPaths);
    if (typed.has('list')) return list(around);
    const file = typed.value('record');
    return telling(around, async () => {
      if (file === null) return write(typed, around);
      const { record } = await import('./tabletop/record.ts');
      return record(file, typed, around);
    });
  },
};

const mostPaths = 50;

function list({ stdout }: Surroundings): ExitCode {
  const width = Math.min(stdout.columns ?? 100, 120);
  for (const { id, about } of Object.values(scenarios)) {
    const [first = '', ...rest] = wrapAfter(' '.repeat(25), about, width);
    stdout.write(`${[id.padEnd(25) + first.trimStart(), ...rest].join('\n')}\n`);
  }
  return exitCodes.done;
}

async function write(typed: Arguments, around: Surroundings): Promise<ExitCode> {
  const scenario = scenarios[scenarioOf(typed)];
  const length = lengthOf(typed.value('minutes') ?? '60');
  const output = typed.value('output');
  if (output === null) throw new Misuse('say where to: --output FOLDER');
  const found = await findGround(typed, around);
  for (const note of found.notes) around.stderr.write(`${visible(note)}\n`);
  const exercise = exerciseOf(scenario, found.ground, length);
  around.stderr.write('Playing the story on the sandbox, for the evidence cards …\n');
  const [{ rehearse, setScene }, { outcomeOf }, { filesOf, writeExercise }] = await Promise.all([
    import('./drill/rehearse.ts'),
    import('./drill/outcome.ts'),
    import('./tabletop/write.ts'),
  ]);
  const set = await setScene(found, scenario, 0);
  try {
    const played = await rehearse(scenario, set, () => undefined);
    for (const failure of played.failures) around.stderr.write(`mintmark: on the sandbox, ${visible(failure)}\n`);
    const files = await filesOf(exercise, { cards: played.cards, says: outcomeOf(played) });
    writeExercise(resolve(around.folder, output), files);
    around.stdout.write(told(output, exercise.target.package, files.size));
    return exitCodes.done;
  } finally {
    await set.stage.close();
  }
}

function told(folder: string, name: string, files: number): string {
  return [
    `${folder}: ${files} files, about ${visible(name)}.`,
    'Begin with facilitator.html, and keep it to yourself; players get players.html.',
    '',
  ].join('\n');
}

function lengthOf(typed: string): Length {
  const found = lengths.find((each) => String(each) === typed);
  if (found === undefined) throw new Misuse(`--minutes is ${lengths.join(' or ')}, not ${JSON.stringify(typed)}`);
  return found;
}
