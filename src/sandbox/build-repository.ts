import { accountOf } from './accounts.ts';
import { lieAhead, type StoryClock } from './clock.ts';
import { hashObject } from './git/hash.ts';
import { commitFiles, put } from './git/objects.ts';
import { headOf, peel, resolveCommit, resolveNamed } from './git/resolve.ts';
import { nothingYet } from './nothing-yet.ts';
import type {
  ScenarioBranchProtection,
  ScenarioCommit,
  ScenarioEnvironment,
  ScenarioRelease,
  ScenarioRepository,
  ScenarioRuleset,
  ScenarioRun,
  ScenarioTag,
} from './scenario.ts';
import type {
  Account,
  SandboxBranchProtection,
  SandboxEnvironment,
  SandboxRelease,
  SandboxRepository,
  SandboxRuleset,
  SandboxRun,
  SandboxState,
} from './state.ts';
import { type Beginning, endOf, firstDay, type Happening, inOrder, isoTime, storyOf } from './story.ts';

/** How much of a story is told. */
export interface Telling {
  /** Null: all of it has happened. */
  readonly clock: StoryClock | null;
  readonly beginning: Beginning;
}

/** Makes a repository of an account as a scenario describes it. */
export function buildRepository(
  state: SandboxState,
  owner: Account,
  scenario: ScenarioRepository,
  { clock, beginning }: Telling,
): SandboxRepository {
  const repository = emptyRepository(state, owner, scenario);
  state.repositories.set(repository.id, repository);
  const story = storyOf(scenario, beginning);
  if (clock === null) for (const { happening } of story) happened(state, repository, happening);
  else tellUntilNow(state, repository, inOrder(story), clock);
  repository.rulesets.push(...(scenario.rulesets ?? []).map((ruleset) => rulesetOf(state, ruleset)));
  for (const environment of scenario.environments ?? [])
    repository.environments.set(environment.name, environmentOf(state, environment));
  for (const [branch, protection] of Object.entries(scenario.branchProtection ?? {}))
    repository.branchProtection.set(branch, protectionOf(protection));
  for (const login of people(scenario)) accountOf(state, login);
  return repository;
}

/** What the clock has reached has happened; what it has not lies ahead, with commits that can be named already. */
function tellUntilNow(
  state: SandboxState,
  repository: SandboxRepository,
  story: ReturnType<typeof inOrder>,
  clock: StoryClock,
): void {
  const foreseen = { ...repository, objects: new Map(), refs: new Map(), commitIds: new Map<string, string>() };
  for (const { at, happening } of story) {
    if (isGit(happening)) happened(state, foreseen, happening);
    if (at === null || at <= clock.now) happened(state, repository, happening);
    else lieAhead(clock, { at, repository: repository.id, happening });
  }
  clock.foreseen.set(repository.id, foreseen.commitIds);
}

function isGit({ kind }: Happening): boolean {
  return kind === 'commit' || kind === 'branch' || kind === 'orphan' || kind === 'tag';
}

/** Lets something have happened, without a word to anybody. */
function happened(state: SandboxState, repository: SandboxRepository, happening: Happening): void {
  switch (happening.kind) {
    case 'commit':
      startBranch(repository, happening.branch);
      addCommits(repository, happening.branch, [happening.commit], repository.owner);
      return;
    case 'branch':
      startBranch(repository, happening.branch);
      return;
    case 'orphan':
      addOrphan(repository, happening.commit, repository.owner);
      return;
    case 'tag':
      addTag(repository, happening.tag, repository.owner);
      return;
    case 'release':
      addRelease(state, repository, happening.release);
      return;
    case 'run-begins':
      addRun(state, repository, happening.run);
      return;
    case 'run-ends':
      endRun(repository, happening.run);
      return;
    case 'run-deleted':
      repository.runs.delete(happening.run.id);
  }
}

/** A new branch starts where the default branch stands. */
function startBranch(repository: SandboxRepository, branch: string): void {
  const head = headOf(repository);
  const ref = `refs/heads/${branch}`;
  if (head !== null && !repository.refs.has(ref)) repository.refs.set(ref, head);
}

