import { join } from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import type { ServiceId } from './http.ts';

/** What the person who runs this has set up for their own tools. */
export interface UserWorld {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The text of a file, or null where there is none that can be read. */
  readonly readFile: (path: string) => string | null;
}

/** A mirror that the user's own tools ask instead of a registry. */
export interface UserMirror {
  readonly service: ServiceId;
  readonly base: string;
  readonly address: string;
  /** Where it says so, for a person. */
  readonly from: string;
}

/**
 * Mirrors in the user's settings of npm, pip and cargo: the environment and files in the home folder. What lies in the
 * folder that Mintmark was started in may come with the repository that is audited, and is never read.
 */
export function userMirrors(world: UserWorld): readonly UserMirror[] {
  return [npmMirror(world), pipMirror(world), cargoMirror(world)].filter((mirror) => mirror !== null);
}

/**
 * npm hands its registry to what it starts in `npm_config_registry`, also where that stands in the project's own
 * `.npmrc` (`npx mintmark` in a checkout): under npm only the file in the home folder counts.
 */
function npmMirror({ environment, readFile }: UserWorld): UserMirror | null {
  const isUnderNpm = environment['npm_execpath'] !== undefined || environment['npm_command'] !== undefined;
  for (const name of isUnderNpm ? [] : ['npm_config_registry', 'NPM_CONFIG_REGISTRY']) {
    const address = environment[name] ?? '';
    if (address !== '') return { service: 'npm', base: 'main', address, from: name };
  }
  const value = settingOf(readFile(join(homeOf(environment), '.npmrc')), '', ['registry']);
  if (value === null) return null;
  const address = value.replace(/\$\{([^${}]{1,100})\}/g, (whole, name: string) => environment[name] ?? whole);
  return { service: 'npm', base: 'main', address, from: '.npmrc in the home folder' };
}

/** Of a whole mirror of PyPI, which has its JSON beside `/simple`; an index by itself cannot be asked for more. */
function pipMirror({ environment, readFile }: UserWorld): UserMirror | null {
  const fromEnvironment = environment['PIP_INDEX_URL'] ?? '';
  const home = homeOf(environment);
  const files = pipFiles.map((path) => join(home, ...path));
  const values = fromEnvironment === '' ? files.map((path) => settingOf(readFile(path), 'global', pipKeys)) : [];
  const value = fromEnvironment === '' ? values.find((found) => found !== null) : fromEnvironment;
  const [, address] = /^(.+)\/simple\/?$/.exec(value ?? '') ?? [];
  const from = fromEnvironment === '' ? "pip's settings in the home folder" : 'PIP_INDEX_URL';
  return address === undefined ? null : { service: 'pypi', base: 'main', address, from };
}

/** pip.pypa.io/en/stable/topics/configuration: where a user's own settings are, the last word first. */
const pipFiles = [
  ['.config', 'pip', 'pip.conf'],
  ['Library', 'Application Support', 'pip', 'pip.conf'],
  ['.pip', 'pip.conf'],
  ['AppData', 'Roaming', 'pip', 'pip.ini'],
  ['pip', 'pip.ini'],
];
const pipKeys = ['index-url', 'index_url'];

/** doc.rust-lang.org/cargo/reference/source-replacement: a mirror has the index, and not crates.io's own API. */
function cargoMirror({ environment, readFile }: UserWorld): UserMirror | null {
  const folder = environment['CARGO_HOME'] ?? join(homeOf(environment), '.cargo');
  const sources = cargoSources(readFile(join(folder, 'config.toml')));
  let name = sources['crates-io']?.['replace-with'];
  for (let steps = 0; name !== undefined && steps < mostReplacements; steps += 1) {
    const source: CargoSource | undefined = sources[name];
    const [, address] = /^sparse\+(.+)$/.exec(source?.registry ?? '') ?? [];
    if (source?.['replace-with'] === undefined && address !== undefined)
      return { service: 'crates.io', base: 'index', address, from: "cargo's config.toml in the home folder" };
    name = source?.['replace-with'];
  }
  return null;
}

const mostReplacements = 5;

function cargoSources(text: string | null): Readonly<Record<string, CargoSource>> {
  if (text === null || text.length > longestFile) return {};
  try {
    return cargoSettings.parse(parse(text)).source;
  } catch {
    // cargo itself will tell its user
    return {};
  }
}

const cargoSource = z.object({ 'replace-with': z.string().optional(), registry: z.string().optional() });
const cargoSettings = z.object({ source: z.record(z.string(), cargoSource).default({}) });
type CargoSource = z.infer<typeof cargoSource>;

function homeOf(environment: UserWorld['environment']): string {
  return environment['HOME'] ?? environment['USERPROFILE'] ?? '.';
}

/** The last value of a key in an INI file. `section`: empty for what stands above the first. */
function settingOf(text: string | null, section: string, keys: readonly string[]): string | null {
  if (text === null || text.length > longestFile) return null;
  let inside = '';
  let found: string | null = null;
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line.startsWith('#') || line.startsWith(';')) continue;
    if (line.startsWith('[') && line.endsWith(']')) inside = line.slice(1, -1).trim();
    const [, key = '', value = ''] = /^([^=:]*)[=:](.*)$/.exec(line) ?? [];
    if (inside === section && keys.includes(key.trim())) found = unquoted(value.trim());
  }
  return found === '' ? null : found;
}

function unquoted(value: string): string {
  const quote = value.at(0);
  return value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote) ? value.slice(1, -1) : value;
}

const longestFile = 1024 * 1024;
