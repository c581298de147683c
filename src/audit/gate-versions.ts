import { indexTags } from '../ledger/tags.ts';
import { versionKey } from '../ledger/version-key.ts';
import { registryOf } from '../registries/index.ts';
import { codeWords } from '../registries/plain.ts';
import type { PackageHistory } from '../registries/release.ts';
import type { DeploymentFacts, PlannedPackage } from './gate.ts';
import { cannotTell, doesNotApply, hidden, type Judged, listed, passes, refuses } from './gate-words.ts';

/** Do the tag and the manifests name the same version? */
export function versionCheck({ source, plan }: DeploymentFacts): Judged {
  if (source.state === 'unreadable') return hidden('the tag', source);
  if (plan.state === 'unreadable') return hidden('the manifests of the commit', plan);
  const tag = source.state === 'seen' ? source.value.tag : null;
  const packages = plan.state === 'seen' ? plan.value.packages : [];
  if (packages.length === 0) return doesNotApply('no package is known that is published here');
  if (tag === null) return doesNotApply('the run is for a branch, and no tag names a version');
  if (versionIn(tag.name) === null) return doesNotApply(`the tag ${codeWords(tag.name)} names no version`);
  const stated = packages.filter(({ version }) => version !== null);
  if (stated.length === 0) return doesNotApply('no manifest states a version that the tag could be compared with');
  const [first] = taggedBy(tag.name, packages);
  if (first !== undefined)
    return passes(`the tag ${codeWords(tag.name)} and the manifest agree on ${codeWords(first.version ?? '')}`);
  const said = stated.map(({ name, version }) => `${name ?? ''} ${version ?? ''}`.trim());
  return refuses(`the tag is ${codeWords(tag.name)}, and the manifests say ${listed(said)}`);
}

/**
 * Is there something that the registry does not have yet? A release that failed half-way is made again, so that one package
 * that is missing is enough; where a tag names some of several packages, those count.
 */
export function unpublishedCheck(facts: DeploymentFacts): Judged {
  const { source, plan } = facts;
  if (plan.state === 'unreadable') return hidden('the manifests of the commit', plan);
  const packages = plan.state === 'seen' ? plan.value.packages : [];
  if (packages.length === 0) return doesNotApply('no package is known that is published here');
  if (source.state === 'unreadable') return hidden('the tag', source);
  const tag = source.state === 'seen' ? source.value.tag : null;
  const tagged = tag === null ? [] : taggedBy(tag.name, packages);
  const meant = tagged.length > 0 ? tagged : packages;
  const chooser = meant.find(({ chosenBy }) => chosenBy !== null)?.chosenBy;
  if (tag === null && typeof chooser === 'string')
    return doesNotApply(`${codeWords(chooser)} chooses the version while it runs`);
  const answers = meant.map((each) => standingOf(facts, each, tag === null ? null : versionIn(tag.name)));
  const unread = answers.find(({ outcome }) => outcome === 'cannot-tell');
  if (unread !== undefined) return unread;
  const fresh = answers.find(({ outcome }) => outcome === 'passes');
  if (fresh !== undefined) return fresh;
  const open = answers.find(({ outcome }) => outcome === 'does-not-apply');
  return open ?? answers[0] ?? doesNotApply('no version is known that could be looked for');
}

function standingOf({ histories }: DeploymentFacts, each: PlannedPackage, fromTag: string | null): Judged {
  const { registry, name } = each;
  const version = each.version ?? fromTag;
  const { title, client } = registryOf(registry);
  if (name === null) return doesNotApply(`files do not tell which package goes to ${title}`);
  if (version === null) return doesNotApply(`files do not tell which version of ${codeWords(name)} is published`);
  if (client === undefined) return doesNotApply(`Mintmark does not know how to ask ${title}`);
  const history = histories.find((asked) => asked.registry === registry && asked.name === name)?.history;
  const what = codeWords(`${name} ${version}`);
  if (history === undefined) return cannotTell(`${title} was not asked about ${what}`);
  if (history.state === 'unreadable') return hidden(`${title}'s record of ${codeWords(name)}`, history);
  if (history.state === 'seen' && isThere(history.value, version)) return refuses(`${title} has ${what} already`);
  return passes(`${title} does not have ${what} yet`);
}

function isThere({ releases, vanished }: PackageHistory, version: string): boolean {
  const key = looseKey(version);
  return [...releases, ...vanished].some(
    (each) => each.version === version || (key !== null && looseKey(each.version) === key),
  );
}

/** What comes after a `+` makes another version on some registries, and is left out of the key. */
function looseKey(version: string): string | null {
  return version.includes('+') ? null : (versionKey(version)?.loose ?? null);
}

/**
 * The packages whose version a tag names: those that it names themselves, else, for a tag that says no more than a version,
 * all that have it.
 */
function taggedBy(tag: string, packages: readonly PlannedPackage[]): readonly PlannedPackage[] {
  const hasNeighbours = new Set(packages.map(({ name }) => name)).size > 1;
  const found = packages.map((each) => ({ each, kind: kindOf(tag, each, hasNeighbours) }));
  const own = found.filter(({ kind }) => kind === 'version' || kind === 'alias');
  const isOfOne = own.length > 0 || packages.some((each) => isNamedIn(tag, each));
  return (isOfOne ? own : found.filter(({ kind }) => kind === 'stray')).map(({ each }) => each);
}

function kindOf(tag: string, { registry, name, version, directory }: PlannedPackage, hasNeighbours: boolean) {
  if (version === null || name === null) return null;
  const releases = [{ version, publishedAt: null }];
  const about = { registry, name, directory, releases, hasNeighbours };
  const [match] = indexTags([{ name: tag, commit: '', at: null, madeAt: null }], about).tagsOf(version);
  return match?.kind ?? null;
}

/** Whether what stands before the version in a tag is a package's name or folder. */
function isNamedIn(tag: string, { name, directory }: PlannedPackage): boolean {
  const version = versionIn(tag) ?? '';
  const stem = tag
    .slice(0, tag.length - version.length)
    .replace(/v$/i, '')
    .replace(/[-_@/.]+$/, '');
  const short = name?.split(/[/:]/).at(-1);
  return stem !== '' && (stem === name || stem === directory || stem === short || stem.endsWith(`/${short}`));
}

/** `1.2.3` of `v1.2.3`, `name@1.2.3` and `release-1.2.3`; null where a tag ends in no version. */
function versionIn(tag: string): string | null {
  if (tag.length > longestTag) return null;
  const start = [...tag.matchAll(/(?<=^|[^a-z0-9.]|(?:^|[^a-z0-9])[vr])\d/gi)][0]?.index;
  const text = start === undefined ? null : tag.slice(start);
  return text === null || versionKey(text) === null || !/^\d+(?:\.\d+)/.test(text) ? null : text;
}

const longestTag = 256;
