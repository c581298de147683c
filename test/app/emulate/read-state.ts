import { nothingYet } from '../../../src/sandbox/nothing-yet.ts';
import type {
  Account,
  GitEntry,
  GitObject,
  SandboxInstallation,
  SandboxRepository,
  SandboxState,
} from '../../../src/sandbox/state.ts';

/** Asks emulate's REST API; null where it answers 404. */
export type Get = (path: string) => Promise<unknown>;

/**
 * Reads one repository of emulate into the shape of the sandbox's state, so that the sandbox's GraphQL can answer for
 * it: facts, references, the files at the head of the default branch, and the blobs that are wanted besides. What
 * emulate has no notion of (rulesets, environments, protection) is as on a new repository.
 */
export async function readState(
  get: Get,
  owner: string,
  name: string,
  wanted: readonly string[],
): Promise<SandboxState> {
  const base = `/repos/${owner}/${name}`;
  const facts = (await get(base)) as Facts | null;
  const repositories = new Map<number, SandboxRepository>();
  const accounts = new Map<string, Account>();
  if (facts !== null) {
    const { id, login, type } = facts.owner;
    accounts.set(login.toLowerCase(), { id, login, type, twoFactorRequired: false, members: new Set() });
    repositories.set(facts.id, await readRepository((path) => get(`${base}${path}`), facts, wanted));
  }
  return {
    accounts,
    repositories,
    redirects: new Map(),
    installations: new Map(),
    fixerInstallations: new Map(),
    tokens: new Map(),
    userTokens: new Map(),
    oauthCodes: new Map(),
    deliveries: [],
    app: nobody,
    fixer: nobody,
    nextId: () => 0,
    now: () => new Date(),
  };
}

const nobody = {
  id: 0,
  slug: '',
  name: '',
  privateKey: '',
  publicKey: '',
  webhookSecret: '',
  clientSecret: '',
  callbackUrls: [],
  webhookUrl: null,
};

/** One that may read everything: emulate has refused by itself what its token may not. */
export function readingInstallation(owner: string): SandboxInstallation {
  const permissions = { contents: 'read', administration: 'read', organization_administration: 'read' } as const;
  return { id: 0, account: owner, permissions, events: [], repositories: 'all', suspendedAt: null };
}

interface Facts {
  readonly id: number;
  readonly name: string;
  readonly owner: { readonly id: number; readonly login: string; readonly type: 'Organization' | 'User' };
  readonly visibility: 'public' | 'private';
  readonly archived: boolean;
  readonly fork: boolean;
  readonly has_issues: boolean;
  readonly default_branch: string;
}

async function readRepository(get: Get, facts: Facts, wanted: readonly string[]): Promise<SandboxRepository> {
  const repository = emptyRepository(facts);
  for (const space of ['heads', 'tags']) {
    const found = (await get(`/git/matching-refs/${space}`)) as readonly GitReference[] | null;
    for (const { ref, object } of found ?? []) repository.refs.set(ref, object.sha);
  }
  const head = repository.refs.get(`refs/heads/${facts.default_branch}`);
  for (const sha of new Set(repository.refs.values())) await addCommit(get, repository, sha);
  const commit = repository.objects.get(head ?? '');
  if (commit?.kind === 'commit') await addTree(get, repository, commit.tree);
  for (const sha of wanted) await addBlob(get, repository, sha);
  return repository;
}

interface GitReference {
  readonly ref: string;
  readonly object: { readonly sha: string };
}

async function addCommit(get: Get, { objects }: SandboxRepository, sha: string): Promise<void> {
  const found = (await get(`/git/commits/${sha}`)) as FoundCommit | null;
  if (found === null) return;
  const { tree, parents, message, author } = found;
  const [name, date] = [author.name, author.date];
  objects.set(sha, {
    kind: 'commit',
    tree: tree.sha,
    parents: parents.map((parent) => parent.sha),
    message,
    author: name,
    date,
  });
}

interface FoundCommit {
  readonly tree: { readonly sha: string };
  readonly parents: readonly { readonly sha: string }[];
  readonly message: string;
  readonly author: { readonly name: string; readonly date: string };
}

/** One listing tells of all folders. */
async function addTree(get: Get, repository: SandboxRepository, sha: string): Promise<void> {
  const found = (await get(`/git/trees/${sha}?recursive=1`)) as { tree: readonly TreeItem[] } | null;
  const items = found?.tree ?? [];
  const folders = new Map<string, { sha: string; entries: GitEntry[] }>([['', { sha, entries: [] }]]);
  for (const item of items) if (item.type === 'tree') folders.set(item.path, { sha: item.sha, entries: [] });
  for (const { path, mode, sha: of } of items) {
    const cut = path.lastIndexOf('/');
    folders.get(path.slice(0, Math.max(cut, 0)))?.entries.push({ name: path.slice(cut + 1), mode, sha: of });
  }
  for (const folder of folders.values()) repository.objects.set(folder.sha, { kind: 'tree', entries: folder.entries });
  for (const { type, sha: of } of items) if (type === 'blob') await addBlob(get, repository, of);
}

interface TreeItem {
  readonly path: string;
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
}

async function addBlob(get: Get, { objects }: SandboxRepository, sha: string): Promise<void> {
  if (objects.has(sha)) return;
  const found = (await get(`/git/blobs/${sha}`)) as { content: string; encoding: BufferEncoding } | null;
  if (found !== null) objects.set(sha, { kind: 'blob', content: Buffer.from(found.content, found.encoding) });
}

function emptyRepository(facts: Facts): SandboxRepository {
  return {
    id: facts.id,
    owner: facts.owner.login,
    name: facts.name,
    visibility: facts.visibility,
    archived: facts.archived,
    deleted: false,
    issuesEnabled: facts.has_issues,
    defaultBranch: facts.default_branch,
    parent: facts.fork ? 0 : null,
    objects: new Map<string, GitObject>(),
    refs: new Map(),
    pushedAt: '',
    ...nothingYet(),
    privateVulnerabilityReporting: false,
    vulnerabilityAlerts: false,
    secretScanning: false,
    pushProtection: false,
    immutableReleases: false,
  };
}
