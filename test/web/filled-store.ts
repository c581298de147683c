import { incidentPack } from '../../src/audit/incidents.ts';
import type { Settings } from '../../src/github/settings.ts';
import type { RepositorySnapshot } from '../../src/github/snapshot.ts';
import type { PackageEvidence } from '../../src/ledger/package-evidence.ts';
import { postureOf } from '../../src/reports/posture.ts';
import type { OpenStore } from '../../src/store/index.ts';
import { packageKey } from '../../src/store/package-key.ts';
import type { Installation, RepositoryPlace, StoredIncident } from '../../src/store/store.ts';
import type { Posture } from '../../src/types/posture.ts';
import { badAt, badVersion, evidenceOf } from '../audit/incident-cases.ts';
import { type AuditedCase, auditedCases, type NewName, renamed, withNames } from './coin-press-reports.ts';
import { insertRows } from './insert-rows.ts';
import { historyRows } from './posture-history.ts';

export interface FillOptions {
  readonly repositories: 0 | 1 | 2000 | (number & {});
  /** Milliseconds since the epoch: when the pages are looked at; `filledAt` where it is left out. */
  readonly now?: number;
  /** GitHub's ids, counted up from this one. */
  readonly firstId?: number;
  readonly installationId?: number;
  /** Only so many of those audited keep their report and their packages, which the pages over many do not read; all by default. */
  readonly reports?: number;
}

/** What a store was filled with. */
export interface FilledStore {
  readonly installation: Installation;
  /** The first eight are those of the local GitHub's scenario, by their names; in the order of their ids. */
  readonly repositories: readonly RepositoryPlace[];
  /** A release of `@coin-press/mint`, the package of the first repository; null without repositories. */
  readonly incident: StoredIncident | null;
}

export const filledAt = Date.parse('2026-11-22T12:00:00Z');

/**
 * Fills an empty store with the organisation `coin-press` and what a year of work leaves behind: public, private and
 * archived repositories, some that were never audited and some that publish nothing, each with its report of record, its
 * packages and the course of its posture; an incident, issues, parked work, limits, and a sweep that is under way. Equal
 * options fill equally.
 */
export async function fillStore(opened: Pick<OpenStore, 'store' | 'db'>, options: FillOptions): Promise<FilledStore> {
  const { now = filledAt, firstId = 10_001, installationId = 77, repositories: count } = options;
  const { store } = opened;
  const installation: Installation = {
    id: installationId,
    accountId: 7,
    account: 'coin-press',
    accountType: 'Organization',
    permissions: { checks: 'write', contents: 'read', issues: 'write', metadata: 'read', pull_requests: 'write' },
    suspended: false,
  };
  await store.installations.put(installation);
  await store.sweeps.begin(installationId, count, now - 20 * minute);
  await store.limits.note(installationId, 'core', {
    allowed: 5000,
    remaining: 3120,
    resetAt: now + hour,
    notedAt: now,
  });
  await store.refusals(installationId).put('GET /repos/{owner}/{repo}/immutable-releases', 'administration:read');
  const templates = count === 0 ? [] : (await auditedCases()).map(templateOf);
  const all = Array.from({ length: count }, (_, number) =>
    filledOf(number, templates, { now, firstId, installationId }),
  );
  await insertAll(opened, all, now, options.reports ?? count);
  const incident = count === 0 ? null : await anIncidentUnderWay(opened, firstId, now);
  await parkSome(opened, all, now);
  return { installation, repositories: all.map(({ place }) => place), incident };
}

const minute = 60_000;
const hour = 60 * minute;

/** What a case comes to in the store, as JSON, for the same repository by other names. */
interface Template {
  readonly name: string;
  /** Of its packages, where the repository's is not in them. */
  readonly packages: readonly string[];
  readonly settings: Settings;
  readonly report: string;
  readonly commit: string;
  readonly isClean: boolean;
  readonly evidence: readonly string[];
  readonly posture: string;
}

function templateOf({ name, settings, report, evidence }: AuditedCase): Template {
  return {
    name,
    settings,
    packages: [...new Set(evidence.map((each) => each.name))].filter((each) => !each.includes(`coin-press/${name}`)),
    report: JSON.stringify(report),
    commit: report.subject.commit ?? '',
    isClean: report.findings.length === 0,
    evidence: evidence.map((each) => JSON.stringify(each)),
    posture: JSON.stringify(postureOf(report, { badge: true, visibility: 'public' })),
  };
}

interface Filled {
  readonly number: number;
  readonly place: RepositoryPlace;
  readonly template: Template;
  readonly names: readonly NewName[];
  readonly isAudited: boolean;
  readonly auditedAt: number;
}

function filledOf(
  number: number,
  templates: readonly Template[],
  { now, firstId, installationId }: Required<Pick<FillOptions, 'now' | 'firstId' | 'installationId'>>,
): Filled {
  const isPlain = number >= 8 && number % 10 >= 7;
  const template = templates.at(isPlain ? -1 : ((number % 10) + Math.floor(number / 10)) % 8);
  if (template === undefined) throw new Error('there are no cases');
  const suffix = number < 8 ? '' : `-${String(number).padStart(4, '0')}`;
  const name = template.name + suffix;
  return {
    number,
    place: {
      id: firstId + number,
      installationId,
      owner: 'coin-press',
      name,
      visibility: number % 7 === 3 ? 'private' : 'public',
      archived: number % 25 === 24,
    },
    template,
    names:
      suffix === ''
        ? []
        : [
            [`coin-press/${template.name}`, `coin-press/${name}`],
            ...template.packages.map((each): NewName => [each, each + suffix]),
          ],
    isAudited: number % 40 !== 39,
    // A quarter is still to be audited by the sweep that is under way
    auditedAt: now - (number % 4 === 3 ? 26 * hour : (number % 20) * minute),
  };
}

