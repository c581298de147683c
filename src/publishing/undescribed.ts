import type { ActionAct, Carrier } from '../registries/act.ts';
import type { Registry } from '../registries/registry.ts';
import { candidatesOf, referencesOf, textOf, type Value } from '../types/values.ts';
import { namesCredential } from './credential-names.ts';
import { carriedCommands } from './interpret/carried-commands.ts';

/** A registry that an undescribed action seems to publish to, and why. */
export interface Guess {
  readonly registry: Registry;
  readonly reason: string;
  /** What brings the credentials that made the guess. */
  readonly handed: readonly Carrier[];
  /** Folders the step points at; empty where it points at none. */
  readonly folders?: readonly string[];
}

/** Something that an act is handed; secrets of a reusable workflow are found by their names later, without a carrier. */
interface Handed {
  readonly name: string;
  readonly value: Value;
  readonly carrier: Carrier | null;
  readonly shown: string;
}

/** Owners and actions whose business is known and is not publishing packages. */
const notPublishing: readonly string[] = [
  'actions/',
  'github/',
  'codecov/',
  'docker/login-action',
  'docker/setup-',
  'docker/metadata-action',
  'softprops/action-gh-release',
  'ncipollo/release-action',
  'googleapis/release-please-action',
  'google-github-actions/',
  'release-drafter/',
  'aws-actions/',
  'azure/',
  'step-security/harden-runner',
  'peaceiris/actions-gh-pages',
  'jamesives/github-pages-deploy-action',
  'cloudflare/',
  'slackapi/',
  'sigstore/',
  'anchore/',
  'pnpm/action-setup',
  'oven-sh/setup-bun',
  'astral-sh/setup-uv',
  'ruby/setup-ruby',
  'rust-lang/crates-io-auth-action',
  'nuget/login',
  'nuget/setup-nuget',
  'rubygems/configure-rubygems-credentials',
  'crazy-max/ghaction-import-gpg',
];

/** Words of an action's name that say it uploads. */
const publishingWords = ['publish', 'publisher', 'deploy', 'upload', 'release', 'push', 'releaser'];

/** Words that say what comes before publishing, or that something else is published. */
const preparingWords: ReadonlySet<string> = new Set(
  [
    'prep prepare plan meta pr check verify validate notes changelog draft',
    'coverage docs documentation pages site test tests results report reports',
  ].flatMap((words) => words.split(' ')),
);

/** Words by which names mean a registry; credentials' words are beside each registry's own rules. */
const registryWords: Readonly<Record<string, readonly string[]>> = {
  npm: ['npm', 'npmjs'],
  pypi: ['pypi', 'twine', 'wheel', 'poetry'],
  'crates.io': ['crates', 'crate', 'cargo'],
  'maven-central': ['maven', 'mvn', 'sonatype', 'ossrh'],
  rubygems: ['gem', 'rubygem', 'rubygems'],
  nuget: ['nuget'],
  'pub.dev': ['pubdev', 'pub', 'dart', 'flutter'],
  jsr: ['jsr'],
  hex: ['hex', 'hexpm'],
  'docker-hub': ['dockerhub'],
  'vscode-marketplace': ['vscode', 'vsce', 'vsix'],
  'open-vsx': ['openvsx', 'ovsx'],
};

/**
 * Guesses for an action, or a reusable workflow of another repository, that no table describes: it is handed a
 * registry's credential, or its name says that it publishes there.
 */
