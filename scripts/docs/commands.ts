import { exitCodes } from '../../src/cli/command.ts';
import { commands, run } from '../../src/cli/main.ts';
import type { Surroundings } from '../../src/cli/surroundings.ts';
import { fenced, page, table } from './markdown.ts';

/** docs/commands.md: what the command says of itself. */
export async function commandsPage(): Promise<string> {
  const parts = await Promise.all(
    commands.map(async ({ name }) => [`## ${name}`, fenced('text', await printed([name, '--help']))]),
  );
  return page(
    '`src/cli/`',
    'Commands',
    'What `mintmark COMMAND --help` prints, of every command. In a checkout, `mintmark` is `npm run -s mintmark --`. The variables that are read stand in [.env.example](../.env.example).',
    fenced('text', await printed(['--help'])),
    ...parts.flat(),
    '## Exit codes',
    table(
      ['code', 'meaning'],
      Object.entries(exitCodes).map(([name, code]) => [String(code), exitWords[name as keyof typeof exitCodes]]),
    ),
  );
}

const exitWords: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: 'done, whatever was found',
  found:
    'findings or signals at or above `--fail-on critical`, `high`, `medium` or `low`; a release that does not verify; a fix that could not be made',
  misuse: 'wrong use, or no Node that is new enough',
  unreadable: 'an input (for `ledger` and `verify`: a registry) could not be read, or an output not written',
  broken: 'a mistake in Mintmark itself',
};

async function printed(words: readonly string[]): Promise<string> {
  const pieces: string[] = [];
  const out = { write: (text: string) => void pieces.push(text), isTTY: false, columns: null };
  const around: Surroundings = {
    folder: '/',
    environment: {},
    stdout: out,
    stderr: out,
    today: () => '2026-06-01',
    now: () => Date.parse('2026-06-01T00:00:00Z'),
    engine: () => import('../../src/cli/engine.ts'),
  };
  const code = await run(words, around);
  if (code !== 0) throw new Error(`mintmark ${words.join(' ')} ended with ${code}: ${pieces.join('')}`);
  return pieces.join('');
}
