import type { Publication } from '../publishing/publication.ts';
import { codeWords, plain } from '../registries/plain.ts';
import type { PublishFacts } from '../registries/recogniser.ts';
import type { Registry } from '../registries/registry.ts';

/**
 * What publishes in the end, as it may stand in a sentence: the last of `npm run release → npm publish`. A flag may be
 * followed by a credential, so a command that no table names is cut before its first.
 */
export function toolOf({ via }: Publication): string {
  const words = lastOf(via).split(' ');
  const flag = words.findIndex((word) => word.startsWith('-') && !flagsOfTables.has(word));
  return plain(words.slice(0, flag === -1 ? undefined : flag).join(' '));
}

/** The same as code. */
export function toolWords(publication: Publication): string {
  return codeWords(toolOf(publication));
}

/** How the tool comes by OIDC; null where no table describes it. */
export function oidcOf({ via }: Publication, registry: Registry): PublishFacts['oidc'] | null {
  const rows: readonly PublishFacts[] = [...registry.commands, ...registry.actions];
  return rows.find((row) => row.via === lastOf(via))?.oidc ?? null;
}

/** They are part of a name: `pnpm -r publish`, `docker buildx build --push`. */
const flagsOfTables: ReadonlySet<string> = new Set(['-r', '--push']);

function lastOf(via: string): string {
  return via.slice(via.lastIndexOf('→') + 1).trim();
}
