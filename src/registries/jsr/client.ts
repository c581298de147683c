import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { RegistryClient } from '../client.ts';
import { jsonAnswer, readJson } from '../json-answer.ts';
import { isJsonObject, type LastingDocument, lastingAnswer } from '../lasting-answer.ts';
import { registryTime } from '../registry-time.ts';
import { bareRelease, mostReleases, type PackageHistory, type RegistryRelease, unknownPublisher } from '../release.ts';

/**
 * JSR. The list of versions comes from the registry's own files, as JSR asks of tools; who published a version, and
 * whether it has provenance, is known to the API only and asked for single releases. Shapes: JSR's `api/src/api.yml`.
 */
export const client: RegistryClient = {
  isName: (name) => partsOf(name) !== null,
  history: async (name, http) => {
    const parts = partsOf(name);
    if (parts === null) return { state: 'absent', source: site };
    const path = `/@${parts.scope}/${parts.name}/meta.json`;
    const answer = await jsonAnswer(http, { service: 'jsr', base: 'main', path }, metadata);
    if (answer.state !== 'seen') return answer;
    if (answer.value.scope !== parts.scope || answer.value.name !== parts.name)
      return { state: 'unreadable', reason: 'the registry answered with another package', source: answer.source };
    return { ...answer, value: historyOf(name, answer.value, answer.source) };
  },
  details,
};

const site = 'https://jsr.io';

function partsOf(text: string): { readonly scope: string; readonly name: string } | null {
  const [, scope, name] = /^@([a-z0-9-]{1,100})\/([a-z0-9-]{1,100})$/.exec(text) ?? [];
  return scope === undefined || name === undefined ? null : { scope, name };
}

const metadata = z.object({
  scope: z.string(),
  name: z.string(),
  latest: z.string().nullable().catch(null),
  /** The repository that may publish by its identity; added in August 2026. */
  githubRepository: z
    .object({ owner: z.string().regex(/^[\w-]{1,100}$/), name: z.string().regex(/^[\w.-]{1,100}$/) })
    .nullable()
    .catch(null),
  versions: z.record(z.string(), z.object({ createdAt: z.unknown(), yanked: z.unknown() }).partial().catch({})),
});

type Metadata = z.infer<typeof metadata>;

function historyOf(name: string, { latest, githubRepository, versions }: Metadata, source: string): PackageHistory {
  const all = Object.entries(versions)
    .filter(([version]) => semanticVersion.test(version))
    .map(([version, { createdAt, yanked }]) => ({
      ...bareRelease(version),
      publishedAt: registryTime(createdAt)?.iso ?? null,
      withdrawn: yanked === true ? ({ kind: 'yanked', reason: null } as const) : null,
    }))
    .toSorted(byTime);
  const releases = all.slice(-mostReleases);
  return {
    registry: 'jsr',
    name,
    releases,
    omitted: all.length - releases.length,
    vanished: [],
    owners: { state: 'absent', source },
    sourceLinks:
      githubRepository === null ? [] : [`https://github.com/${githubRepository.owner}/${githubRepository.name}`],
    settings: { trustedPublishingOnly: null, twoFactorRequired: null },
    status: 'active',
    newest: releases.some(({ version }) => version === latest) ? latest : null,
    malware: [],
    page: `${site}/${name}`,
  };
}

/** Versions on JSR are semantic ones, with nothing before or after. */
const semanticVersion = /^\d{1,16}\.\d{1,16}\.\d{1,16}(?:[-+][0-9A-Za-z.+-]{1,200})?$/;

function byTime(left: RegistryRelease, right: RegistryRelease): number {
  return Date.parse(left.publishedAt ?? '1970') - Date.parse(right.publishedAt ?? '1970');
}

const packageVersion = z.object({
  version: z.string(),
  createdAt: z.unknown().optional(),
  rekorLogId: z.unknown().optional(),
  user: z.unknown().optional(),
});

async function details(name: string, release: RegistryRelease, http: Http): Promise<Observation<RegistryRelease>> {
  const parts = partsOf(name);
  if (parts === null || !semanticVersion.test(release.version)) return { state: 'absent', source: site };
  const path = `/scopes/${parts.scope}/packages/${parts.name}/versions/${encodeURIComponent(release.version)}`;
  const asked = { service: 'jsr', base: 'api', path, accept: 'application/json' } as const;
  const answer = readJson(await lastingAnswer(http, asked, documentOf(release)), packageVersion);
  if (answer.state !== 'seen') return answer;
  const { version, createdAt, rekorLogId, user } = answer.value;
  if (version !== release.version)
    return { state: 'unreadable', reason: 'the registry answered with another version', source: answer.source };
  const isLogged = typeof rekorLogId === 'string' && rekorLogId !== '';
  const value: RegistryRelease = {
    ...release,
    publishedAt: release.publishedAt ?? registryTime(createdAt)?.iso ?? null,
    attested: isLogged ? 'yes' : rekorLogId === null ? 'no' : 'unknown',
    publisher: publisherOf(isLogged, user),
  };
  return { ...answer, value };
}

/** Without an entry of the log it is not whole yet. Whether it was yanked is read from the list, as that can change. */
function documentOf({ publishedAt }: RegistryRelease): LastingDocument {
  return {
    isDocument: isJsonObject,
    isWhole: (text) => /"rekorLogId"\s*:\s*"[^"]/.test(text),
    publishedAt,
  };
}

const account = z.object({ name: z.string().min(1).max(200) });

/**
 * Only what GitHub Actions publishes by its identity gets an entry in the transparency log. Without one nothing is said
 * about how it came, since provenance can be switched off there.
 */
function publisherOf(isLogged: boolean, user: unknown): RegistryRelease['publisher'] {
  const name = account.safeParse(user).data?.name ?? null;
  return isLogged ? { ...unknownPublisher, kind: 'trusted', name, provider: 'github' } : { ...unknownPublisher, name };
}
