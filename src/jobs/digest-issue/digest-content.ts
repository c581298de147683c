import { controls } from '../../controls/index.ts';
import { policyPath } from '../../github/policy-files.ts';
import { dayAfter } from '../../policy/day-after.ts';
import type { Declaration, Exemption } from '../../policy/policy.ts';
import { type PolicyText, resolvePolicy } from '../../policy/resolve.ts';
import { standingOf } from '../../policy/standing.ts';
import type { DigestContext } from '../../reports/digest/index.ts';
import type { Installation } from '../../store/store.ts';
import type { PostureQuery } from '../../store/stored-postures.ts';
import type { DigestRepository, DigestState } from '../../types/digest-state.ts';
import { dayOf } from '../audit-commit.ts';
import type { JobContext } from '../context.ts';
import { unsaidInPublic } from '../issue-plans.ts';
import type { DigestPlace } from './digest-place.ts';

/** What a digest is made from, of the repositories that may be told of where it is written. */
export interface DigestContent extends Pick<DigestContext, 'now' | 'incidents' | 'ending'> {
  /** Ids of the repositories. */
  readonly told: readonly number[];
}

/**
 * Reads what the store knows of an account now. In an internal repository, which more people read than the private ones,
 * nothing is told of those, nor of incidents, nor of what a public issue would not say.
 *
 * @param since when the last digest was made; null where this is the first
 */
export async function digestContent(
  context: JobContext,
  installation: Installation,
  { visibility }: DigestPlace,
  since: number | null,
): Promise<DigestContent> {
  const { store } = context;
  const ids = await store.repositories.idsOf(installation.id);
  const { rows } = await store.postures.list(ids, everything);
  const isTold = (row: (typeof rows)[number]) =>
    !row.archived && row.auditedAt !== null && (visibility === 'private' || row.visibility !== 'private');
  const repositories: DigestRepository[] = [];
  const incidents: string[] = [];
  const ending: DigestContext['ending'][number][] = [...(await endingOfAccount(context, installation))];
  for (const row of rows.filter(isTold)) {
    const posture = await store.postures.get(row.id);
    if (posture === null) continue;
    const name = `${row.owner}/${row.name}`;
    const open = posture.open
      .filter(({ control }) => visibility === 'private' || !unsaidInPublic.has(control))
      .map(({ control, registry, severity, findings }) => ({ control, registry, severity, findings }));
    repositories.push({ id: row.id, name, levels: row.levels, packages: posture.packages, open });
    if (visibility === 'private' && since !== null)
      incidents.push(...(await incidentsSince(context, row.id, since)).map(() => name));
    const terms = await endingOf(context, installation, row.id);
    ending.push(...terms.map((term) => ({ repository: name, term })));
  }
  const now: DigestState = { at: context.now(), repositories: repositories.toSorted((a, b) => a.id - b.id) };
  return { now, incidents, ending, told: now.repositories.map(({ id }) => id) };
}

const everything: PostureQuery = {
  search: '',
  registry: null,
  how: null,
  control: null,
  severity: null,
  quiet: true,
  sort: 'name',
  descending: false,
  offset: 0,
  limit: 5000,
};

async function incidentsSince({ store }: JobContext, repositoryId: number, since: number) {
  const all = await store.incidents.ofRepository(repositoryId);
  return all.filter(({ state, noticedAt }) => state === 'told' && noticedAt >= since);
}

/** What a repository's own file accepts or declares, and what of it ends soon. */
async function endingOf(context: JobContext, installation: Installation, repositoryId: number) {
  const { store } = context;
  const own = await store.policies.lastGood(`repository:${repositoryId}`);
  // Most have no file, or one that accepts nothing: their report need not be read
  if (own === null || !/accept|declare/.test(own)) return [];
  const report = await store.reports.ofRecord(repositoryId);
  const policy = policyFrom(context, own, await store.policies.lastGood(`organisation:${installation.accountId}`));
  const { ending } = standingOf(policy, report?.controls ?? [], dayOf(context.now()));
  return ending.filter(({ from }) => from === 'repository');
}

/** The account's own terms are told once, and not for each repository that they count for. */
async function endingOfAccount(
  context: JobContext,
  { accountId }: Installation,
): Promise<readonly DigestContext['ending'][number][]> {
  const text = await context.store.policies.lastGood(`organisation:${accountId}`);
  const policy = policyFrom(context, null, text);
  const last = dayAfter(dayOf(context.now()), 14);
  const termsOf = (what: 'exemption' | 'declaration', entries: readonly (Exemption | Declaration)[]) =>
    entries
      .filter(({ until }) => until <= last)
      .map(({ control, registry, by, until, from }) => ({
        repository: null,
        term: { what, control, registry, by, until, from },
      }));
  return [...termsOf('exemption', policy.accept), ...termsOf('declaration', policy.declare)];
}

/** As of the files that were valid when they were last in force. */
function policyFrom(context: JobContext, repository: string | null, organisation: string | null) {
  const fileOf = (text: string | null): PolicyText | null => (text === null ? null : { text, path: policyPath });
  return resolvePolicy({
    repository: fileOf(repository),
    organisation: fileOf(organisation),
    lastGood: { repository, organisation },
    today: dayOf(context.now()),
    controls: controls.map(({ id }) => id),
  }).policy;
}
