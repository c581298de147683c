import type {
  AskedDeployment,
  Check,
  Deliveries,
  Delivery,
  Installation,
  Reception,
  Store,
  StoredIssue,
  StoredRepository,
  WantedCheck,
} from '../../src/store/store.ts';
import type { KnownOffer, StoredFix } from '../../src/store/stored-fixes.ts';
import type { Report } from '../../src/types/report.ts';

type Sections = Pick<
  Store,
  'deliveries' | 'installations' | 'repositories' | 'checks' | 'issues' | 'reports' | 'gate' | 'fixes' | 'fixOffers'
>;

/** What the app remembers, in maps, for tests of what is stored. Sections that events do not touch are left out. */
export interface MemoryStore extends Store {
  readonly wanted: WantedCheck[];
  readonly installed: Map<number, Installation>;
  readonly known: Map<number, StoredRepository>;
  readonly filed: Map<number, StoredIssue>;
  readonly record: Map<number, Report>;
  /** By the repository. */
  readonly offered: Map<number, readonly KnownOffer[]>;
  /** By the fingerprint. */
  readonly fixed: Map<string, StoredFix>;
  readonly deployed: AskedDeployment[];
}

export function memoryStore(): MemoryStore {
  const wanted: WantedCheck[] = [];
  const installed = new Map<number, Installation>();
  const known = new Map<number, StoredRepository>();
  const filed = new Map<number, StoredIssue>();
  const record = new Map<number, Report>();
  const offered = new Map<number, readonly KnownOffer[]>();
  const fixed = new Map<string, StoredFix>();
  const deployed: AskedDeployment[] = [];
  const change = (id: number, by: (repository: StoredRepository) => Partial<StoredRepository>) => {
    const before = known.get(id);
    if (before !== undefined) known.set(id, { ...before, ...by(before) });
    return Promise.resolve();
  };
  const checkOf = (want: WantedCheck, at: number): Check => ({
    ...want,
    id: at + 1,
    wish: 1,
    state: 'running',
    checkRunId: 1000 + at,
    conclusion: null,
    output: null,
    wantedAt: want.now,
  });
  const checkWhere = (matches: (check: Check) => boolean) =>
    Promise.resolve(wanted.map(checkOf).findLast(matches) ?? null);
  const sections: { [Name in keyof Sections]: Partial<Sections[Name]> } = {
    deliveries: memoryDeliveries(),
    installations: {
      put: async (installation) => void installed.set(installation.id, installation),
      get: async (id) => installed.get(id) ?? null,
      async setSuspended(id, suspended) {
        const before = installed.get(id);
        if (before !== undefined) installed.set(id, { ...before, suspended });
      },
      async remove(id) {
        installed.delete(id);
        for (const each of known.values()) if (each.installationId === id) known.delete(each.id);
      },
    },
    repositories: {
      put: async (place) => void known.set(place.id, { ...(known.get(place.id) ?? unknown), ...place }),
      get: async (id) => known.get(id) ?? null,
      ofInstallation: async (id) => [...known.values()].filter(({ installationId }) => installationId === id),
      wantAudit: (id, { settings }) =>
        change(id, ({ wish, settingsStale }) => ({
          wish: wish + 1,
          auditWanted: true,
          settingsStale: settingsStale || settings,
        })),
      remove: async (id) => void known.delete(id),
    },
    checks: {
      want: async (check) => void wanted.push(check),
      find: (repositoryId, sha) => checkWhere((check) => check.repositoryId === repositoryId && check.headSha === sha),
      byCheckRun: (repositoryId, run) =>
        checkWhere((check) => check.repositoryId === repositoryId && check.checkRunId === run),
    },
    issues: {
      byNumber: async (repositoryId, number) => {
        const issue = filed.get(number);
        return issue?.repositoryId === repositoryId ? issue : null;
      },
      put: async (issue) => void filed.set(issue.number, issue),
    },
    reports: { ofRecord: async (id) => record.get(id) ?? null },
    fixes: {
      want: async ({ now, ...fix }) => void fixed.set(fix.fingerprint, { ...unbegun, ...fix, wantedAt: now }),
      list: async (id) => [...fixed.values()].filter(({ repositoryId }) => repositoryId === id),
      byPull: async (id, number) =>
        [...fixed.values()].find((fix) => fix.repositoryId === id && fix.pullNumber === number) ?? null,
      async touch(_, fingerprint) {
        const fix = fixed.get(fingerprint);
        if (fix !== undefined) fixed.set(fingerprint, { ...fix, wish: fix.wish + 1, isStale: true });
      },
    },
    fixOffers: { get: async (id) => offered.get(id) ?? null },
    gate: { want: async (asked) => void deployed.push(asked) },
  };
  return { ...(sections as unknown as Store), wanted, installed, known, filed, record, deployed, offered, fixed };
}

const unknown = {
  wish: 0,
  auditWanted: false,
  snapshot: null,
  settingsStale: false,
  paths: [],
  firstSeenAt: null,
  auditedAt: null,
} as const;

const unbegun = {
  pullNumber: null,
  state: 'wanted',
  reason: null,
  byHand: false,
  written: '',
  baseSha: null,
  heads: [],
  wish: 1,
  isStale: true,
} as const;

export function memoryDeliveries(): Deliveries {
  const open = new Map<string, Delivery>();
  const ended = new Map<string, string>();
  const receive = (delivery: Delivery): Reception => {
    if (ended.get(delivery.id) === 'completed') return 'completed';
    const before = open.has(delivery.id);
    open.set(delivery.id, delivery);
    return before ? 'open' : 'new';
  };
  return {
    receive: async (delivery) => receive(delivery),
    receiveAll: async (deliveries) =>
      deliveries.map(({ payload, ...rest }) => receive({ ...rest, payload: payload.toString('utf8') })),
    open: async (id) => open.get(id) ?? null,
    async complete(id) {
      open.delete(id);
      ended.set(id, 'completed');
    },
    async fail(id, reason) {
      open.delete(id);
      ended.set(id, reason);
    },
    reopen: async () => false,
    left: async () => [...open.keys()],
    completed: async (ids) => new Set(ids.filter((id) => ended.get(id) === 'completed')),
  };
}