function emptyRepository(state: SandboxState, owner: Account, scenario: ScenarioRepository): SandboxRepository {
  return {
    id: state.nextId(),
    owner: owner.login,
    name: scenario.name,
    visibility: scenario.visibility ?? 'public',
    archived: scenario.archived ?? false,
    deleted: false,
    issuesEnabled: scenario.issuesEnabled ?? true,
    defaultBranch: scenario.defaultBranch ?? 'main',
    parent: null,
    objects: new Map(),
    refs: new Map(),
    pushedAt: firstDay,
    ...nothingYet(),
    secrets: new Map(Object.entries(scenario.secrets ?? {})),
    organisationSecrets: new Map(Object.entries(scenario.organisationSecrets ?? {})),
    collaborators: new Map(Object.entries(scenario.collaborators ?? {})),
    privateVulnerabilityReporting: scenario.privateVulnerabilityReporting ?? false,
    vulnerabilityAlerts: scenario.vulnerabilityAlerts ?? false,
    secretScanning: scenario.secretScanning ?? false,
    pushProtection: scenario.pushProtection ?? false,
    immutableReleases: scenario.immutableReleases ?? false,
  };
}

/** Puts commits on a branch, oldest first; gives its head, null where the branch has none. */
export function addCommits(
  repository: SandboxRepository,
  branch: string,
  commits: readonly ScenarioCommit[],
  author: string,
): string | null {
  const ref = `refs/heads/${branch}`;
  for (const commit of commits) {
    const parent = repository.refs.get(ref);
    const sha = commitFiles(repository.objects, parent === undefined ? [] : [parent], commit, {
      author,
      date: dateAfter(repository, parent),
    });
    repository.refs.set(ref, sha);
    if (commit.id !== undefined) repository.commitIds.set(commit.id, sha);
    repository.pushedAt = dateOf(repository, sha);
  }
  return repository.refs.get(ref) ?? null;
}

/** A commit on the head of the default branch that no branch leads to, as it comes from a fork. */
export function addOrphan(repository: SandboxRepository, commit: ScenarioCommit, author: string): string {
  const head = headOf(repository) ?? undefined;
  const fallback = { author, date: dateAfter(repository, head) };
  const sha = commitFiles(repository.objects, head === undefined ? [] : [head], commit, fallback);
  if (commit.id !== undefined) repository.commitIds.set(commit.id, sha);
  return sha;
}

/** An hour after a commit: nothing in a scenario depends on the day it is run. */
export function dateAfter(repository: SandboxRepository, parent: string | undefined): string {
  if (parent === undefined) return firstDay;
  return new Date(Date.parse(dateOf(repository, parent)) + 3_600_000).toISOString().replace('.000Z', 'Z');
}

function dateOf(repository: SandboxRepository, commit: string): string {
  const object = repository.objects.get(commit);
  return object?.kind === 'commit' ? object.date : firstDay;
}

/** Sets a tag; gives the SHA-1 of the tag object, or of the commit for a lightweight tag. */
export function addTag(repository: SandboxRepository, tag: ScenarioTag, tagger: string): string {
  const target = resolveNamed(repository, tag.target ?? repository.defaultBranch);
  if (target === null)
    throw new Error(`${repository.owner}/${repository.name}: tag ${tag.name} points to what is not there`);
  const isObject = tag.annotated === true || tag.verified === true;
  const sha = isObject
    ? put(repository.objects, {
        kind: 'tag',
        name: tag.name,
        target,
        message: `${tag.name}\n`,
        tagger,
        date: tag.date ?? dateOf(repository, target),
        verified: tag.verified ?? false,
      })
    : target;
  repository.refs.set(`refs/tags/${tag.name}`, sha);
  return sha;
}

export function addRelease(
  state: SandboxState,
  repository: SandboxRepository,
  release: ScenarioRelease,
): SandboxRelease {
  const author = accountOf(state, release.author ?? repository.owner).login;
  const tagged = resolveCommit(repository, `refs/tags/${release.tag}`) ?? headOf(repository);
  const made: SandboxRelease = {
    id: state.nextId(),
    tag: release.tag,
    name: release.name ?? null,
    draft: release.draft ?? false,
    prerelease: release.prerelease ?? false,
    immutable: repository.immutableReleases,
    author,
    publishedAt:
      release.publishedAt ?? (tagged === null ? firstDay : dateOf(repository, peel(repository, tagged) ?? '')),
    assets: (release.assets ?? []).map(({ name, size = 1024, digest }) => ({
      id: state.nextId(),
      name,
      size,
      digest: digest === undefined ? digestOf(name, size) : digest,
      uploader: author,
    })),
  };
  repository.releases.push(made);
  return made;
}

