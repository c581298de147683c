import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { namesCredential } from '../publishing/credential-names.ts';
import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import { bindingValuesOf } from './binding-values.ts';
import type { Evidence, Judgement } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { fail, pass, unreadable } from './judgements.ts';
import { isSameName, placesOf, type StoredSecret, storedSecrets } from './stored-secrets.ts';
import { notNeededSince, notNeededWords } from './token-need.ts';
import { namedSecrets, type Reader, readersOf } from './token-readers.ts';
import { keptWords, readersWords, retirement } from './token-steps.ts';

/** A registry to which nothing here publishes with a token. */
export interface WithoutToken {
  readonly registry: Registry;
  readonly publications: readonly SitedPublication[];
  /** What was learnt of the packages that these publications make; none where nobody asked. */
  readonly packages: readonly PackageEvidence[];
}

/** Secrets that are named like a token of the registry, although nothing needs one: those that workflows name, and those that only lie about. */
export function leftovers(without: WithoutToken, evidence: Evidence): readonly Judgement[] {
  const { registry } = without;
  const { stored, hidden } = storedSecrets(evidence.settings);
  const names = new Set(
    [...evidence.map.workflows.flatMap(namedSecrets), ...stored.map(({ name }) => name.toUpperCase())].filter((name) =>
      looksLikeToken(name, registry),
    ),
  );
  const found = [...names].toSorted().flatMap((name) => leftover(name, without, evidence) ?? []);
  const named = found.filter(({ isNamed }) => isNamed).map(({ judgement }) => judgement);
  const unused = found.filter(({ isNamed }) => !isNamed).map(({ judgement }) => judgement);
  if (named.length === 0)
    named.push(pass(registry.id, `no workflow hands on a secret that is named like a token of ${registry.title}`));
  if (unused.length === 0)
    unused.push(
      hidden === null
        ? pass(registry.id, `GitHub stores no unused secret that is named like a token of ${registry.title}`)
        : unreadable(registry.id, 'the names of the secrets that GitHub stores', hidden),
    );
  return [...named, ...unused];
}

/** Null where GitHub stores no such secret: what names it gets nothing. */
function leftover(
  name: string,
  { registry, publications, packages }: WithoutToken,
  evidence: Evidence,
): { readonly isNamed: boolean; readonly judgement: Judgement } | null {
  const { places, seen } = placesOf(name, evidence.settings);
  const readers = readersFrom(name, places, seen, evidence);
  const isNamed = readers.some(({ how }) => how === 'name');
  if (places.length === 0 && (seen || !isNamed)) return null;
  const need = notNeededSince(packages);
  const remedy = registry.remedies.deleteToken(bindingValuesOf(publications, evidence.subject));
  const kept = places.length === 0 ? codeWords(`secrets.${name}`) : `${codeWords(name)} of ${keptWords(places)}`;
  return {
    isNamed,
    judgement: fail(registry.id, {
      reason: `${kept} ${need === null ? noUse(registry, packages) : notNeededWords(need)}; ${readersWords(readers)}: ${whatNow(places, need === null && readers.length > 0)}`,
      at: readers.map(({ location }) => location),
      key: isNamed ? [name] : ['stored', name],
      severity: 'medium',
      since: need?.day,
      remediation: retirement({ name, places, seen, readers, proved: need !== null }, remedy, evidence.subject),
    }),
  };
}

/** Others may need what an organisation keeps for all of its repositories. */
function whatNow(places: readonly StoredSecret[], isInDoubt: boolean): string {
  const isOthers =
    places.length > 0 && places.every(({ others }) => others !== undefined && others.named.length + others.more > 0);
  const end = isOthers ? 'take this repository off the list of those that may use it' : 'delete it';
  return isInDoubt ? `see what for, and ${end}` : end;
}

/** Said where the ledger does not show since when. */
function noUse({ title }: Registry, packages: readonly PackageEvidence[]): string {
  const files = `is not what publishes: every step here that publishes to ${title} uses trusted publishing`;
  return packages.length === 0 ? files : `${files}, though ${title} does not tell how the newest releases came`;
}

/**
 * Jobs that get it. Those that publish elsewhere need a token there; and a secret of environments alone is handed to jobs
 * that name one of them.
 */
function readersFrom(
  name: string,
  places: readonly StoredSecret[],
  seen: boolean,
  { map }: Evidence,
): readonly Reader[] {
  const serves = new Set(map.elsewhere.map(({ job }) => job));
  const readers = readersOf(name, map.workflows).filter(({ job }) => job === null || !serves.has(job));
  const environments = places.flatMap(({ kept }) => (kept.kind === 'environment' ? [kept.name] : []));
  if (!seen || environments.length < places.length || places.length === 0) return readers;
  return readers.filter(({ job, how }) => {
    const environment = job?.environment?.name.value;
    if (how === 'inherit' || environment?.includes('${{') === true) return true;
    return environment !== undefined && environments.some((each) => isSameName(each, environment));
  });
}

function looksLikeToken(name: string, registry: Registry): boolean {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return namesCredential(name, registry.credentials) && !words.some((word) => otherThings.has(word));
}

/** Words in names of secrets that are no token of the registry: who publishes, where to, and rehearsals. */
const otherThings: ReadonlySet<string> = new Set(
  [
    'user username login owner org organization name email url host registry',
    'test testpypi staging read readonly ro private internal github slack webhook',
  ].flatMap((words) => words.split(' ')),
);
