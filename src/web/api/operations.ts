import { controls } from '../../controls/index.ts';
import { publicView } from '../../reports/public-view.ts';
import type { PostureRow } from '../../store/stored-postures.ts';
import type { Report } from '../../types/report.ts';
import type { SignedRequest } from '../document.ts';
import { readHealth } from '../health/index.ts';
import { nextSteps, readListQuery, weeksBefore } from '../organisation/index.ts';
import type { SeenInstallation, SeenRepository } from '../sight.ts';
import { type Operation, operation } from './operation.ts';
import { ofAccount, ofList, ofPackage, ofRepository } from './parameters.ts';
import type { AnswerOf } from './schemas.ts';

/** All that can be asked of the API, by whoever may see it on the pages. */
export const operations: readonly Operation[] = [
  operation({
    path: '/api/v1/installations',
    id: 'listInstallations',
    summary: 'The installations that you may see',
    answer: 'Installations',
    parameters: {},
    async find({ sight }) {
      const seen = await sight.installations();
      return { installations: await Promise.all(seen.map(installationRow)) };
    },
  }),

  operation({
    path: '/api/v1/organisations/{account}',
    id: 'getOrganisation',
    summary: 'How the packages of an account are published, what is open, and what to do next',
    answer: 'Organisation',
    parameters: ofAccount,
    async find(request, { account }) {
      const seen = await request.sight.installation(account);
      return seen === null ? null : organisationSummary(request, seen);
    },
  }),

  operation({
    path: '/api/v1/organisations/{account}/repositories',
    id: 'listRepositories',
    summary: 'The repositories of an account that you may see, by the same filters as the page',
    answer: 'Repositories',
    parameters: { ...ofAccount, ...ofList },
    async find({ sight, store, url }, { account, offset = 0, limit = 100 }) {
      const seen = await sight.installation(account);
      if (seen === null) return null;
      const ids = [...(await seen.repositories()).keys()];
      const { total, rows } = await store.postures.list(ids, { ...readListQuery(url.searchParams), offset, limit });
      return {
        total,
        offset,
        limit,
        repositories: rows.map(repositoryRow),
      };
    },
  }),

  operation({
    path: '/api/v1/repositories/{owner}/{name}/report',
    id: 'getReport',
    summary: 'The last audit of the default branch; findings that are confidential only for those who may write',
    answer: 'Report',
    parameters: ofRepository,
    async find(request, { owner, name }) {
      const seen = await request.sight.repository(owner, name);
      return seen === null ? null : reportFor(request, seen);
    },
  }),

  operation({
    path: '/api/v1/repositories/{owner}/{name}/ledger',
    id: 'getLedger',
    summary: 'The release history of a package; one that tells of a possible incident only for those who may write',
    answer: 'Ledger',
    parameters: { ...ofRepository, ...ofPackage },
    async find(request, { owner, name, registry, package: packageName }) {
      const seen = await request.sight.repository(owner, name);
      const report = seen === null ? null : await reportFor(request, seen);
      return report?.releases.find((each) => each.registry === registry && each.package === packageName) ?? null;
    },
  }),

  operation({
    path: '/api/v1/repositories/{owner}/{name}/incidents',
    id: 'listIncidents',
    summary: 'Releases that did not come from where they should; for administrators only',
    answer: 'Incidents',
    parameters: ofRepository,
    async find({ sight, store }, { owner, name }) {
      const seen = await sight.repository(owner, name);
      if (seen?.role !== 'admin') return null;
      const all = await store.incidents.ofRepository(seen.repository.id);
      return {
        incidents: all.map(({ id, state, noticedAt, retraction, pack }) => ({
          id,
          registry: pack.registry,
          package: pack.package,
          release: pack.release,
          severity: pack.severity,
          state,
          noticedAt: timeOf(noticedAt),
          signals: pack.signals.map(({ id: signal, severity, says }) => ({ id: signal, severity, says })),
          retraction,
        })),
      };
    },
  }),

  operation({
    path: '/api/v1/health',
    id: 'getHealth',
    summary: 'Whether work waits or has failed, and what is left of limits',
    answer: 'Health',
    parameters: {},
    find: healthOf,
  }),
];

function repositoryRow(row: PostureRow): AnswerOf<'Repositories'>['repositories'][number] {
  const { owner, name, visibility, archived, auditedAt, levels, findings, packages, registries } = row;
  return {
    owner,
    name,
    visibility,
    archived,
    auditedAt: auditedAt === null ? null : timeOf(auditedAt),
    levels,
    findings,
    packages,
    registries: [...registries],
  };
}

async function installationRow(seen: SeenInstallation) {
  const { account, accountType: type, suspended } = seen.installation;
  return { account, type, suspended, repositories: (await seen.repositories()).size };
}

async function organisationSummary(
  { store, now }: SignedRequest,
  seen: SeenInstallation,
): Promise<AnswerOf<'Organisation'>> {
  const ids = [...(await seen.repositories()).keys()];
  const { postures } = store;
  const open = await postures.open(ids);
  return {
    account: seen.installation.account,
    repositories: ids.length,
    packages: [...(await postures.packages(ids))],
    course: (await postures.course(ids, weeksBefore(now))).map(({ day, packages }) => ({ day, packages })),
    levels: [...(await postures.levels(ids))],
    open: [...open],
    next: nextSteps(open, controls).map(({ control, registry }) => ({ control, registry })),
  };
}

async function reportFor({ store }: SignedRequest, { repository, role }: SeenRepository): Promise<Report | null> {
  const report = await store.reports.ofRecord(repository.id);
  return report === null || role !== 'read' ? report : publicView(report);
}

/** Anybody on GitHub can sign in: who may see no installation is told nothing. */
async function healthOf({ sight, store, service, now }: SignedRequest): Promise<AnswerOf<'Health'> | null> {
  const seen = await sight.installations();
  if (seen.length === 0) return null;
  const { depth, deliveries, parked, parkedInAll, budgets, trustedRoot } = await readHealth(store, seen, service, now);
  return {
    version: service.version,
    watching: service.isWatching,
    queue: depth,
    deliveries,
    parked: parked.map(({ parkedAt, ...work }) => ({ ...work, parkedAt: timeOf(parkedAt) })),
    parkedInAll,
    limits: budgets.flatMap(({ account, budgets: limits }) =>
      limits.map(({ resetAt, blockedUntil, ...limit }) => ({
        account,
        ...limit,
        resetAt: timeOf(resetAt),
        blockedUntil: blockedUntil === null ? null : timeOf(blockedUntil),
      })),
    ),
    trustedRoot,
  };
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
