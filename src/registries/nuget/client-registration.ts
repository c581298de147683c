import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import { jsonAnswer } from '../json-answer.ts';
import {
  looseFlag,
  looseName,
  looseText,
  mapSeen,
  rows,
  unreadable,
  versionText,
  wellFormed,
} from '../loose-fields.ts';
import { registryTime } from '../registry-time.ts';
import { bareRelease, type RegistryRelease, type Withdrawal } from '../release.ts';
import { askRegistrationFolder, below } from './client-services.ts';

export interface Registration {
  /** By version, lowest first. */
  readonly releases: readonly RegistryRelease[];
  /** Releases on pages that were not asked for. */
  readonly omitted: number;
  /** As the newest version spells it. */
  readonly id: string | null;
  /** The highest listed version that is no prerelease, else the highest listed. */
  readonly newest: string | null;
  /** Pages of the project that the versions name, newest first. */
  readonly homepages: readonly (string | null)[];
  /** The newest version is deprecated. */
  readonly isDeprecated: boolean;
}

/** All versions of a package: an index whose pages it holds itself, or that have to be asked for one by one. */
export async function askRegistration(name: string, http: Http): Promise<Observation<Registration>> {
  const folder = `${await askRegistrationFolder(http)}${name.toLowerCase()}/`;
  const asked = { service: 'nuget', base: 'main', path: `${folder}index.json`, mostBytes } as const;
  const index = await jsonAnswer(http, asked, indexShape);
  if (index.state !== 'seen') return index;

  const pages = wellFormed(index.value.items, pageShape);
  const newest = pages.slice(-mostPages);
  const leaves: unknown[] = [];
  for (const page of newest) {
    const items = await itemsOf(page, folder, { asked: index.source, path: asked.path }, http);
    if (items.state !== 'seen') return items;
    leaves.push(...items.value);
  }
  if (leaves.length === 0) return unreadable('the answer lists no versions', index.source);
  const omitted = pages.slice(0, -mostPages).reduce((sum, { count }) => sum + count, 0);
  return mapSeen(index, () => ({ ...registrationOf(wellFormed(leaves, leafShape)), omitted }));
}

async function itemsOf(
  page: Page,
  folder: string,
  index: { readonly asked: string; readonly path: string },
  http: Http,
): Promise<Observation<readonly unknown[]>> {
  if (page.items !== undefined) return { state: 'seen', value: page.items, source: index.asked };
  const documented = `${folder}page/${encodeURIComponent(page.lower ?? '')}/${encodeURIComponent(page.upper ?? '')}.json`;
  const path = below(page['@id'], index) ?? documented;
  const answer = await jsonAnswer(http, { service: 'nuget', base: 'main', path, mostBytes }, filledPageShape);
  if (answer.state === 'absent') return unreadable('a page of versions is missing', answer.source);
  return mapSeen(answer, ({ items }) => items);
}

function registrationOf(leaves: readonly Leaf[]): Omit<Registration, 'omitted'> {
  const entries = leaves.map(({ catalogEntry }) => catalogEntry);
  const listed = entries.filter((entry) => !isUnlisted(entry));
  const newest = listed.findLast(({ version }) => !version.includes('-')) ?? listed.at(-1) ?? null;
  const byVersion = new Map(entries.map((entry) => [entry.version, releaseOf(entry)]));
  return {
    releases: [...byVersion.values()],
    id: (newest ?? entries.at(-1))?.id ?? null,
    newest: newest === null ? null : newest.version,
    homepages: entries.toReversed().map(({ projectUrl }) => projectUrl),
    isDeprecated: (newest?.deprecation ?? null) !== null,
  };
}

function releaseOf(entry: Entry): RegistryRelease {
  const { version, published, dependencyGroups } = entry;
  const names = dependencyGroups
    .flatMap((group) => wellFormed(group.dependencies, dependencyShape))
    .map(({ id }) => id);
  return {
    ...bareRelease(version),
    publishedAt: isUnlisted(entry) ? null : (registryTime(published)?.iso ?? null),
    attested: 'no',
    withdrawn: withdrawalOf(entry),
    dependencies: [...new Set(names)].toSorted().slice(0, mostDependencies),
  };
}

function withdrawalOf(entry: Entry): Withdrawal | null {
  if (isUnlisted(entry)) return { kind: 'unlisted', reason: null };
  const { deprecation } = entry;
  if (deprecation === null) return null;
  return { kind: 'deprecated', reason: deprecation.message ?? (deprecation.reasons.join(', ') || null) };
}

/** An unlisted version has its time of publication replaced by the year 1900. */
function isUnlisted({ listed, published }: Entry): boolean {
  return listed === false || (published?.startsWith('1900-') ?? false);
}

/** Of the protocol's registration resource, whose lists may hold anything. */
const indexShape = z.object({ items: rows });

const pageShape = z.object({
  '@id': looseText,
  count: z.number().int().nonnegative().max(1_000_000).catch(0),
  lower: versionText.nullable().catch(null),
  upper: versionText.nullable().catch(null),
  items: rows.optional(),
});

type Page = z.infer<typeof pageShape>;

const filledPageShape = z.object({ items: rows });

const dependencyShape = z.object({ id: z.string().max(200) });

const leafShape = z.object({
  catalogEntry: z.object({
    id: looseName,
    version: versionText,
    published: looseText,
    listed: looseFlag,
    projectUrl: looseText,
    deprecation: z
      .object({ message: looseText, reasons: z.array(z.string().max(100)).max(10).catch([]) })
      .nullable()
      .catch(null),
    dependencyGroups: z.array(z.object({ dependencies: rows.catch([]) })).catch([]),
  }),
});

type Leaf = z.infer<typeof leafShape>;
type Entry = Leaf['catalogEntry'];

/** Of 64 versions each: more than a history holds. */
const mostPages = 20;
const mostBytes = 16 * 1024 * 1024;
const mostDependencies = 1000;
