import { resolveCommit } from '../../sandbox/git/resolve.ts';
import type { ScenarioBuild, ScenarioPackageRelease } from '../../sandbox/scenario-package.ts';
import { fileOf, type Scene } from './scene.ts';

/** The version is published past the repository, by an account or a copied token. */
export function publishPastRepository(scene: Scene, version: string, how: { readonly email?: string } = {}): void {
  publish(scene, {
    version,
    by: { person: { name: scene.account, ...how } },
    build: null,
    claimedCommit: null,
    installScript: true,
  });
}

/** The version is released as the last one was: commit, tag, run, publication, release. */
export async function releaseAsUsual(scene: Scene, version: string, own: OddParts = {}): Promise<void> {
  const { stage, owner, repository } = scene;
  const { people } = stage.sandbox;
  const commit = await people.push(owner, repository.name, repository.defaultBranch, {
    message: `Release ${version}`,
    verified: true,
    files: bumped(scene, version),
  });
  const tag = tagOf(scene, version);
  if (tag !== null) {
    await people.createTag(owner, repository.name, tag, { target: commit, verified: true });
    await people.release(owner, repository.name, { tag });
  }
  await runRelease(scene, version, own);
}

/** The publishing workflow runs for the version’s tag, or for the default branch where releases have none. */
export async function runRelease(scene: Scene, version: string, own: OddParts = {}): Promise<void> {
  const { repository, last } = scene;
  const tag = tagOf(scene, version);
  const commit = resolveCommit(repository, tag === null ? repository.defaultBranch : `refs/tags/${tag}`);
  if (last === null || commit === null) return;
  const build = last.build ?? null;
  const made = build === null ? null : { ...build, commit, run: nextRun(scene), ...refOf(build, tag) };
  if (made !== null) await run(scene, made, { conclusion: own.conclusion ?? 'success', branch: tag });
  if (own.published === false) return;
  publish(scene, {
    ...asLast(last),
    version,
    by: last.by,
    build: made,
    attested: last.attested ?? false,
    claimedCommit: last.claimedCommit === null ? null : commit,
    ...(own.installScript === true ? { installScript: true } : {}),
  });
}

interface OddParts {
  /** False: the run ends before anything arrives. */
  readonly published?: boolean;
  readonly conclusion?: string;
  readonly installScript?: boolean;
}

/** A branch that lives for minutes, a run on it, and a release of what it built. */
export async function releaseFromBranch(scene: Scene, version: string, branch: string): Promise<void> {
  const { stage, owner, repository, last } = scene;
  const commit = await stage.sandbox.people.push(owner, repository.name, branch, {
    message: 'Update',
    verified: false,
    files: bumped(scene, version),
  });
  const build = last?.build ?? null;
  const made =
    build === null
      ? null
      : { ...build, commit, run: nextRun(scene), ref: `refs/heads/${branch}`, event: 'workflow_dispatch' };
  if (made !== null) await run(scene, made, { conclusion: 'success', branch });
  if (last === null) return;
  publish(scene, {
    version,
    by: last.by,
    build: made,
    attested: last.attested ?? false,
    claimedCommit: commit,
    installScript: true,
  });
}

/** Nobody is told of it: the branch is gone when somebody looks. */
export function deleteBranch({ repository }: Scene, branch: string): void {
  repository.refs.delete(`refs/heads/${branch}`);
}

/** Code in a run of the usual workflow asks for the identity by itself, and the run fails afterwards. */
export async function publishFromWithinRun(scene: Scene, version: string): Promise<void> {
  const { repository, last } = scene;
  const build = last?.build ?? null;
  const head = repository.refs.get(`refs/heads/${repository.defaultBranch}`);
  if (last === null || build === null || head === undefined) return publishPastRepository(scene, version);
  const made = {
    ...build,
    commit: head,
    run: nextRun(scene),
    ref: `refs/heads/${repository.defaultBranch}`,
    event: 'schedule',
  };
  await run(scene, made, { conclusion: 'failure', branch: repository.defaultBranch });
  publish(scene, {
    version,
    by: last.by,
    build: made,
    attested: last.attested ?? false,
    claimedCommit: head,
    installScript: true,
  });
}

