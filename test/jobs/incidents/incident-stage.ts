import type { GitHubClient } from '../../../src/github/client.ts';
import type { JobContext } from '../../../src/jobs/context.ts';
import { noticeIncidents } from '../../../src/jobs/incidents/index.ts';
import type { PackageEvidence } from '../../../src/ledger/package-evidence.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { ScenarioInstallation, ScenarioRepository } from '../../../src/sandbox/scenario.ts';
import type { StoredIncident, StoredPackage, StoredRepository } from '../../../src/store/store.ts';
import { memoryCaches } from '../../github/memory-caches.ts';
import { sandboxClient } from '../../github/sandbox-client.ts';
import { checkEverything } from '../../sandbox/description/check.ts';
import { acme } from '../../sandbox/local-github.ts';
import type { TestStore } from '../../store/databases.ts';

/** The local GitHub, the real store, and one package that is followed. */
export interface IncidentStage {
  readonly sandbox: Sandbox;
  readonly context: JobContext;
  readonly repository: StoredRepository;
  /** What was counted and logged, by their words. */
  readonly said: string[];
  /** One look whose evidence is this. */
  look(evidence: PackageEvidence): Promise<void>;
  incidents(): Promise<readonly StoredIncident[]>;
  /** Requests that changed something, `POST /repos/acme/widget/check-runs`. */
  writes(): readonly string[];
  violations(): readonly string[];
}

export const everything: ScenarioInstallation = {
  permissions: { checks: 'write', contents: 'read', issues: 'write', metadata: 'read', repository_advisories: 'write' },
};

export async function incidentStage(
  { store }: TestStore,
  {
    now,
    repositories = [{ name: 'widget', commits: [{ files: { 'SECURITY.md': 'Write to us.\n' } }] }],
    installation = everything,
    client: given,
  }: {
    readonly now: () => number;
    readonly repositories?: readonly ScenarioRepository[];
    readonly installation?: ScenarioInstallation;
    /** In place of the client, whatever it is asked. */
    readonly client?: (client: GitHubClient) => GitHubClient;
  },
): Promise<IncidentStage> {
  const github = await acme(repositories, installation);
  const { sandbox } = github;
  const violations = checkEverything(sandbox);
  const caches = memoryCaches();
  const client = await sandboxClient(github, caches);
  const said: string[] = [];
  const say = (fields: Readonly<Record<string, unknown>>, message: string) =>
    void said.push(`${message} ${JSON.stringify(fields)}`);
  const context: JobContext = {
    store,
    clientFor: () => Promise.resolve(given === undefined ? client : given(client)),
    app: { id: sandbox.state.app.id, slug: sandbox.state.app.slug },
    server: sandbox.url,
    version: 'test',
    log: { info: say, warn: say, error: say },
    measures: {
      audited: () => undefined,
      concluded: () => undefined,
      issue: (outcome: string) => void said.push(outcome),
    },
    now,
  } as unknown as JobContext;

  const found = sandbox.repository('acme', 'widget');
  await store.installations.put({
    id: github.installation,
    accountId: 1,
    account: 'acme',
    accountType: 'Organization',
    permissions: {},
    suspended: false,
  });
  await store.repositories.put({
    id: found.id,
    installationId: github.installation,
    owner: 'acme',
    name: 'widget',
    visibility: 'public',
    archived: false,
  });
  await store.packages.follow(found.id, [{ registry: 'npm', name: 'lantern' }], now());
  const repository = await store.repositories.get(found.id);
  const [followed] = await store.packages.ofRepository(found.id);
  if (repository === null || followed === undefined) throw new Error('nothing was stored');
  let known: StoredPackage = followed;
  return {
    sandbox,
    context,
    repository,
    said,
    async look(evidence) {
      await noticeIncidents(context, repository, known, evidence);
      known = { ...known, evidence, lookedAt: evidence.askedAt };
    },
    incidents: () => store.incidents.ofRepository(found.id),
    writes: () =>
      sandbox.requests
        .filter(({ method, path }) => method !== 'GET' && path.startsWith('/repos/'))
        .map(({ method, path }) => `${method} ${path.split('/').slice(4).join('/')}`),
    violations,
  };
}
