import { jsonText } from '../reports/text/json-text.ts';
import { type Cell, type Column, layOut } from '../reports/text/table.ts';
import { wrapAfter } from '../reports/text/wrap.ts';
import { oneOf, parseArguments } from './arguments.ts';
import { type Command, exitCodes, type Option } from './command.ts';
import type { ListedPermission } from './permission-list.ts';

const formats = ['terminal', 'markdown', 'json'] as const;

const options: readonly Option[] = [
  { name: 'format', value: 'FORMAT', help: `${formats.join(', ')} (default: terminal)` },
];

export const permissions: Command = {
  name: 'permissions',
  summary: 'List what the GitHub App asks for, what it reveals, and what is lost without it',
  operands: '',
  about: [
    'The core tier is app.yml; the full tier, app.full.yml, asks for the rest on top of it. What a permission hides, a control answers with `unknown`, never with a failure.',
  ],
  options,

  async run(words, around) {
    const format = oneOf('format', parseArguments(words, options, 0).value('format') ?? 'terminal', formats);
    const [{ listPermissions }, { controls }] = await Promise.all([import('./permission-list.ts'), around.engine()]);
    const listed = listPermissions(controls);
    const width = Math.min(around.stdout.columns ?? usualWidth, widest);
    around.stdout.write(
      { terminal: () => terminal(listed, width), markdown: () => markdown(listed), json: () => jsonText(listed) }[
        format
      ](),
    );
    return exitCodes.done;
  },
};

const usualWidth = 120;
/** Longer lines are hard to follow, however wide the window is. */
const widest = 140;

const tiers = { core: 'Core tier (app.yml)', full: 'Full tier (app.full.yml), on top of the core tier' } as const;

function byTier(listed: readonly ListedPermission[]) {
  return (['core', 'full'] as const).map((tier) => ({
    heading: tiers[tier],
    permissions: listed.filter((permission) => permission.tier === tier),
  }));
}

function terminal(listed: readonly ListedPermission[], width: number): string {
  const sections = byTier(listed).map(({ heading, permissions: some }) => [heading, ...table(some, width)].join('\n'));
  return `${sections.join('\n\n')}\n`;
}

const columns: readonly Column[] = [
  { title: 'permission', narrowest: null },
  { title: 'what it does', narrowest: 24 },
  { title: 'controls', narrowest: null },
  { title: 'without it', narrowest: 24 },
];

function table(some: readonly ListedPermission[], width: number): readonly string[] {
  const rows = some.flatMap(({ permission, uses }) =>
    uses.map(({ what, controls, lost }, index): readonly Cell[] => [
      cell(index === 0 ? permission : ''),
      cell(what),
      controls.flatMap(cell),
      cell(lost),
    ]),
  );
  const layout = layOut(columns, rows, width);
  if (layout === null) return list(some, width);
  return layout.lines.map((pieces) =>
    pieces
      .map(({ text, padding }) => text + padding)
      .join('')
      .trimEnd(),
  );
}

function cell(text: string): Cell {
  return [{ text, style: 'plain' }];
}

/** For a window that is too narrow for a table. */
function list(some: readonly ListedPermission[], width: number): readonly string[] {
  return some.flatMap(({ permission, uses }) => [
    permission,
    ...uses.flatMap(({ what, controls, lost }) => [
      ...wrapAfter('  ', what, width),
      ...(controls.length === 0 ? [] : wrapAfter('    for      ', controls.join(', '), width)),
      ...wrapAfter('    without  ', lost, width),
    ]),
  ]);
}

function markdown(listed: readonly ListedPermission[]): string {
  const sections = byTier(listed).map(({ heading, permissions: some }) => [
    `### ${heading}`,
    '',
    '| Permission | What it does | Controls | Without it |',
    '| --- | --- | --- | --- |',
    ...some.flatMap(({ permission, uses }) =>
      uses.map(({ what, controls, lost, events }) => {
        const names = events.length === 0 ? '' : ` (${events.map(code).join(', ')})`;
        return `| ${code(permission)} | ${what}${names} | ${controls.map(code).join(', ')} | ${lost} |`;
      }),
    ),
  ]);
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function code(text: string): string {
  return `\`${text}\``;
}
