import type { TrailEntry } from '../publishing/publication.ts';
import type { Place } from '../types/place.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Evidence } from './control.ts';
import type { SitedPublication } from './control-of.ts';

/** A tool's version as files tell it. */
export interface ToolVersion {
  /** Null where what is written names none. */
  readonly version: string | null;
  /** It may be newer than that. */
  readonly orNewer?: true;
  /** As a sentence says it, behind the tool's name. */
  readonly from: string;
  readonly at: Place | null;
}

/** The npm that a job publishes with: the one it installs last, or the one that its Node.js brings. */
export function npmVersionOf({ site }: SitedPublication, { files }: Evidence): ToolVersion | null {
  const before = site.trail.filter(({ when }) => when !== 'after');
  for (const entry of before.toReversed()) {
    const version = installedNpm(entry) ?? broughtByNode(entry, files);
    if (version !== null) return version;
  }
  return null;
}

/** `npm install -g npm@11.5.1`, `npm@latest`; a range counts by its least. */
function installedNpm({ kind, words, at }: TrailEntry): ToolVersion | null {
  if (kind !== 'command' || !['npm', 'pnpm', 'yarn', 'corepack', 'volta'].includes(words[0] ?? '')) return null;
  const word = words.find((each) => each !== null && /^npm(?:@|$)/.test(each) && each !== words[0]);
  if (word === undefined || word === null || !words.some((each) => installing.has(each ?? ''))) return null;
  const asked = word.slice('npm@'.length);
  const version = /^[\^~>=v]*(\d{1,4}(?:\.\d{1,4}){0,2})/.exec(asked)?.[1];
  if (version !== undefined) return { version, from: version, at };
  const isNewest = ['', 'latest', 'next-11', 'next-12'].includes(asked);
  return { version: isNewest ? '9999' : null, from: isNewest ? 'in its newest version' : asked, at };
}

const installing: ReadonlySet<string> = new Set(['install', 'i', 'add', 'prepare', 'enable', 'use']);

function broughtByNode({ kind, words, inputs, at }: TrailEntry, files: RepositoryFiles): ToolVersion | null {
  if (kind !== 'action' || words[0] !== 'actions/setup-node') return null;
  const given = inputs.get('node-version')?.trim();
  const file = inputs.get('node-version-file')?.trim();
  const node = given ?? (file === undefined ? undefined : versionIn(file, files));
  if (node === undefined || node === '') return null;
  const npm = npmOfNode(node);
  if (npm === null) return { version: null, from: `of Node.js ${node}`, at };
  return npm === newer
    ? { version: npm, orNewer: true, from: `${npm} or newer (Node.js ${node})`, at }
    : { version: npm, from: `${npm} (Node.js ${node})`, at };
}

/** What a version file says: `.nvmrc`, `.node-version`, `.tool-versions`. */
function versionIn(path: string, files: RepositoryFiles): string | undefined {
  const file = files.read(path.replace(/^\.\//, ''));
  if (file.state !== 'seen' || path.endsWith('.json')) return undefined;
  const tool = /^(?:nodejs|node)\s+(\S+)/m.exec(file.value)?.[1];
  return tool ?? file.value.trim().split(/\s+/)[0];
}

/** Major versions of npm that Node.js brings: https://nodejs.org/en/about/previous-releases lists them. */
const npmByNode: Readonly<Record<number, string>> = { 14: '6', 16: '8', 18: '10', 20: '10', 22: '10' };

/** What every release of Node.js 24 and later brings at least, but for the first ones of 24. */
const newer = '11.5.1';

/** The npm of a Node.js; null where the version written does not decide. A bare `24` means its newest release. */
function npmOfNode(node: string): string | null {
  if (/^(?:lts\/\*|latest|current|node|\*)$/.test(node)) return newer;
  const [, major = '', minor] =
    /^v?(\d{1,3})(?:\.(\d{1,3}|x))?/.exec(node.replace(/^lts\//, '')) ?? named.get(node.toLowerCase()) ?? [];
  const number = Number(major);
  if (major === '' || /[<|>]|\s-\s/.test(node)) return null;
  const older = npmByNode[number];
  if (older !== undefined) return older;
  if (number < 14) return '6';
  // early releases of 24 still came with an npm before 11.5.1
  if (number === 24) return minor === undefined || minor === 'x' || Number(minor) >= 6 ? newer : null;
  return number > 24 ? newer : null;
}

const named: ReadonlyMap<string, readonly string[]> = new Map([
  ['lts/hydrogen', ['', '18']],
  ['lts/iron', ['', '20']],
  ['lts/jod', ['', '22']],
  ['lts/krypton', ['', '24']],
]);
