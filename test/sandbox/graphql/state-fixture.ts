import { createHash } from 'node:crypto';
import type {
  GitObject,
  SandboxInstallation,
  SandboxRelease,
  SandboxRepository,
  SandboxRuleset,
  SandboxState,
} from '../../../src/sandbox/state.ts';

/** A state with the organisation `minters`, its repository `coin` and an installation that may read all of it. */
export function stateWith(): { state: SandboxState; coin: SandboxRepository; installation: SandboxInstallation } {
  const coin = repository(101, 'minters', 'coin');
  const installation: SandboxInstallation = {
    id: 7,
    account: 'minters',
    permissions: { metadata: 'read', contents: 'read' },
    events: [],
    repositories: 'all',
    suspendedAt: null,
  };
  const account = {
    id: 1,
    login: 'Minters',
    type: 'Organization' as const,
    twoFactorRequired: true,
    members: new Set<string>(),
  };
  const state: SandboxState = {
    app: {
      id: 1,
      slug: 'a',
      name: 'A',
      privateKey: '',
      publicKey: '',
      webhookSecret: '',
      clientSecret: '',
      callbackUrls: [],
      webhookUrl: null,
    },
    fixer: {
      id: 1,
      slug: 'a',
      name: 'A',
      privateKey: '',
      publicKey: '',
      webhookSecret: '',
      clientSecret: '',
      callbackUrls: [],
      webhookUrl: null,
    },
    accounts: new Map([['minters', account]]),
    repositories: new Map([[coin.id, coin]]),
    redirects: new Map(),
    fixerInstallations: new Map(),
    installations: new Map([[installation.id, installation]]),
    tokens: new Map(),
    userTokens: new Map(),
    oauthCodes: new Map(),
    deliveries: [],
    nextId: () => 1,
    now: () => new Date('2026-11-01T12:00:00Z'),
  };
  return { state, coin, installation };
}

export function repository(id: number, owner: string, name: string): SandboxRepository {
  return {
    id,
    owner,
    name,
    visibility: 'public',
    archived: false,
    deleted: false,
    issuesEnabled: true,
    defaultBranch: 'main',
    parent: null,
    objects: new Map(),
    refs: new Map(),
    pushedAt: '2026-11-01T00:00:00Z',
    nextNumber: 1,
    pulls: new Map(),
    issues: new Map(),
    checkRuns: new Map(),
    releases: [],
    runs: new Map(),
    deployments: new Map(),
    statuses: new Map(),
    advisories: new Map(),
    analyses: new Map(),
    commitIds: new Map(),
    rulesets: [],
    checkSuites: new Map(),
    labels: new Map(),
    environments: new Map(),
    secrets: new Map(),
    organisationSecrets: new Map(),
    branchProtection: new Map(),
    collaborators: new Map(),
    privateVulnerabilityReporting: false,
    vulnerabilityAlerts: true,
    secretScanning: false,
    pushProtection: false,
    immutableReleases: false,
  };
}

/** Adds an object under a name that is made of its contents, and gives the name. */
export function add(to: SandboxRepository, object: GitObject): string {
  const oid = createHash('sha1')
    .update(object.kind === 'blob' ? object.content : JSON.stringify(object))
    .digest('hex');
  to.objects.set(oid, object);
  return oid;
}

type Tree = { readonly [name: string]: string | Uint8Array | Tree };

/** Adds folders and files, and gives the name of the outermost. */
export function addTree(to: SandboxRepository, tree: Tree): string {
  const entries = Object.entries(tree).map(([name, value]) => {
    if (typeof value === 'string' || value instanceof Uint8Array)
      return { name, mode: '100644', sha: add(to, { kind: 'blob', content: Buffer.from(value) }) };
    return { name, mode: '040000', sha: addTree(to, value) };
  });
  return add(to, { kind: 'tree', entries });
}

export function addCommit(to: SandboxRepository, tree: string, date = '2026-10-01T00:00:00Z'): string {
  return add(to, { kind: 'commit', tree, parents: [], message: 'commit', author: 'ana', date });
}

export function addTag(to: SandboxRepository, name: string, target: string): string {
  const [tagger, date] = ['ana', '2026-10-01T00:00:00Z'];
  return add(to, { kind: 'tag', name, target, message: name, tagger, date, verified: false });
}

export function ruleset(changes: Partial<SandboxRuleset> = {}): SandboxRuleset {
  const [include, exclude] = [['refs/tags/v*'], []];
  const rules = [{ type: 'deletion' }, { type: 'pull_request', approvals: 2, codeOwnerReview: true }];
  const base = {
    id: 5,
    name: 'tags',
    target: 'tag',
    enforcement: 'active',
    from: 'Repository',
    bypassActors: 3,
  } as const;
  return { ...base, include, exclude, rules, ...changes };
}

export function release(tag: string, draft = false): SandboxRelease {
  const publishedAt = '2026-10-02T00:00:00Z';
  return { id: 9, tag, name: null, draft, prerelease: false, immutable: false, author: 'ana', publishedAt, assets: [] };
}
