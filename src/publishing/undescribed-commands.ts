import type { Registry } from '../registries/registry.ts';
import { referencesOf, showValue, textOf } from '../types/values.ts';
import { namesCredential } from './credentials.ts';
import type { Happening } from './interpret/run.ts';
import type { Guess } from './undescribed.ts';

/**
 * Guesses for a command whose script files cannot tell (a build tool's own language, a file that is made on the way): it
 * says `publish` and a registry's credential was put into its environment.
 */
export function guessedFromCommand(
  happening: Happening,
  stepEnvironment: ReadonlySet<string>,
  registries: readonly Registry[],
): readonly Guess[] {
  const { act, entersScript } = happening;
  if (act.kind !== 'command' || entersScript || readers.has(act.program)) return [];
  const words = [act.program, ...act.words.map(showValue)].join(' ').toLowerCase();
  if (!/(^|[^a-z])(publish|release|deploy|upload|push)/.test(words) || /dry-?run|--help/.test(words)) return [];
  return registries.flatMap((registry): readonly Guess[] => {
    const handed = [...act.environment].filter(
      ([name, value]) =>
        namesCredential(name, registry.credentials) &&
        textOf(value) !== '' &&
        referencesOf(value).some(({ context }) => context === 'secrets' || context === 'steps'),
    );
    const named = handed.filter(([name]) => stepEnvironment.has(name) || /publish/.test(words));
    const [first] = named;
    if (first === undefined) return [];
    return [
      {
        registry,
        reason: `${words.slice(0, 60)} cannot be read from files, but it has a credential of ${registry.title} (${first[0]})`,
        handed: named.map(([name]) => ({ env: name })),
      },
    ];
  });
}

/** Programs whose words may say `release` or `push` and that publish no package. */
const readers: ReadonlySet<string> = new Set([
  'git',
  'gh',
  'hub',
  'curl',
  'wget',
  'jq',
  'grep',
  'sed',
  'awk',
  'cat',
  'ls',
  'cp',
  'mv',
  'mkdir',
  'rm',
  'test',
  '[',
  'echo',
  'exit',
  'set',
  'export',
  'npm',
  'pnpm',
  'yarn',
  'cargo',
  'dotnet',
  'nuget',
  'gem',
  'docker',
  'twine',
  'gpg',
  'aws',
  'gcloud',
  'az',
  'zip',
  'tar',
  'unzip',
  'find',
  'touch',
  'chmod',
  'read',
  'for',
  'sleep',
  'local',
  'return',
  'conventional-changelog',
  'gradle',
]);
