import type { TrailEntry } from '../publishing/publication.ts';
import { wordSet } from './word-set.ts';

/** Whether an act pushes to the repository or fetches from it, and so needs the credential that the checkout left. */
export function pushes({ kind, words }: TrailEntry): boolean {
  const [name = null, ...rest] = words;
  if (name === null) return false;
  if (kind === 'action') return pushingActions.has(name.split('/').slice(0, 2).join('/'));
  return pushingCommands.some(
    ({ program, subcommand, unless }) =>
      program === name &&
      (subcommand.length === 0 || subcommand.some((word) => rest.includes(word))) &&
      !unless?.some((flag) => rest.includes(flag)),
  );
}

/** Whether an act makes a release on GitHub, or changes one, with the token of the job. */
export function makesRelease({ kind, words }: TrailEntry): boolean {
  const [name = null, first = null] = words;
  return kind === 'action' ? releasingActions.has(name ?? '') : name === 'gh' && first === 'release';
}

const releasingActions: ReadonlySet<string> = wordSet(
  'softprops/action-gh-release ncipollo/release-action actions/create-release actions/upload-release-asset',
  'svenstaro/upload-release-action goreleaser/goreleaser-action googleapis/release-please-action',
  'release-drafter/release-drafter',
);

/** Whether an act certainly needs no credential of git: it is a program or an action that talks to no git remote. */
export function isIdle({ kind, words }: TrailEntry): boolean {
  const [name = null] = words;
  if (name === null) return false;
  if (kind === 'command') return idlePrograms.has(name);
  return idleOwners.has(name.split('/')[0] ?? '') || idleActions.has(name);
}

interface PushingCommand {
  readonly program: string;
  /** One of these words must be there; any where the list is empty. */
  readonly subcommand: readonly string[];
  readonly unless?: readonly string[];
}

const pushingCommands: readonly PushingCommand[] = [
  { program: 'git', subcommand: ['push'] },
  { program: 'git', subcommand: ['fetch', 'pull', 'clone', 'submodule', 'ls-remote'] },
  { program: 'semantic-release', subcommand: [], unless: ['--dry-run'] },
  { program: 'release-it', subcommand: [], unless: ['--no-git.push', '--no-git', '--dry-run'] },
  { program: 'lerna', subcommand: ['version', 'publish'], unless: ['--no-push', 'from-package', 'from-git'] },
  { program: 'nx', subcommand: ['release'], unless: ['--dry-run', 'publish'] },
  { program: 'np', subcommand: [] },
  { program: 'auto', subcommand: ['shipit', 'release'] },
  { program: 'shipjs', subcommand: [] },
  { program: 'beachball', subcommand: ['publish'], unless: ['--no-push'] },
  { program: 'rush', subcommand: ['publish', 'version'] },
  { program: 'bumpp', subcommand: [] },
  { program: 'changeset', subcommand: ['tag'] },
  { program: 'cargo', subcommand: ['release', 'workspaces', 'smart-release'] },
  { program: 'release-plz', subcommand: ['release', 'release-pr'] },
  { program: 'cz', subcommand: ['bump'] },
  { program: 'rake', subcommand: ['release'] },
  { program: 'mvn', subcommand: ['release:prepare', 'release:perform'] },
  { program: 'mvnw', subcommand: ['release:prepare', 'release:perform'] },
  { program: 'melos', subcommand: ['version'] },
  { program: 'mike', subcommand: ['deploy'] },
  { program: 'mkdocs', subcommand: ['gh-deploy'] },
  { program: 'gh-pages', subcommand: [] },
  { program: 'tbump', subcommand: [] },
];

const pushingActions: ReadonlySet<string> = new Set([
  'ad-m/github-push-action',
  'anothrnick/github-tag-action',
  'changesets/action',
  'cycjimmy/semantic-release-action',
  'endbug/add-and-commit',
  'github-actions-x/commit',
  'jamesives/github-pages-deploy-action',
  'marcoieni/release-plz-action',
  'mathieudutour/github-tag-action',
  'peaceiris/actions-gh-pages',
  'peter-evans/create-pull-request',
  'python-semantic-release/python-semantic-release',
  'release-plz/action',
  'rickstaa/action-create-tag',
  'rubygems/release-gem',
  'stefanzweifel/git-auto-commit-action',
  'go-semantic-release/action',
]);

const idlePrograms: ReadonlySet<string> = wordSet(
  'npm pnpm yarn bun corepack tsc vite vitest jest eslint rollup tsup esbuild pip twine build uv poetry',
  'hatch flit maturin pytest cargo rustup gem dotnet nuget mvn mvnw gradlew gradle docker cosign dart',
  'flutter mix rebar3 gh gpg echo printf cat ls cp mv rm mkdir chmod tar zip unzip sed awk grep test [',
  'set cd exit head tail sort jq sha256sum shasum find export true curl sleep touch base64 cut rimraf',
  'tsup-node typedoc jsr tr wc date tee basename dirname false uniq diff read shift return local',
);

/** Owners whose actions get a token of their own where they need one. */
const idleOwners: ReadonlySet<string> = wordSet(
  'actions github docker pypa pnpm astral-sh gradle ruby rust-lang dart-lang nuget sigstore oven-sh',
  'dtolnay swatinem step-security anchore',
);

const idleActions: ReadonlySet<string> = wordSet(
  'js-devtools/npm-publish softprops/action-gh-release svenstaro/upload-release-action pyo3/maturin-action',
  'jdx/mise-action denoland/setup-deno ffurrer2/extract-release-notes peter-evans/repository-dispatch',
);