/** A run that has begun. */
export function addRun(state: SandboxState, repository: SandboxRepository, run: ScenarioRun): SandboxRun {
  const commit = resolveNamed(repository, run.commit);
  if (commit === null)
    throw new Error(`${repository.owner}/${repository.name}: run ${run.id} is of a commit that is not there`);
  const { conclusion = 'success' } = run;
  const made: SandboxRun = {
    id: run.id,
    runNumber: repository.runs.size + 1,
    workflow: run.workflow,
    event: run.event ?? 'push',
    commit,
    branch: run.branch === undefined ? repository.defaultBranch : run.branch,
    actor: accountOf(state, run.actor ?? repository.owner).login,
    startedAt: run.startedAt,
    endedAt: null,
    conclusion,
    jobs: (run.jobs ?? [{ name: 'publish' }]).map((job) => ({
      id: state.nextId(),
      name: job.name,
      conclusion: job.conclusion ?? conclusion,
      steps: (job.steps ?? []).map((step) => ({ name: step.name, conclusion: step.conclusion ?? 'success' })),
    })),
  };
  repository.runs.set(run.id, made);
  return made;
}

/** Null where it has been deleted. */
export function endRun(repository: SandboxRepository, run: ScenarioRun): SandboxRun | null {
  const made = repository.runs.get(run.id);
  if (made === undefined) return null;
  made.endedAt = isoTime(endOf(run));
  return made;
}

/** Stands for contents that no scenario writes down: 64 hexadecimal digits that depend on name and size. */
function digestOf(name: string, size: number): string {
  const half = hashObject({ kind: 'blob', content: Buffer.from(`${name} ${size}`) });
  return `sha256:${(half + half).slice(0, 64)}`;
}

function rulesetOf(state: SandboxState, ruleset: ScenarioRuleset): SandboxRuleset {
  return {
    id: state.nextId(),
    name: ruleset.name,
    target: ruleset.target ?? 'branch',
    enforcement: ruleset.enforcement ?? 'active',
    from: ruleset.from ?? 'Repository',
    include: ruleset.include,
    exclude: ruleset.exclude ?? [],
    rules: ruleset.rules.map((rule) => (typeof rule === 'string' ? { type: rule } : rule)),
    bypassActors: ruleset.bypassActors ?? 0,
  };
}

function environmentOf(state: SandboxState, environment: ScenarioEnvironment): SandboxEnvironment {
  return {
    id: state.nextId(),
    name: environment.name,
    reviewers: environment.reviewers ?? [],
    preventSelfReview: environment.preventSelfReview ?? false,
    adminBypass: environment.adminBypass ?? true,
    branchPolicy: environment.branchPolicy ?? 'none',
    secrets: new Map(Object.entries(environment.secrets ?? {})),
  };
}

function protectionOf(protection: ScenarioBranchProtection): SandboxBranchProtection {
  return {
    approvals: protection.approvals ?? 0,
    codeOwnerReview: protection.codeOwnerReview ?? false,
    forcePushes: protection.forcePushes ?? false,
    deletions: protection.deletions ?? false,
    adminsEnforced: protection.adminsEnforced ?? false,
  };
}

function people(scenario: ScenarioRepository): readonly string[] {
  const commits = [
    ...(scenario.commits ?? []),
    ...Object.values(scenario.branches ?? {}).flat(),
    ...(scenario.orphans ?? []),
  ];
  return [
    ...Object.keys(scenario.collaborators ?? {}),
    ...(scenario.environments ?? []).flatMap(({ reviewers = [] }) => reviewers),
    ...commits.flatMap(({ author }) => (author === undefined || author.includes(' ') ? [] : [author])),
  ];
}
