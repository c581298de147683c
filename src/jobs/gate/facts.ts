import type { AskedHistory, DeploymentFacts, OpenMatters, PublishingPlan } from '../../audit/gate.ts';
import { publishingPlan, type Tree } from '../../audit/gate-plan.ts';
import { rulesetsInForce } from '../../controls/rulesets.ts';
import { readCommit } from '../../github/commit.ts';
import { firstPaths, settle } from '../../github/commit-files.ts';
import { checksOfCommit } from '../../github/deployment-checks.ts';
import { type DeploymentRun, readDeploymentRun } from '../../github/deployment-run.ts';
import { commitSource } from '../../github/deployment-source.ts';
import type { CommitId } from '../../github/snapshot.ts';
import { listTree } from '../../github/tree-listing.ts';
import { mapPublications } from '../../publishing/map.ts';
import { registries as allRegistries, registryOf } from '../../registries/index.ts';
import type { StoredDeployment } from '../../store/store.ts';
import type { Observation } from '../../types/observation.ts';
import { contentsOf, filesOf } from '../audit-commit.ts';
import { isOpen } from '../incidents/written.ts';
import type { ObservedWork } from '../repository-work.ts';
import type { InTime } from './in-time.ts';

/**
 * All that is known of a deployment before the moment comes at which it has to be answered.
 *
 * @param head of the default branch
 */
export async function factsOf(
  work: ObservedWork,
  deployment: StoredDeployment,
  head: CommitId,
  defaultBranch: string,
  inTime: InTime,
): Promise<DeploymentFacts> {
  const { context, client, place } = work;
  const { commit, ref, environment, runId } = deployment;
  const at = { client, owner: place.owner, name: place.repo, server: context.server };
  const page = `${context.server}/${place.owner}/${place.repo}`;
  const running = inTime.read(`${page}/actions`, readDeploymentRun(at, runId));
  const standing = inTime.read(
    `${page}/commit/${commit}`,
    commitSource(at, { commit, ref, defaultBranch, head: head.sha }),
  );
  const planned = inTime.read(page, planOf(work, { commit, environment }, head, running));
  const [run, source, tagRules, checks, plan, histories, open] = await Promise.all([
    running,
    standing,
    inTime.read(`${page}/rules`, tagRulesOf(work, ref, standing)),
    inTime.read(`${page}/commit/${commit}/checks`, othersChecks(work, checksOfCommit(at, commit))),
    planned,
    historiesOf(work, planned, inTime),
    openMatters(work, page),
  ]);
  return { environment, commit, defaultBranch, run, source, tagRules, checks, plan, histories, open };
}

/** Asked for only where the tag has to speak for the commit. */
async function tagRulesOf(
  { settings }: ObservedWork,
  ref: string,
  standing: Promise<DeploymentFacts['source']>,
): Promise<DeploymentFacts['tagRules']> {
  const stands = await standing;
  if (stands.state === 'seen' && stands.value.branch !== null) return { state: 'absent', source: stands.source };
  const whole = await settings.whole();
  const { rulesets, releases } = whole;
  if (rulesets.state === 'unreadable') return rulesets;
  const name = ref.replace(/^refs\/tags\//, '');
  const listed = releases.state === 'seen' ? releases.value : [];
  const isImmutable = listed.some(({ tag, immutable }) => tag === name && immutable === true);
  const value = { rulesets: rulesetsInForce(whole, `refs/tags/${name}`), isImmutable };
  return { state: 'seen', value, source: rulesets.source };
}

/** Our own check run tells of the branch, and may be red for what the deployment is not to blame for. */
async function othersChecks(
  { context }: ObservedWork,
  reading: ReturnType<typeof checksOfCommit>,
): ReturnType<typeof checksOfCommit> {
  const all = await reading;
  return all.state === 'seen' ? { ...all, value: all.value.filter(({ app }) => app !== context.app.id) } : all;
}

async function planOf(
  work: ObservedWork,
  { commit, environment }: Pick<StoredDeployment, 'commit' | 'environment'>,
  head: CommitId,
  running: Promise<Observation<DeploymentRun>>,
): Promise<Observation<PublishingPlan>> {
  const { context, client, place, repository } = work;
  const source = `${context.server}/${place.owner}/${place.repo}/tree/${commit}`;
  const found = commit === head.sha ? head : await readCommit(client, { ...place, sha: commit });
  if (found === null) return { state: 'unreadable', reason: 'GitHub does not show the commit', source };
  const files = await filesOf(work, found);
  const map = await settle(
    files,
    (seen) => mapPublications(seen, allRegistries, `${repository.owner}/${repository.name}`),
    { first: [...firstPaths(files.files.paths), ...repository.paths] },
  );
  const [ofCommit, ofDefaultBranch, run] = await Promise.all([treeOf(work, found), treeOf(work, head), running]);
  const workflow = run.state === 'seen' ? run.value.workflow : null;
  const value = publishingPlan(map, { workflow, environment }, { ofCommit, ofDefaultBranch });
  return { state: 'seen', value, source };
}

async function treeOf({ context, client, place, repository }: ObservedWork, { tree }: CommitId): Promise<Tree> {
  const contents = contentsOf(context.store, repository);
  const { entries, problems } = await listTree(client, contents, { owner: place.owner, name: place.repo, tree });
  return { entries, isWhole: problems.length === 0 };
}

async function historiesOf(
  { context }: ObservedWork,
  planned: Promise<Observation<PublishingPlan>>,
  inTime: InTime,
): Promise<readonly AskedHistory[]> {
  const plan = await planned;
  const names = new Map(
    (plan.state === 'seen' ? plan.value.packages : []).flatMap(({ registry, name }) =>
      name === null ? [] : [[`${registry} ${name}`, { registry, name }]],
    ),
  );
  const asked = [...names.values()].slice(0, mostNames).map(async ({ registry, name }): Promise<AskedHistory[]> => {
    const { client: load, homepage } = registryOf(registry);
    if (load === undefined) return [];
    if (context.registries === null) {
      const reason = 'registries are not asked here';
      return [{ registry, name, history: { state: 'unreadable', reason, source: homepage } }];
    }
    const { http } = context.registries;
    const history = inTime.read(
      homepage,
      load().then((client) => client.history(name, http)),
    );
    return [{ registry, name, history: await history }];
  });
  return (await Promise.all(asked)).flat();
}

/** As many packages as an audit asks about. */
const mostNames = 60;

async function openMatters({ context, repository }: ObservedWork, page: string): Promise<Observation<OpenMatters>> {
  const { reports, incidents } = context.store;
  const report = await reports.ofRecord(repository.id);
  const open = (await incidents.ofRepository(repository.id)).filter(isOpen).length;
  if (report === null)
    return open === 0 ? { state: 'absent', source: page } : seenAt(page, { critical: [], incidents: open });
  const critical = report.findings
    .filter(({ severity, confidential }) => severity === 'critical' && confidential !== true)
    .map(({ control }) => control);
  return seenAt(page, { critical, incidents: open });
}

function seenAt<T>(source: string, value: T): Observation<T> {
  return { state: 'seen', value, source };
}
