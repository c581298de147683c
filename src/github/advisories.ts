import { z } from 'zod';
import { gitHubEcosystems } from '../types/ecosystems.ts';
import { type IssueMarker, markerLine, markerOf } from '../types/issue-marker.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { GitHubClient } from './client.ts';
import type { AppName } from './issues.ts';
import { isSuccess, type NotTold, notTold, type Place } from './told.ts';

/** What a draft security advisory says. Only those who keep the repository's security see it. */
export interface AdvisoryText {
  /** One line; 1,024 characters at most. */
  readonly summary: string;
  /** Markdown; our marker is put before it. */
  readonly description: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly packages: readonly AdvisoryPackage[];
}

export interface AdvisoryPackage {
  readonly registry: RegistryId;
  readonly name: string;
  readonly versions: readonly string[];
}

/** An advisory that our own app has written. */
export interface OwnAdvisory {
  /** `GHSA-xxxx-xxxx-xxxx`. */
  readonly id: string;
  /** Where people open it. */
  readonly url: string;
  /** A published or closed one was taken over by people. */
  readonly state: 'draft' | 'published' | 'closed';
  readonly summary: string;
  /** With our marker. */
  readonly description: string;
}

export type AdvisoryOutcome = { readonly outcome: 'written'; readonly advisory: OwnAdvisory } | NotTold;

export type FoundAdvisory = { readonly outcome: 'found'; readonly advisory: OwnAdvisory | null } | NotTold;

const ofRepository = '/repos/{owner}/{repo}/security-advisories';
const ofId = `${ofRepository}/{ghsa_id}`;

/**
 * Sees to it that there is one draft with this marker that says this, and never a second. An advisory of ours that
 * people have published or closed is left as it is, and given back as `written` with its state.
 *
 * @throws GitHubUnavailable
 */
export async function keepDraftAdvisory(
  client: GitHubClient,
  place: Place,
  marker: IssueMarker,
  text: AdvisoryText,
  app: AppName,
): Promise<AdvisoryOutcome> {
  const found = await findAdvisory(client, place, marker, app);
  if (found.outcome !== 'found') return found;
  const { advisory } = found;
  if (advisory === null) return createDraftAdvisory(client, place, marker, text);
  const isAsItShould = advisory.summary === summaryOf(text) && advisory.description === descriptionOf(marker, text);
  if (advisory.state !== 'draft' || isAsItShould) return { outcome: 'written', advisory };
  return updateAdvisory(client, place, advisory.id, marker, text);
}

/** Without a look whether there is one: `keepDraftAdvisory` looks first. */
export async function createDraftAdvisory(
  client: GitHubClient,
  place: Place,
  marker: IssueMarker,
  text: AdvisoryText,
): Promise<AdvisoryOutcome> {
  return written(await client.request(`POST ${ofRepository}`, { ...place, ...bodyOf(marker, text) }));
}

/** @param id of an advisory that was made or found here */
async function updateAdvisory(
  client: GitHubClient,
  place: Place,
  id: string,
  marker: IssueMarker,
  text: AdvisoryText,
): Promise<AdvisoryOutcome> {
  return written(await client.request(`PATCH ${ofId}`, { ...place, ghsa_id: id, ...bodyOf(marker, text) }));
}

/** Closes a draft that was a false alarm, with the text that says so. */
export async function closeAdvisory(
  client: GitHubClient,
  place: Place,
  id: string,
  marker: IssueMarker,
  text: AdvisoryText,
): Promise<AdvisoryOutcome> {
  const body = { ...bodyOf(marker, text), state: 'closed' };
  return written(await client.request(`PATCH ${ofId}`, { ...place, ghsa_id: id, ...body }));
}

/**
 * The advisory that carries our marker with this key and repository, drafts first; null where there is none among the
 * newest of each state. Reports that people file in private are not looked at: anybody can paste a marker into theirs.
 *
 * @throws GitHubUnavailable
 */
export async function findAdvisory(
  client: GitHubClient,
  place: Place,
  marker: IssueMarker,
  app: AppName,
): Promise<FoundAdvisory> {
  for (const state of ['draft', 'published', 'closed']) {
    const answer = await client.request(`GET ${ofRepository}`, { ...place, state, sort: 'updated', per_page: 100 });
    if (!isSuccess(answer)) return notTold(answer);
    const listed = z.array(z.unknown()).safeParse(answer.data).data ?? [];
    const ours = listed.flatMap((item) => ownAdvisoryOf(item, app) ?? []);
    const found = ours.find(({ description }) => {
      const own = markerOf(description);
      return own?.key === marker.key && own.repositoryId === marker.repositoryId;
    });
    if (found !== undefined) return { outcome: 'found', advisory: found };
  }
  return { outcome: 'found', advisory: null };
}

const longest = { summary: 1_024, description: 65_535 };
const mostVulnerabilities = 100;

function bodyOf(marker: IssueMarker, text: AdvisoryText) {
  const vulnerabilities = text.packages.flatMap(({ registry, name, versions }) =>
    (versions.length === 0 ? [null] : versions).map((version) => ({
      package: { ecosystem: gitHubEcosystems[registry] ?? 'other', name },
      vulnerable_version_range: version === null ? null : `= ${version}`,
    })),
  );
  return {
    summary: summaryOf(text),
    description: descriptionOf(marker, text),
    severity: text.severity,
    vulnerabilities: vulnerabilities.slice(0, mostVulnerabilities),
  };
}

function summaryOf({ summary }: AdvisoryText): string {
  return summary.slice(0, longest.summary);
}

function descriptionOf(marker: IssueMarker, { description }: AdvisoryText): string {
  return `${markerLine(marker)}\n${description}`.slice(0, longest.description);
}

const shape = z.object({
  ghsa_id: z.string().regex(/^GHSA(?:-[a-z0-9]{4}){3}$/),
  html_url: z.string(),
  state: z.enum(['draft', 'published', 'closed']),
  summary: z.string(),
  description: z.string().nullish(),
});

const authored = z.object({ author: z.object({ login: z.string() }).nullish() });

function written(answer: Awaited<ReturnType<GitHubClient['request']>>): AdvisoryOutcome {
  const { data } = shape.safeParse(answer.data);
  return isSuccess(answer) && data !== undefined ? { outcome: 'written', advisory: advisoryOf(data) } : notTold(answer);
}

function advisoryOf({ ghsa_id: id, html_url: url, state, summary, description }: z.infer<typeof shape>): OwnAdvisory {
  return { id, url, state, summary, description: description ?? '' };
}

/** Null where it is not by our app's bot, or where GitHub names no author, not by somebody who may write advisories. */
function ownAdvisoryOf(item: unknown, { slug }: AppName): OwnAdvisory | null {
  const { data } = shape.safeParse(item);
  const login = authored.safeParse(item).data?.author?.login;
  if (data === undefined) return null;
  return login === undefined || login.toLowerCase() === `${slug}[bot]`.toLowerCase() ? advisoryOf(data) : null;
}