/** From now on every request to the target’s registry is answered with an error of the server, until it is up again. */
export function takeDown(scene: Scene): void {
  scene.isDown = true;
  const { registry } = scene.target;
  scene.stage.sandbox.registries.fault({
    matches: ({ service }) => scene.isDown && service === registry,
    times: Number.MAX_SAFE_INTEGER,
    kind: { type: 'status', status: 503 },
  });
}

/** Opens a pull request and gives its number. */
export async function propose(
  { stage, owner, repository }: Scene,
  {
    title,
    branch,
    files,
  }: { readonly title: string; readonly branch: string; readonly files: Readonly<Record<string, string>> },
): Promise<number> {
  const pull = await stage.sandbox.people.openPull(owner, repository.name, {
    title,
    branch,
    by: owner,
    commit: { message: title, files },
  });
  return pull.number;
}

/** The publishing workflow with the first of its actions exchanged for another one, by branch; null where there is none. */
export function withOtherAction(scene: Scene, other: string): Readonly<Record<string, string>> | null {
  const path = scene.target.publication.workflow;
  const text = path === null ? null : fileOf(scene, path);
  if (path === null || text === null) return null;
  const changed = text.replace(/^( *(?:- )?uses: )[^\s#]+[^\n]*$/m, (_, before: string) => `${before}${other}`);
  return changed === text ? null : { [path]: changed };
}

function publish({ stage, target, stock }: Scene, release: Omit<ScenarioPackageRelease, 'at'>): void {
  if (stock === null) return;
  const at = stage.sandbox.state.now().toISOString();
  stage.sandbox.registries.publish(target.registry, target.package, { ...release, at });
}

/** What a release has in common with the last one, beside where it was built. */
function asLast(last: ScenarioPackageRelease) {
  const { dependencies, signingKey, repository } = last;
  return {
    ...(dependencies === undefined ? {} : { dependencies }),
    ...(signingKey === undefined ? {} : { signingKey }),
    ...(repository === undefined ? {} : { repository }),
  };
}

async function run(
  { stage, owner, repository }: Scene,
  build: ScenarioBuild,
  { conclusion, branch }: { readonly conclusion: string; readonly branch: string | null },
): Promise<void> {
  const now = stage.sandbox.state.now().getTime();
  await stage.sandbox.people.run(owner, repository.name, {
    id: build.run,
    workflow: build.workflow,
    event: build.event ?? 'push',
    commit: build.commit,
    branch,
    startedAt: new Date(now - 60_000).toISOString(),
    endedAt: new Date(now).toISOString(),
    conclusion,
  });
}

function nextRun({ repository }: Scene): number {
  return Math.max(8_000_000_000, ...repository.runs.keys()) + 1;
}

function refOf({ ref }: ScenarioBuild, tag: string | null): Pick<ScenarioBuild, 'ref'> | Record<never, never> {
  return ref?.startsWith('refs/tags/') === true && tag !== null ? { ref: `refs/tags/${tag}` } : {};
}

/** The tag of the last version with the new one in its place; null where the last one has none. */
function tagOf({ repository, versions }: Scene, version: string): string | null {
  const tags = [...repository.refs.keys()].flatMap((ref) => (ref.startsWith('refs/tags/') ? [ref.slice(10)] : []));
  const last = tags.findLast((tag) => tag.endsWith(versions.last));
  return last === undefined ? null : last.slice(0, last.length - versions.last.length) + version;
}

/** The package’s manifest with the new version, and a note. */
function bumped(scene: Scene, version: string): Readonly<Record<string, string>> {
  const { target, versions } = scene;
  const manifest = target.report.packages.find(
    ({ registry, name }) => registry === target.registry && name === target.package,
  );
  const text = manifest === undefined ? null : fileOf(scene, manifest.manifest);
  const note = { 'CHANGES.md': `Version ${version}\n` };
  if (manifest === undefined || text === null) return note;
  return { ...note, [manifest.manifest]: text.replaceAll(versions.last, version) };
}
