import process from 'node:process';
import { type ScenarioId, scenarioIds, scenarios } from '../exercises/index.ts';
import { visible } from '../reports/text/visible.ts';
import { wrapAfter } from '../reports/text/wrap.ts';
import { type Arguments, oneOf, parseArguments } from './arguments.ts';
import { type Command, type ExitCode, exitCodes, Misuse, type Option } from './command.ts';
import { outcomeOf } from './drill/outcome.ts';
import type { Moment } from './drill/play.ts';
import type { Scene } from './drill/scene.ts';
import { folderOption } from './store-place.ts';
import type { Surroundings } from './surroundings.ts';
import { findGround, groundOptions } from './tabletop/ground.ts';
import { telling } from './tabletop/telling.ts';

const options: readonly Option[] = [
  { name: 'scenario', value: 'NAME', help: scenarioIds.join(', ') },
  ...groundOptions,
  folderOption,
  { name: 'once', value: null, help: 'tell what happened and end, instead of keeping the pages open' },
];

export const drill: Command = {
  name: 'drill',
  summary: 'Play an attack on a local stand-in, so that people see their own alarm ring',
  operands: '[PATH]…',
  about: [
    'Starts a local GitHub and local registries with a package that is published as one of yours is, and the real app; then the scenario happens, and the time line says what the attacker does, what Mintmark notices, and where it tells it.',
    'PATH is the folder of a repository, several may be named; the current one without it. Only how it publishes is taken from there: nothing is sent anywhere, and nothing happens to your packages.',
    'Exit codes: 0 done; 1 an alarm that had to ring did not, or something was red that must not be; 2 wrong use; 3 something could not be read; 70 the app did not come to an end.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, mostPaths);
    const id = scenarioOf(typed);
    return telling(around, () => play(id, typed, around));
  },
};

const mostPaths = 50;

/** @throws Misuse */
export function scenarioOf(typed: Arguments): ScenarioId {
  const name = typed.value('scenario');
  if (name === null) throw new Misuse(`say which: --scenario ${scenarioIds.join(', ')}`);
  return oneOf('scenario', name, scenarioIds);
}

async function play(id: ScenarioId, typed: Arguments, around: Surroundings): Promise<ExitCode> {
  const found = await findGround(typed, around);
  for (const note of found.notes) around.stderr.write(`${visible(note)}\n`);
  const { rehearse, setScene } = await import('./drill/rehearse.ts');
  around.stderr.write('Setting the scene …\n');
  const set = await setScene(found, scenarios[id], 0);
  try {
    const { stdout } = around;
    const width = Math.min(stdout.columns ?? 100, 120);
    stdout.write(
      `${opening(id, set.scene, found.ground.isInvented)
        .flatMap((each) => wrapAfter('', each, width))
        .join('\n')}\n\n`,
    );
    const played = await rehearse(scenarios[id], set, (moment) =>
      stdout.write(`${momentLines(moment, width).join('\n')}\n`),
    );
    stdout.write(`\n${wrapAfter('', outcomeOf(played).replaceAll('`', ''), width).join('\n')}\n`);
    for (const failure of played.failures) around.stderr.write(`mintmark: ${visible(failure)}\n`);
    await stay(set.stage.pages.url, typed, around);
    return played.failures.length === 0 ? exitCodes.done : exitCodes.found;
  } finally {
    await set.stage.close();
  }
}

function opening(id: ScenarioId, { target, registryTitle, facts }: Scene, isInvented: boolean): readonly string[] {
  const name = visible(target.package);
  const how = facts.has('trusted')
    ? 'by trusted publishing'
    : facts.has('token')
      ? 'with a token'
      : facts.has('hand')
        ? 'by hand'
        : 'as it is';
  return [
    `Drill: ${scenarios[id].title}`,
    `${name} on ${registryTitle}, published ${how} from ${visible(target.repository)}, on a sandbox on this machine.`,
    ...(isInvented ? ['Nothing that publishes was found: the package is made up.'] : []),
  ];
}

const names: Readonly<Record<Moment['who'], string>> = {
  attacker: 'attacker',
  project: 'project',
  registry: 'registry',
  mintmark: 'Mintmark',
};

function momentLines({ seconds, who, says, page }: Moment, width: number): readonly string[] {
  const time = `${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, '0')}`;
  const lines = wrapAfter(`${time}  ${names[who].padEnd(9)} `, visible(says), width);
  return page === null ? lines : [...lines, `${' '.repeat(18)}${page}`];
}

async function stay(url: string, typed: Arguments, around: Surroundings): Promise<void> {
  if (typed.has('once') || !around.stdout.isTTY) {
    around.stderr.write('\nOn a terminal and without --once, the pages stay open.\n');
    return;
  }
  around.stdout.write(`\nLook at it: ${url}/   (Ctrl-C ends)\n`);
  const { promise, resolve } = Promise.withResolvers<void>();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, () => resolve());
  await promise;
}
