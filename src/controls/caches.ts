import { atLeast, isCommit } from '../publishing/versions.ts';
import { codeWords } from '../registries/plain.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Step } from '../workflows/model.ts';
import { actionOf, inputOf } from './located-steps.ts';
import { packageManagerOf } from './package-manager.ts';

/** An action that restores a cache, and what makes it do so. */
interface CachingAction {
  readonly action: string;
  /** The input that turns it on; null where it always does. */
  readonly input: string | null;
  /** What the input is when it is not given. */
  readonly byDefault: 'on' | 'off';
  /** First version that is on by default. */
  readonly since?: string;
  /** Values of the input with which it is off, besides none. */
  readonly off?: readonly string[];
  /** The input restores a cache only with this in it. */
  readonly containing?: string;
  /** Only where package.json names this package manager. */
  readonly manager?: string;
  /** What has to be done by hand where the input is taken out. */
  readonly also?: string;
  /** A value that turns it off where leaving the input out does not. */
  readonly turnOff?: string;
  /** A command that does what the action did besides, once the input is out. */
  readonly instead?: string;
  /** What takes the place of an action that does more than to cache, and always does both. */
  readonly exchange?: string;
}

const falseWords = ['false', 'no', 'none', 'never', '0'];

/** From the actions' own documentation. A newcomer is one line. */
const cachingActions: readonly CachingAction[] = [
  { action: 'actions/cache', input: null, byDefault: 'on' },
  { action: 'actions/cache/restore', input: null, byDefault: 'on' },
  { action: 'actions/setup-node', input: 'cache', byDefault: 'off' },
  {
    action: 'actions/setup-node',
    input: 'package-manager-cache',
    byDefault: 'on',
    since: '5.0.0',
    manager: 'npm',
    turnOff: 'false',
  },
  { action: 'actions/setup-python', input: 'cache', byDefault: 'off' },
  { action: 'actions/setup-java', input: 'cache', byDefault: 'off' },
  { action: 'actions/setup-dotnet', input: 'cache', byDefault: 'off' },
  { action: 'actions/setup-go', input: 'cache', byDefault: 'on', since: '4.0.0', turnOff: 'false' },
  {
    action: 'ruby/setup-ruby',
    input: 'bundler-cache',
    byDefault: 'off',
    also: ' It installed the gems, too: add a step with `bundle install`.',
    instead: 'bundle install',
  },
  { action: 'pnpm/action-setup', input: 'cache', byDefault: 'off' },
  { action: 'astral-sh/setup-uv', input: 'enable-cache', byDefault: 'on', since: '5.0.0', turnOff: 'false' },
  { action: 'pdm-project/setup-pdm', input: 'cache', byDefault: 'off' },
  { action: 'prefix-dev/setup-pixi', input: 'cache', byDefault: 'off' },
  { action: 'mamba-org/setup-micromamba', input: 'cache-environment', byDefault: 'off' },
  { action: 'swatinem/rust-cache', input: null, byDefault: 'on' },
  { action: 'actions-rust-lang/setup-rust-toolchain', input: 'cache', byDefault: 'on', turnOff: 'false' },
  { action: 'moonrepo/setup-rust', input: 'cache', byDefault: 'on', turnOff: 'false' },
  { action: 'subosito/flutter-action', input: 'cache', byDefault: 'off' },
  { action: 'jdx/mise-action', input: 'cache', byDefault: 'on', turnOff: 'false' },
  { action: 'bahmutov/npm-install', input: null, byDefault: 'on', exchange: 'a step with `npm ci --ignore-scripts`' },
  { action: 'gradle/actions/setup-gradle', input: 'cache-disabled', byDefault: 'on', off: ['true'], turnOff: 'true' },
  { action: 'gradle/gradle-build-action', input: 'cache-disabled', byDefault: 'on', off: ['true'], turnOff: 'true' },
  {
    action: 'burrunan/gradle-cache-action',
    input: null,
    byDefault: 'on',
    exchange: '`gradle/actions/setup-gradle` with `cache-disabled: true`, and a step that runs Gradle,',
  },
  { action: 'coursier/cache-action', input: null, byDefault: 'on' },
  { action: 'sbt/setup-sbt', input: 'cache', byDefault: 'off' },
  { action: 'docker/build-push-action', input: 'cache-from', byDefault: 'off', containing: 'type=gha' },
  { action: 'docker/bake-action', input: 'set', byDefault: 'off', containing: 'cache-from=type=gha' },
  { action: 'determinatesystems/magic-nix-cache-action', input: null, byDefault: 'on' },
  {
    action: 'hendrikmuhs/ccache-action',
    input: null,
    byDefault: 'on',
    also: ' It installed `ccache`, too: see that the build does without.',
  },
];

