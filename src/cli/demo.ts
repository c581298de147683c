import process from 'node:process';
import type { Scenario } from '../sandbox/scenario.ts';
import { parseArguments } from './arguments.ts';
import { type Command, exitCodes, Misuse, type Option } from './command.ts';
import type { Stage } from './demo/stage.ts';
import { isListening, portIn } from './port.ts';
import type { Surroundings } from './surroundings.ts';

const options: readonly Option[] = [
  { name: 'once', value: null, help: 'tell what happened and end, instead of keeping the pages open' },
  { name: 'port', value: 'PORT', help: 'port of the pages (default: a free one)' },
];

export const demo: Command = {
  name: 'demo',
  summary: 'Show the GitHub App at work on a made-up organisation, on this machine alone',
  operands: '',
  about: [
    'Starts a local GitHub with an organisation of eight repositories, and local registries with their packages; installs the app, opens two pull requests, one that breaks a trusted publisher and one that puts a token right, and publishes a release with a stolen token. What Mintmark says stands here, on local pages, and on its dashboard.',
    'It needs no credentials and no network, and leaves nothing behind. Ctrl-C ends it; without a terminal it ends by itself.',
    'Exit codes: 0 done; 2 wrong use; 3 the port cannot be used; 70 an audit failed, a check was left pending, or the stolen release was not noticed or told in public.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 0);
    const port = portOf(typed.value('port') ?? '0');
    around.stderr.write('Starting a local GitHub, registries and the app …\n');
    const [{ NotDone, openStage }, { coinPress }] = await Promise.all([
      import('./demo/stage.ts'),
      import('../sandbox/scenarios/coin-press.ts'),
    ]);
    const stage = await openStage(coinPress, port).catch((error: unknown) => unlessListening(error, port));
    if (typeof stage === 'string') {
      around.stderr.write(`mintmark: ${stage}\n`);
      return exitCodes.unreadable;
    }
    try {
      const { failuresOf, play } = await import('./demo/play.ts');
      const played = await play(stage, coinPress, (sentence) => around.stderr.write(`${sentence}\n`));
      const { account } = await import('./demo/account.ts');
      around.stdout.write(`\n${account(played, { ...(await looks(around)), url: stage.pages.url })}`);
      const failures = failuresOf(played, stage);
      for (const failure of failures) around.stderr.write(`mintmark: ${failure}\n`);
      // Where nobody sees the address, nobody presses Ctrl-C
      if (typed.has('once') || !around.stdout.isTTY)
        around.stderr.write('\nOn a terminal and without --once, the pages stay open.\n');
      else await watched(stage, coinPress.scenario, around);
      return failures.length === 0 ? exitCodes.done : exitCodes.broken;
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      around.stderr.write(`mintmark: ${error.message}\n`);
      return exitCodes.broken;
    } finally {
      await stage.close();
    }
  },
};

/** Lines longer than this are hard to follow, however wide the window is. */
const widest = 120;
const usualWidth = 100;

async function looks({ stdout, environment }: Surroundings) {
  const { painter } = await import('../reports/text/paint.ts');
  const color = stdout.isTTY && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  return {
    width: stdout.columns === null ? usualWidth : Math.min(stdout.columns, widest),
    painter: painter({ color, links: false }),
  };
}

/** Leaves the pages open until somebody ends it. */
async function watched({ pages, app }: Stage, { organisations }: Scenario, around: Surroundings): Promise<void> {
  const [somebody] = organisations.flatMap(({ members = [] }) => members);
  around.stdout.write(`
What people see on GitHub:  ${pages.url}/
Mintmark's dashboard:       ${app.url}/   sign in as ${somebody}, or as anybody
                            (Ctrl-C ends)
`);
  const { promise, resolve } = Promise.withResolvers<void>();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const end = () => {
    for (const signal of signals) process.off(signal, end);
    resolve();
  };
  for (const signal of signals) process.on(signal, end);
  await promise;
  around.stderr.write('Stopping …\n');
}

function portOf(typed: string): number {
  const port = portIn(typed);
  if (port === null) throw new Misuse(`--port cannot be ${JSON.stringify(typed)} (0 to 65535)`);
  return port;
}

/** A sentence for a port that is taken or not allowed; anything else is thrown on. */
function unlessListening(error: unknown, port: number): string {
  if (!isListening(error)) throw error;
  return `the port ${port} cannot be used (${error.code}): name another with --port, or none.`;
}
