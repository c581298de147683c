import type { Migration, MigrationForm, MigrationPackage, MigrationStep } from '../../types/migration.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import { address, code, codeList, prose } from '../markdown/escape.ts';
import { atHome } from '../markdown/finding-item.ts';
import type { BlobHome } from '../markdown/place.ts';
import { count, firstOf } from '../text/words.ts';

export interface MigrationMarkdown {
  readonly registryTitle: (id: RegistryId) => string;
  /** Where the repository is, so that links to its own pages lead there. */
  readonly home: BlobHome;
  /** `now`: only what can be done now is spelled out, and long lists are cut. `whole`: all of it. */
  readonly extent: 'now' | 'whole';
}

/**
 * A task list for each registry, ticked by what evidence shows: a heading and the list. Equal evidence gives equal text;
 * names are inert, and commands hold nothing but words that a shell takes as they are.
 */
export function migrationBlocks(migrations: readonly Migration[], options: MigrationMarkdown): readonly string[] {
  return migrations.flatMap((migration) => [
    `### Moving to trusted publishing on ${options.registryTitle(migration.registry)}`,
    migration.steps.map((step) => stepItem(step, migration, options)).join('\n'),
  ]);
}

/** What is shown before the rest becomes a number. */
const most = { forms: 3, packages: 10, names: 5, links: 10, text: 800 } as const;

const bullets: Readonly<Record<MigrationStep['state'], string>> = {
  done: '- [x] ',
  next: '- [ ] ',
  later: '- [ ] ',
  'cannot-tell': '- [ ] ',
  'not-offered': '- ',
};

function stepItem(step: MigrationStep, migration: Migration, options: MigrationMarkdown): string {
  const { state, shows, settles, title } = step;
  const isOpen = options.extent === 'whole' || isTurn(step, migration);
  const name = state === 'later' ? title : `**${title}**${notes[state]}`;
  const head = [
    shows === null ? name : `${name}: ${sentence(shows)}`,
    settles === null ? '' : prose(settles, most.text),
  ];
  const forms = step.id === 'configure' && state !== 'done' ? formBlocks(migration, isOpen, options) : [];
  const parts = [
    head.filter((part) => part !== '').join(' '),
    ...(isOpen && step.tasks.length > 0
      ? [step.tasks.map((task, index) => `${index + 1}. ${prose(task, most.text)}`).join('\n')]
      : []),
    ...forms,
    ...(isOpen && step.links.length > 0
      ? [
          `Pages: ${step.links
            .slice(0, most.links)
            .map((link) => atHome(link, options.home))
            .join(', ')}`,
        ]
      : []),
  ];
  return bullets[state] + indented(parts.join('\n\n'));
}

/** A form that is filled in shows only by the release after it, so both are told at once. */
export function isTurn({ id, state }: MigrationStep, { steps }: Migration): boolean {
  const configure = steps.find((step) => step.id === 'configure');
  return state === 'next' || state === 'cannot-tell' || (id === 'publish' && configure?.state === 'next');
}

const notes: Readonly<Record<MigrationStep['state'], string>> = {
  done: '',
  next: ' (next)',
  later: '',
  'cannot-tell': ' (cannot be seen from here)',
  'not-offered': '',
};

/** What is entered, and where or by which command. */
function formBlocks(
  { forms, commandNeeds, newPackages }: Migration,
  isOpen: boolean,
  { extent }: MigrationMarkdown,
): readonly string[] {
  const unfilled = forms.filter(({ packages }) => packages.length === 0 || packages.some(isLeft));
  const { shown, left } = extent === 'whole' ? { shown: unfilled, left: 0 } : firstOf(unfilled, most.forms);
  return [
    ...shown.flatMap((form) => [formText(form), ...(isOpen ? wayBlocks(form, commandNeeds, extent) : [])]),
    ...(left === 0 ? [] : [`${count(left, 'more form')}: \`mintmark migrate-publishing\` shows all.`]),
    ...(newPackages === null ? [] : [newText(forms, newPackages)]),
  ];
}

function formText({ fields, packages, omitted }: MigrationForm): string {
  const names = packages.filter(isLeft).map(({ name }) => name);
  const others = omitted === 0 ? '' : ` and ${count(omitted, 'more package')}`;
  const whose = names.length === 0 ? 'each package' : `${codeList(names, most.names)}${others}`;
  const values = fields.map(
    ({ label, value, hint }) => `${label} ${value === null ? `(${prose(hint ?? '')})` : code(value)}`,
  );
  return `Enter for ${whose}: ${values.join(', ')}.`;
}

function wayBlocks(
  { packages }: MigrationForm,
  needs: string | null,
  extent: MigrationMarkdown['extent'],
): readonly string[] {
  const left = packages.filter(({ state }) => state === 'not-yet' || state === 'unknown');
  const room = extent === 'whole' ? left.length : most.packages;
  const commands = left.flatMap(({ command }) => command ?? []);
  const pages = [...new Set(left.filter(({ command }) => command === null).map(pageOf))];
  return [...commandBlock(commands, room, needs), ...pageBlock(pages, room)];
}

function commandBlock(commands: readonly string[], room: number, needs: string | null): readonly string[] {
  const { shown, left } = firstOf(commands, room);
  if (shown.length === 0) return [];
  const rest = left === 0 ? '' : `\n\n${count(left, 'more command')}: \`mintmark migrate-publishing\` shows all.`;
  return [
    `Or by command${needs === null ? '' : `, with ${prose(needs)}`}:\n\n\`\`\`sh\n${shown.join('\n')}\n\`\`\`${rest}`,
  ];
}

function pageBlock(pages: readonly string[], room: number): readonly string[] {
  const { shown, left } = firstOf(pages, room);
  if (shown.length === 0) return [];
  return [`The form: ${[...shown.map(address), ...(left === 0 ? [] : [`+${left} more`])].join(', ')}`];
}

function newText(forms: readonly MigrationForm[], says: string): string {
  const names = forms.flatMap(({ packages }) => packages.filter(isNew).map(({ name }) => name));
  return `Not there yet: ${codeList(names, most.names)}. ${prose(says)}`;
}

function pageOf({ page }: MigrationPackage): string {
  return page;
}

function isLeft({ state }: MigrationPackage): boolean {
  return state !== 'trusted';
}

function isNew({ state }: MigrationPackage): boolean {
  return state === 'new';
}

function sentence(text: string): string {
  const written = prose(text, most.text);
  return /[.!?…]$/.test(written) ? written : `${written}.`;
}

/** All but the first line moved in, so that it belongs to the item. */
function indented(text: string): string {
  return text.replace(/\n(?=[^\n])/g, '\n  ');
}
