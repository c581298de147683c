import { resolve } from 'node:path';
import { didYouMean } from '../policy/nearest.ts';
import { visible } from '../reports/text/visible.ts';
import { CheckoutError } from '../repository/checkout.ts';
import type { Migration } from '../types/migration.ts';
import { registryIds } from '../types/registry-id.ts';
import type { Report } from '../types/report.ts';
import { oneOf, parseArguments } from './arguments.ts';
import { auditFolder } from './audit-folder.ts';
import { type Command, exitCodes, Misuse, type Option } from './command.ts';
import { OutputError, presentationOf } from './output.ts';
import { withProgress } from './progress.ts';
import { recordingOf, recordingOptions } from './recording-options.ts';
import { InputError } from './verify-files.ts';

const formats = ['text', 'markdown', 'json'] as const;

const options: readonly Option[] = [
  { name: 'registry', value: 'ID', help: 'this registry only' },
  { name: 'package', value: 'NAME', repeats: true, help: 'forms and commands of this package only; may be repeated' },
  { name: 'format', value: 'FORMAT', help: `${formats.join(', ')} (default: text)` },
  { name: 'offline', value: null, help: 'read files only: ask neither registries nor GitHub' },
  ...recordingOptions,
  { name: 'no-color', value: null, help: 'no colour, as with NO_COLOR or without a terminal' },
];

export const migratePublishing: Command = {
  name: 'migrate-publishing',
  summary: 'Guide releases from tokens to trusted publishing, step by step',
  operands: '[PATH]',
  about: [
    'PATH is the folder of the repository; the current one without it.',
    'It changes nothing. It prints what to enter on each registry, or the command for it, in an order that cannot strand a',
    'release, and ticks each step that files and registries show to be done: run it again after every step.',
    'Exit codes: 0 done; 2 wrong use; 3 something could not be read or written.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 1);
    const format = oneOf('format', typed.value('format') ?? 'text', formats);
    const registry = typed.value('registry');
    const wanted = {
      registry: registry === null ? null : oneOf('registry', registry, registryIds),
      packages: typed.values('package'),
    };
    const files = recordingOf(typed);
    const offline = typed.has('offline');
    if (offline && (files.record ?? files.replay) !== null)
      throw new Misuse('--offline asks nobody: there is nothing to record or to replay');
    const engine = await around.engine();
    const folder = resolve(around.folder, typed.operands[0] ?? '.');
    try {
      const { report, notes } = await withProgress('Looking', around.stderr, () =>
        auditFolder(folder, { controls: null, engine, around, asking: offline ? null : files }),
      );
      for (const note of notes) around.stderr.write(`${visible(note)}\n`);
      const migrations = chosen(report.migrations ?? [], wanted);
      const { width, escapes } = presentationOf(around, { toFile: false, noColor: typed.has('no-color') });
      around.stdout.write(await textOf(format, migrations, report, { width, color: escapes }));
      return exitCodes.done;
    } catch (error) {
      if (!(error instanceof CheckoutError || error instanceof OutputError || error instanceof InputError)) throw error;
      around.stderr.write(`mintmark: ${error.message}\n`);
      return exitCodes.unreadable;
    }
  },
};

interface Wanted {
  readonly registry: string | null;
  readonly packages: readonly string[];
}

/** @throws Misuse for a package that no form is for */
function chosen(migrations: readonly Migration[], { registry, packages }: Wanted): readonly Migration[] {
  const ofRegistry = migrations.filter((each) => registry === null || each.registry === registry);
  if (packages.length === 0) return ofRegistry;
  const known = ofRegistry.flatMap(({ forms }) => forms.flatMap((form) => form.packages.map(({ name }) => name)));
  const stranger = packages.find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw new Misuse(`no package called ${JSON.stringify(stranger)} is on its way here${didYouMean(stranger, known)}`);
  return ofRegistry
    .map((migration) => ({ ...migration, forms: migration.forms.flatMap((form) => narrowed(form, packages)) }))
    .filter(({ forms }) => forms.length > 0);
}

function narrowed(form: Migration['forms'][number], names: readonly string[]): Migration['forms'] {
  const packages = form.packages.filter(({ name }) => names.includes(name));
  return packages.length === 0 ? [] : [{ ...form, packages }];
}

async function textOf(
  format: (typeof formats)[number],
  migrations: readonly Migration[],
  report: Report,
  page: { readonly width: number; readonly color: boolean },
): Promise<string> {
  const { migrationBlocks, orderedMigration, renderGuide } = await import('../reports/migration/index.ts');
  const { jsonText } = await import('../reports/text/json-text.ts');
  const { registryOf } = await import('../registries/index.ts');
  if (format === 'json') return jsonText(migrations.map(orderedMigration));
  if (migrations.length === 0) return nothingToDo(report);
  const home = { repository: report.subject.repository, commit: 'HEAD' };
  const registryTitle = (id: Migration['registry']) => registryOf(id).title;
  return format === 'markdown'
    ? `${migrationBlocks(migrations, { registryTitle, home, extent: 'whole' }).join('\n\n')}\n`
    : renderGuide(migrations, { ...page, registryTitle });
}

/** Why there is nothing to do, as the control says it. */
function nothingToDo({ controls, publications }: Report): string {
  const rows = controls.filter(({ id, registry }) => id === 'trusted-publishing' && registry !== null);
  const reasons = rows.map(({ registry, reason }) => `  ${registry}: ${visible(reason)}`);
  const head =
    publications.length === 0
      ? 'No file here publishes to a public registry, as far as files can tell: there is nothing to migrate.'
      : 'There is nothing to migrate.';
  return `${[head, ...reasons].join('\n')}\n`;
}