async function insertAll({ db }: Pick<OpenStore, 'db'>, all: readonly Filled[], now: number, reports: number) {
  await insertRows(db, 'repositories', all.map(repositoryRow));
  const audited = all.filter(({ isAudited }) => isAudited);
  const whole = audited.slice(0, reports);
  await insertRows(
    db,
    'records',
    whole.map(({ place, template, names, auditedAt }) => ({
      repository_id: place.id,
      commit_sha: template.commit,
      report: withNames(template.report, names),
      made_at: auditedAt,
    })),
  );
  await insertRows(
    db,
    'packages',
    whole.flatMap((each) => packageRows(each, now)),
  );
  const histories = audited.map(({ number, place, template, names, auditedAt }) => {
    const posture = JSON.parse(withNames(template.posture, names)) as Posture;
    const badge = number % 5 === 0 && place.visibility === 'public';
    return historyRows(place.id, number, { ...posture, badge }, { auditedAt, now });
  });
  await insertRows(
    db,
    'postures',
    histories.map(({ posture }) => posture),
  );
  await insertRows(
    db,
    'posture_points',
    histories.flatMap(({ points }) => points),
  );
  await insertRows(
    db,
    'package_counts',
    histories.flatMap(({ counts }) => counts),
  );
  await insertRows(
    db,
    'verdict_changes',
    histories.flatMap(({ changes }) => changes),
  );
  await insertRows(db, 'issues', audited.filter(({ template }) => !template.isClean).map(issueRow));
}

function repositoryRow({ place, template, isAudited, auditedAt }: Filled) {
  const { id, owner, name, visibility, archived } = place;
  const facts = { id, owner, name, visibility, archived, ownerType: 'Organization', fork: false } as const;
  const head = { sha: template.commit, tree: template.commit };
  const snapshot: RepositorySnapshot = {
    facts: { ...facts, issuesEnabled: true, defaultBranch: 'main', head },
    settings: template.settings,
    observedAt: auditedAt,
  };
  return {
    id: place.id,
    installation_id: place.installationId,
    owner: place.owner,
    name: place.name,
    visibility: place.visibility,
    archived: place.archived,
    placed_at: auditedAt,
    wish: 1,
    audit_wanted: !isAudited,
    snapshot: isAudited ? JSON.stringify(snapshot) : null,
    paths: '[]',
    first_seen_at: isAudited ? auditedAt : null,
    audited_at: isAudited ? auditedAt : null,
  };
}

function packageRows({ place, template, names }: Filled, now: number) {
  return template.evidence.map((json) => {
    const evidence = withNames(json, names);
    const { registry, name, ledger } = JSON.parse(evidence) as PackageEvidence;
    return {
      repository_id: place.id,
      registry,
      name: JSON.stringify(name),
      name_key: packageKey(registry, name),
      look_at: now + hour,
      looked_at: now - 10 * minute,
      hurry_until: 0,
      released_at: Date.parse(ledger?.rows[0]?.publishedAt ?? '') || null,
      changed_at: now - 9 * 24 * hour,
      failures: 0,
      evidence,
    };
  });
}

function issueRow({ number, place }: Filled) {
  const isObeyed = number % 30 === 11;
  return {
    repository_id: place.id,
    key: 'rollup',
    number: 3 + (number % 50),
    state: isObeyed ? ('closed' as const) : ('open' as const),
    obeyed: isObeyed,
    written: 'a digest',
    solved: '[]',
    open_items: '[]',
  };
}

/** A release of the first repository's package, with a token and without a trace. */
async function anIncidentUnderWay({ store }: Pick<OpenStore, 'store'>, repositoryId: number, now: number) {
  const evidence = renamed(evidenceOf(), [
    ['octo/lantern', 'coin-press/mint'],
    ['lantern', '@coin-press/mint'],
  ]);
  const [followed] = await store.packages.ofRepository(repositoryId);
  const report = await store.reports.ofRecord(repositoryId);
  const pack = incidentPack({
    evidence,
    version: badVersion,
    repository: 'coin-press/mint',
    publications: report?.publications ?? [],
    isName: () => true,
    noticedAt: badAt + hour,
  });
  if (pack === null || followed === undefined) throw new Error('the first repository has no package');
  const look = { at: now - 10 * minute, next: now + hour, releasedAt: badAt, changed: true } as const;
  await store.packages.looked(followed.id, { ...look, evidence });
  return store.incidents.put({
    repositoryId,
    packageId: followed.id,
    version: badVersion,
    state: 'told',
    place: { kind: 'advisory', repository: 'coin-press/mint', id: 'GHSA-coin-coin-coin' },
    pack,
    noticedAt: badAt + hour,
    retraction: null,
    written: 'a digest',
  });
}

async function parkSome({ store }: Pick<OpenStore, 'store'>, all: readonly Filled[], now: number): Promise<void> {
  for (const { place } of all.slice(0, 3))
    await store.parked.put({
      kind: 'look',
      subject: String(place.id),
      installationId: place.installationId,
      reason: 'the registry did not answer within 30 seconds',
      tries: 6,
      parkedAt: now - 3 * hour,
    });
}
