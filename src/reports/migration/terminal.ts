import type { Migration, MigrationForm, MigrationStep } from '../../types/migration.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import { markCode, paintCode } from '../text/marked.ts';
import { type Painter, painter, type Style } from '../text/paint.ts';
import { visible } from '../text/visible.ts';
import { shorten } from '../text/width.ts';
import { count } from '../text/words.ts';
import { wrap, wrapAfter } from '../text/wrap.ts';

export interface GuideOptions {
  /** Columns; no line but a command or an address is wider, since those are copied. Taken for 40 where it is less. */
  readonly width: number;
  readonly color: boolean;
  readonly registryTitle: (id: RegistryId) => string;
}

/** Every step of each move as a person reads it in a terminal, whole and in order. */
export function renderGuide(migrations: readonly Migration[], options: GuideOptions): string {
  const sheet: Sheet = {
    width: Math.max(40, Math.floor(options.width)),
    painter: painter({ color: options.color, links: false }),
  };
  return migrations
    .map((migration) => guideLines(migration, options.registryTitle(migration.registry), sheet))
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

interface Sheet {
  readonly width: number;
  readonly painter: Painter;
}

function guideLines(migration: Migration, title: string, sheet: Sheet): readonly string[] {
  const { steps } = migration;
  const offered = steps.filter(({ state }) => state !== 'not-offered');
  const done = offered.filter(({ state }) => state === 'done').length;
  return [
    ...wrap(`Moving to trusted publishing on ${title}`, sheet.width).map((line) =>
      sheet.painter.paint('heading', line),
    ),
    ...faint(
      '',
      `${done} of ${count(offered.length, 'step')} done; each ticks itself when evidence shows it. In this order no release is stranded: the token stays stored until the last step.`,
      sheet,
    ),
    ...steps.flatMap((step, index) => ['', ...stepLines(step, index + 1, migration, sheet)]),
  ];
}

const marks: Readonly<
  Record<MigrationStep['state'], { readonly mark: string; readonly style: Style; readonly note: string }>
> = {
  done: { mark: '✔', style: 'good', note: '' },
  next: { mark: '→', style: 'strong', note: ' (next)' },
  later: { mark: ' ', style: 'plain', note: '' },
  'cannot-tell': { mark: '?', style: 'strong', note: ' (cannot be seen from here)' },
  'not-offered': { mark: '–', style: 'faint', note: '' },
};

function stepLines(step: MigrationStep, number: number, migration: Migration, sheet: Sheet): readonly string[] {
  const { mark, style, note } = marks[step.state];
  const title = wrapAfter(`${mark} ${number} `, `${step.title}${note}`, sheet.width);
  return [
    ...title.map((line) => sheet.painter.paint(style, line)),
    ...[step.shows, step.settles].flatMap((text) => (text === null ? [] : faint(margin, text, sheet))),
    ...step.tasks.flatMap((task) => sentence(`${margin}• `, task, sheet)),
    ...(step.id === 'configure' && step.state !== 'done' ? formsLines(migration, sheet) : []),
    ...step.links.map((link) => `${margin}${link}`),
  ];
}

const margin = '    ';

function formsLines({ forms, commandNeeds, newPackages }: Migration, sheet: Sheet): readonly string[] {
  const fresh = forms.flatMap(({ packages }) => packages.filter(({ state }) => state === 'new'));
  return [
    ...forms.flatMap((form) => formLines(form, commandNeeds, sheet)),
    ...(newPackages === null ? [] : sentence(`${margin}• `, `Not there yet: ${namesOf(fresh)}. ${newPackages}`, sheet)),
  ];
}

function formLines(
  { fields, packages, omitted }: MigrationForm,
  needs: string | null,
  sheet: Sheet,
): readonly string[] {
  const left = packages.filter(({ state }) => state === 'not-yet' || state === 'unknown');
  if (packages.length > 0 && packages.every(({ state }) => state === 'trusted')) return [];
  const others = omitted === 0 ? '' : ` and ${count(omitted, 'more package')}`;
  const named = packages.filter(({ state }) => state !== 'trusted');
  const whose = named.length === 0 ? 'each package' : `${namesOf(named)}${others}`;
  const widest = Math.max(...fields.map(({ label }) => label.length));
  const commands = left.flatMap(({ command }) => command ?? []);
  const pages = [...new Set(left.filter(({ command }) => command === null).map(({ page }) => page))];
  return [
    '',
    ...sentence(margin, `For ${whose}:`, sheet),
    ...fields.flatMap(({ label, value, hint }) =>
      value === null
        ? faint(`${margin}  ${label.padEnd(widest)}  `, `(${hint ?? ''})`, sheet)
        : [`${margin}  ${label.padEnd(widest)}  ${sheet.painter.paint('code', visible(value))}`],
    ),
    ...(commands.length === 0
      ? []
      : faint(`${margin}  `, `or by command${needs === null ? '' : `, with ${needs}`}:`, sheet)),
    ...commands.map((command) => `${margin}  ${sheet.painter.paint('code', command)}`),
    ...pages.map((page) => `${margin}  ${page}`),
    '',
  ];
}

function namesOf(packages: MigrationForm['packages']): string {
  return packages.map(({ name }) => `\`${visible(name).replaceAll('`', "'")}\``).join(', ');
}

function sentence(first: string, text: string, { width, painter: brush }: Sheet): readonly string[] {
  return paintCode(wrapAfter(first, markCode(shorten(visible(text), most), brush), width), brush);
}

function faint(first: string, text: string, { width, painter: brush }: Sheet): readonly string[] {
  return wrapAfter(first, shorten(visible(text), most), width).map((line) => brush.paint('faint', line));
}

/** Letters of one sentence; the names of a large monorepo are among them. */
const most = 4000;
