import type { Command } from './command.ts';

/** What `mintmark --help` prints. */
export function generalHelp(commands: readonly Pick<Command, 'name' | 'summary'>[]): string {
  return `Mintmark audits how a repository publishes its packages.

Usage: mintmark COMMAND [OPTIONS]

${columns(commands.map(({ name, summary }) => [name, summary]))}

  mintmark COMMAND --help   what a command takes
  mintmark --version        the version

Start with: mintmark audit
`;
}

/** What `mintmark COMMAND --help` prints. */
export function commandHelp({ name, summary, operands, about, options }: Command): string {
  const usage = ['mintmark', name, operands, options.length === 0 ? '' : '[OPTIONS]'].filter((word) => word !== '');
  const rows = options.map(({ name: option, value, help }): readonly [string, string] => [
    `--${option}${value === null ? '' : ` ${value}`}`,
    help,
  ]);
  const sections = [
    `${summary}.`,
    `Usage: ${usage.join(' ')}`,
    ...about,
    ...(rows.length === 0 ? [] : [columns([...rows, ['--help', 'this text']])]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