export function guessesOf(
  act: ActionAct,
  stepEnvironment: ReadonlySet<string>,
  registries: readonly Registry[],
  idToken: boolean,
): readonly Guess[] {
  if (
    notPublishing.some((start) => act.action.startsWith(start)) ||
    carriedCommands.some(({ action }) => action === act.action)
  )
    return [];
  const handed: readonly Handed[] = [
    ...[...act.inputs].map(([name, value]) => ({ name, value, carrier: { input: name }, shown: `input ${name}` })),
    ...(act.secrets === 'inherit'
      ? []
      : [...act.secrets].map(([name, value]) => ({ name, value, carrier: null, shown: `secret ${name}` }))),
    ...[...act.environment]
      .filter(([name]) => stepEnvironment.has(name))
      .map(([name, value]) => ({ name, value, carrier: { env: name }, shown: `environment variable ${name}` })),
  ];
  // an owner's name says who, not what
  const words = act.action
    .split('/')
    .slice(1)
    .join('/')
    .replace(/\.ya?ml$/, '')
    .split(/[^a-z0-9]+/);
  const asked = handed.flatMap(({ name, value }) =>
    isPublishInput(name) && textOf(value) !== 'false' && textOf(value) !== '' ? name.split(/[^a-z0-9]+/) : [],
  );
  const publishes =
    (publishingWords.some((word) => words.includes(word)) || words.some((word) => word.startsWith('publish'))) &&
    !words.some((word) => preparingWords.has(word));
  // an action that a table describes publishes under that table's conditions only
  const others = registries.filter(({ actions }) => !actions.some(({ action }) => describes(action, act.action)));
  return others.flatMap((registry): readonly Guess[] => {
    const credentials = handed.filter(
      ({ name, value }) =>
        isSecret(value) &&
        (namesCredential(name, registry.credentials) ||
          secretNames(value).some((secret) => namesCredential(secret, registry.credentials))),
    );
    const named = publishes && (registryWords[registry.id] ?? []).some((word) => words.includes(word));
    const isAsked = (registryWords[registry.id] ?? []).some((word) => asked.includes(word));
    if (credentials.length === 0 && !isAsked && !(named && (idToken || act.secrets === 'inherit' || !act.workflow)))
      return [];
    if (disabled(handed)) return [];
    const [first] = credentials;
    const reason =
      first === undefined
        ? `nothing describes ${act.action}, but its name says that it publishes to ${registry.title}`
        : `nothing describes ${act.action}, but it is handed a credential of ${registry.title} (${first.shown})`;
    return [{ registry, reason, handed: credentials.flatMap(({ carrier }) => carrier ?? []) }];
  });
}

function describes(rows: readonly string[], action: string): boolean {
  return rows.some((row) => row === action || (row.endsWith('/*') && action.startsWith(row.slice(0, -1))));
}

/**
 * A reusable workflow of another repository that is called to release, where only one registry has packages here: it
 * may mint credentials (`id-token: write`) or gets every secret, and it says `publish` or `release`.
 */
export function guessFromManifests(
  act: ActionAct,
  registries: readonly Registry[],
  withPackages: ReadonlySet<string>,
  idToken: boolean,
): readonly Guess[] {
  if (!act.workflow || withPackages.size !== 1) return [];
  if (!idToken && act.secrets !== 'inherit') return [];
  const asked = [...act.inputs].some(
    ([name, value]) =>
      isPublishInput(name) && /publish/.test(name) && textOf(value) !== 'false' && textOf(value) !== '',
  );
  const name = act.action.split('/').at(-1) ?? '';
  if (!asked && !/publish|^release\.ya?ml$|^perform-release/.test(name)) return [];
  if (/prep|test|draft|please|notes|changelog|docs|pages|commit|preview|canary/.test(name)) return [];
  const registry = registries.find(({ id }) => withPackages.has(id));
  return registry === undefined
    ? []
    : [
        {
          registry,
          reason: `nothing describes ${act.action}, but it is called to release and the packages here belong to ${registry.title}`,
          handed: [],
        },
      ];
}

/** `dry-run: true`, `publish: false`, `upload: false`: handed a credential and told not to use it. */
function disabled(handed: readonly Handed[]): boolean {
  return handed.some(({ name, value }) => {
    const texts = candidatesOf(value);
    if (texts === null || texts.length === 0) return false;
    if (/^(dry[-_]?run|skip[-_]?(publish|upload)|no[-_]?publish)$/.test(name))
      return texts.every((text) => text === 'true');
    return /^(publish|upload|push|release|npm[-_]?publish)$/.test(name) && texts.every((text) => text === 'false');
  });
}

const askingWords: ReadonlySet<string> = new Set(['publish', 'push', 'release', 'deploy', 'upload']);

/** `nuget-push: true`, `publish-npm: true`. */
function isPublishInput(name: string): boolean {
  const words = name.split(/[^a-z0-9]+/);
  return words.some((word) => askingWords.has(word)) && !words.some((word) => preparingWords.has(word));
}

/** Registries that a text names by one of their words. */
export function registriesNamed(text: string, registries: readonly Registry[]): readonly Registry[] {
  const words = text.toLowerCase().split(/[^a-z0-9]+/);
  return registries.filter(({ id }) => (registryWords[id] ?? []).some((word) => words.includes(word)));
}

function isSecret(value: Value): boolean {
  return referencesOf(value).some(
    ({ context, path }) =>
      (context === 'secrets' && path[0]?.toUpperCase() !== 'GITHUB_TOKEN') ||
      (context === 'steps' && /token|key|password|credential/i.test(path.at(-1) ?? '')),
  );
}

function secretNames(value: Value): readonly string[] {
  return referencesOf(value).flatMap(({ context, path }) =>
    context === 'secrets' && path[0] !== undefined ? [path[0]] : [],
  );
}
