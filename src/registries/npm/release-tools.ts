import { parse as parseJson } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';
import { seen } from '../../types/observation.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { showValue, textOf } from '../../types/values.ts';
import type { Act, Session } from '../act.ts';

/** What release tools are told about npm by their configuration. */

const mostText = 262_144;
const semanticReleaseFiles = ['.releaserc', '.releaserc.json', '.releaserc.yaml', '.releaserc.yml'];
const semanticReleaseScripts = [
  '.releaserc.js',
  '.releaserc.cjs',
  '.releaserc.mjs',
  'release.config.js',
  'release.config.cjs',
  'release.config.mjs',
  'release.config.ts',
];

/**
 * Whether semantic-release publishes to npm: its npm plugin is among the plugins (it is by default) and is not told
 * otherwise, or its exec plugin publishes. By itself the npm plugin leaves out a package that is private.
 */
export function semanticReleasePublishes(act: Act, session: Session): boolean {
  if (isPythonsTool(act)) return false;
  const folder = folderOf(act);
  const { files } = session;
  const script = semanticReleaseScript(files, folder);
  if (script !== null)
    return (
      !script.includes('plugins') ||
      (script.includes('@semantic-release/npm') && !/npmPublish['"]?\s*:\s*false/.test(script))
    );
  const manifest = objectAt(files, folder, 'package.json');
  const isPrivate = manifest?.['private'] === true && !publishesMembers(act);
  const configuration = semanticReleaseConfiguration(files, folder);
  const plugins = pluginsOf(configuration);
  if (plugins === null) return (manifest !== null && !isPrivate) || configuration?.['extends'] !== undefined;
  return plugins.some(({ name, options }) => {
    if (name === '@semantic-release/exec')
      return ['prepareCmd', 'publishCmd', 'successCmd'].some((key) => publishesByHand(options?.[key]));
    if (name !== '@semantic-release/npm' || options?.['npmPublish'] === false) return false;
    return !isPrivate || options?.['npmPublish'] === true || typeof options?.['pkgRoot'] === 'string';
  });
}

/** Whether semantic-release is told to use a plugin, and not by its options to leave publishing out (`publish: false`). */
export function semanticReleaseUses(plugin: string, act: Act, { files }: Session): boolean {
  if (isPythonsTool(act)) return false;
  const folder = folderOf(act);
  const script = semanticReleaseScript(files, folder);
  if (script !== null) return new RegExp(`['"]${plugin}['"]`).test(script) && !/publish['"]?\s*:\s*false/.test(script);
  const plugins = pluginsOf(semanticReleaseConfiguration(files, folder)) ?? [];
  return plugins.some(({ name, options }) => name === plugin && options?.['publish'] !== false);
}

/** The Python tool of the same name has subcommands. */
function isPythonsTool(act: Act): boolean {
  return (
    act.kind === 'command' &&
    ['version', 'publish', 'changelog', 'print-version'].includes(textOf(act.words[0] ?? []) ?? '')
  );
}

function semanticReleaseScript(files: RepositoryFiles, folder: string): string | null {
  return semanticReleaseScripts.map((name) => textAt(files, folder, name)).find((text) => text !== null) ?? null;
}

function semanticReleaseConfiguration(files: RepositoryFiles, folder: string): Settings | undefined {
  return (
    semanticReleaseFiles.map((name) => objectAt(files, folder, name)).find((value) => value !== null) ??
    recordOf(objectAt(files, folder, 'package.json')?.['release'])
  );
}

interface Plugin {
  readonly name: unknown;
  readonly options: Settings | undefined;
}

/** The plugins that are listed, each a name or a name with options; null where the tool's own choice holds. */
function pluginsOf(configuration: Settings | undefined): readonly Plugin[] | null {
  const plugins = configuration?.['plugins'];
  if (!Array.isArray(plugins)) return null;
  return plugins.map((plugin: unknown) => {
    const [name, options] = Array.isArray(plugin) ? plugin : [plugin];
    return { name, options: recordOf(options) };
  });
}

/** Tools that run semantic-release in each package of a workspace, whose root is private. */
function publishesMembers(act: Act): boolean {
  if (act.kind !== 'command') return false;
  return act.program !== 'semantic-release' || act.words.some((word) => showValue(word).includes('monorepo'));
}

/** A command of the exec plugin that publishes: `npm publish dist`, `pnpm -r publish`. */
function publishesByHand(command: unknown): boolean {
  return (
    typeof command === 'string' &&
    /\b(?:npm|pnpm|yarn|bun|lerna|changeset)\b[^\n|&;]{0,200}\bpublish\b/.test(command) &&
    !command.includes('--dry-run')
  );
}

/** Whether release-it publishes to npm: `npm: false`, `npm.publish: false` and a private package tell it not to, unless its hooks publish. */
export function releaseItPublishes(act: Act, session: Session): boolean {
  const folder = folderOf(act);
  const { files } = session;
  const manifest = objectAt(files, folder, 'package.json');
  if (manifest?.['private'] === true) return false;
  const own = ['.release-it.json', '.release-it.yaml', '.release-it.yml']
    .map((name) => objectAt(files, folder, name))
    .find((value) => value !== null);
  const configuration = own ?? recordOf(manifest?.['release-it']);
  const script = ['.release-it.js', '.release-it.cjs', '.release-it.mjs', '.release-it.ts']
    .map((name) => textAt(files, folder, name))
    .find((text) => text !== null);
  if (script !== undefined) return !/npm['"]?\s*:\s*false|publish['"]?\s*:\s*false/.test(script);
  const hooks = Object.values(recordOf(configuration?.['hooks']) ?? {}).flat();
  if (hooks.some(publishesByHand)) return true;
  const npm = configuration?.['npm'];
  return npm !== false && recordOf(npm)?.['publish'] !== false;
}

/** Whether auto's npm plugin is on: it is by default, and listed where plugins are. */
export function autoPublishes(act: Act, session: Session): boolean {
  const folder = folderOf(act);
  const configuration =
    ['.autorc', '.autorc.json', '.autorc.yaml']
      .map((name) => objectAt(session.files, folder, name))
      .find((value) => value !== null) ?? recordOf(objectAt(session.files, folder, 'package.json')?.['auto']);
  const plugins = configuration?.['plugins'];
  return (
    !Array.isArray(plugins) || plugins.some((plugin: unknown) => (Array.isArray(plugin) ? plugin[0] : plugin) === 'npm')
  );
}

type Settings = Readonly<Record<string, unknown>>;

function folderOf(act: Act): string {
  return textOf(act.directory) ?? '';
}

function textAt(files: RepositoryFiles, folder: string, name: string): string | null {
  const text = seen(files.read(folder === '' ? name : `${folder}/${name}`)) ?? seen(files.read(name));
  return text === undefined || text.length > mostText ? null : text;
}

/** A JSON or YAML object; null where there is none. JSON is tried first, since YAML's reader is slow and takes it too. */
function objectAt(files: RepositoryFiles, folder: string, name: string): Settings | null {
  const text = textAt(files, folder, name);
  if (text === null) return null;
  if (text.trimStart().startsWith('{')) return recordOf(parseJson(text, [], { allowTrailingComma: true })) ?? null;
  try {
    return recordOf(parseYaml(text, { maxAliasCount: 100, logLevel: 'silent' })) ?? null;
  } catch {
    return null;
  }
}

function recordOf(value: unknown): Settings | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : undefined;
}
