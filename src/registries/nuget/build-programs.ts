import { candidatesOf, emptyValue, referencesOf, showValue, type Value } from '../../types/values.ts';
import type { Act, CommandAct } from '../act.ts';

/**
 * Whether a command runs the project's own build program (Cake, Nuke, a project or a library), tells it to publish and
 * hands it a key of nuget.org. What the program does is code, and which feed it takes is decided there.
 */
export function isPublishingBuild(act: Act): boolean {
  return act.kind === 'command' && act.program === 'dotnet' && runsBuild(act) && saysPublish(act) && isHandedKey(act);
}

/** The feed is named in the program's code; null for any other command. */
export function feedOfBuild(act: Act): Value | null {
  return isPublishingBuild(act)
    ? [{ kind: 'hidden', references: [], candidates: null, source: 'the feed that the build program names' }]
    : null;
}

/** Flags by which build programs are handed the key, as they are spelled in the wild. */
export const buildKeyFlags: readonly string[] = [
  '--nuget-key',
  '--nuget-api-key',
  '--nuget-apikey',
  '--nuget-token',
  '--nugetKey',
  '--nugetkey',
  '--nugetApiKey',
  '--nugetapikey',
  '--NuGetApiKey',
  '--NugetApiKey',
];

/** `dotnet make` is Cake's too; `fallout` follows Nuke. */
const builders = ['run', 'exec', 'cake', 'make', 'nuke', 'fallout', 'fake', 'script', 'fsi'];

function runsBuild(act: CommandAct): boolean {
  const first = showValue(act.words[0] ?? emptyValue);
  return builders.includes(first.toLowerCase()) || /\.(dll|csx|fsx|cake)$/i.test(first);
}

/** `-c Release` is how it is compiled. */
function saysPublish(act: CommandAct): boolean {
  const words = act.words.map(showValue);
  return words.some(
    (word, index) =>
      /publish|push|deploy|release/i.test(word) &&
      !/configuration/i.test(word) &&
      !/^(-c|--configuration|--project|-p)$/.test(words[index - 1] ?? ''),
  );
}

function isHandedKey(act: CommandAct): boolean {
  const flags = act.words.map((word) => showValue(word).split('=', 1)[0] ?? '');
  if (flags.some((flag) => buildKeyFlags.includes(flag))) return true;
  return [...act.environment].some(
    ([name, value]) => isKey(name, value) && !ofOther.test(`${name} ${sourceOf(value)}`),
  );
}

/** Feeds that are not nuget.org, by the names that keys are given. */
const ofOther = /feedz|myget|github|azure|gitlab|preview|nightly|internal|private/i;

function isKey(name: string, value: Value): boolean {
  return /nuget/i.test(name) && /key|token/i.test(name) && (candidatesOf(value) ?? ['?']).some((text) => text !== '');
}

/** Names of the secrets that a value is made of. */
function sourceOf(value: Value): string {
  return referencesOf(value)
    .flatMap(({ context, path }) => (context === 'secrets' ? path : []))
    .join(' ');
}