/** How a step comes to restore a cache, and what keeps it from it. */
export interface CacheUse {
  /** ``the action with `cache: npm` ``, or what it does by itself. */
  readonly how: string;
  /** A sentence with what has to be done besides; empty for nothing. */
  readonly also: string;
  /** Leave the input out (or its lines that name the cache), set it to a value, do without the step, or use another. */
  readonly remedy:
    | { readonly kind: 'omit'; readonly input: string; readonly line?: string; readonly instead?: string }
    | { readonly kind: 'set'; readonly input: string; readonly value: string }
    | { readonly kind: 'drop' }
    | { readonly kind: 'exchange'; readonly by: string };
}

/** Whether a step restores a cache that other runs have written; null where it does not, or where files cannot tell. */
export function cacheUseOf(step: Step, files: RepositoryFiles): CacheUse | null {
  return cacheUsesOf(step, files)[0] ?? null;
}

/** Every way by which it does: an action may go on with another where only one is turned off. */
export function cacheUsesOf(step: Step, files: RepositoryFiles): readonly CacheUse[] {
  const name = actionOf(step)?.name;
  const rows = name === undefined ? [] : cachingActions.filter(({ action }) => action === name);
  return rows.map((row) => useBy(row, step, files)).filter((use) => use !== null);
}

function useBy(row: CachingAction, step: Step, files: RepositoryFiles): CacheUse | null {
  const { action, input, also = '', turnOff, instead, containing, exchange } = row;
  if (input === null)
    return {
      how: codeWords(action),
      also,
      remedy: exchange === undefined ? { kind: 'drop' } : { kind: 'exchange', by: exchange },
    };
  const given = inputOf(step, input)?.trim() ?? '';
  if (given === '') return isOnByDefault(row, step, files) ? turnedOff(row, input, turnOff ?? '') : null;
  if (given.includes('${{') || (row.off ?? falseWords).includes(given.toLowerCase())) return null;
  if (turnOff !== undefined) return isManaged(row, files) ? turnedOff(row, input, turnOff) : null;
  if (containing !== undefined && !given.includes(containing)) return null;
  return {
    how: `${codeWords(action)} with ${codeWords(`${input}: ${containing ?? given.slice(0, 60)}`)}`,
    also,
    remedy: {
      kind: 'omit',
      input,
      ...(containing === undefined ? {} : { line: containing }),
      ...(instead === undefined ? {} : { instead }),
    },
  };
}

function turnedOff({ action, also = '' }: CachingAction, input: string, value: string): CacheUse {
  return {
    how: `${codeWords(action)}, which caches unless \`${input}\` is \`${value}\``,
    also,
    remedy: { kind: 'set', input, value },
  };
}

function isOnByDefault(row: CachingAction, step: Step, files: RepositoryFiles): boolean {
  if (row.byDefault === 'off' || !isManaged(row, files)) return false;
  if (row.since === undefined) return true;
  const version = versionOf(step, files);
  return version !== null && atLeast(version, row.since) === true;
}

function isManaged({ manager }: CachingAction, files: RepositoryFiles): boolean {
  return manager === undefined || packageManagerOf(files)?.name === manager;
}

/** The version of a step's action: its ref, or what a comment beside a commit says (`# v5.0.1`). */
export function versionOf(step: Step, files: RepositoryFiles): string | null {
  const action = actionOf(step);
  if (action === null || step.uses === null) return null;
  if (!isCommit(action.ref)) return action.ref;
  const { path, line } = step.uses.key;
  const file = files.read(path);
  if (file.state !== 'seen') return null;
  const text = file.value.split('\n', line)[line - 1] ?? '';
  const comment = text.indexOf(' #');
  return comment < 0 ? null : text.slice(comment + 2).trim();
}
