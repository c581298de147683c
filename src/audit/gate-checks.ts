import type { CommitCheck } from '../github/deployment-checks.ts';
import type { CommitSource } from '../github/deployment-source.ts';
import type { Policy } from '../policy/policy.ts';
import { codeWords } from '../registries/plain.ts';
import type { GateCheckId } from '../types/gate.ts';
import type { ComparedFile, DeploymentFacts, PublishingPlan } from './gate.ts';
import { unpublishedCheck, versionCheck } from './gate-versions.ts';
import { cannotTell, doesNotApply, hidden, type Judged, listed, passes, refuses } from './gate-words.ts';

type Judge = (facts: DeploymentFacts, policy: Policy['deployments']) => Judged;

/** The questions in the order in which they are told. */
export const gateChecks: Readonly<Record<GateCheckId, Judge>> = {
  source: sourceCheck,
  checks: checksCheck,
  version: versionCheck,
  unpublished: unpublishedCheck,
  workflow: workflowCheck,
  findings: findingsCheck,
};

function sourceCheck(facts: DeploymentFacts, { signedTags }: Policy['deployments']): Judged {
  const { run, source, commit } = facts;
  if (source.state === 'unreadable') return hidden('where the commit stands', source);
  if (source.state === 'absent') return refuses('the repository does not hold the commit');
  if (run.state === 'seen' && run.value.commit !== commit)
    return cannotTell(`the run is of ${short(run.value.commit)} and its deployment of ${short(commit)}`);
  const { branch, tag } = source.value;
  if (tag !== null && !tag.leadsHere) return refuses(`the tag ${codeWords(tag.name)} leads to another commit by now`);
  if (tag !== null && signedTags && !tag.isSigned)
    return refuses(
      `the tag ${codeWords(tag.name)} has no signature of its own that GitHub verified, which the policy asks for`,
    );
  if (branch !== null) return passes(`the commit is on ${codeWords(branch)}, a protected branch`);
  return tag === null ? refuses('no protected branch leads to the commit') : taggedOnly(facts, tag);
}

/** A tag vouches for its commit where nobody can move it, and not everybody who may push can make one. */
function taggedOnly({ tagRules }: DeploymentFacts, { name, isSigned }: NonNullable<CommitSource['tag']>): Judged {
  if (tagRules.state === 'unreadable') return hidden('the rulesets for tags', tagRules);
  const { rulesets, isImmutable } = tagRules.state === 'seen' ? tagRules.value : { rulesets: [], isImmutable: false };
  const types = new Set(rulesets.flatMap(({ rules }) => rules.map(({ type }) => type)));
  const isFixed = isImmutable || (types.has('deletion') && (types.has('update') || types.has('non_fast_forward')));
  const tag = `the tag ${codeWords(name)}`;
  if (!isFixed)
    return refuses(`no protected branch leads to the commit, and no ruleset keeps ${tag} from being moved and deleted`);
  if (!isSigned && !types.has('creation'))
    return refuses(
      `no protected branch leads to the commit, and ${tag} is not signed and could be made by anybody who may push`,
    );
  return passes(`the commit is at the protected tag ${codeWords(name)}`);
}

function checksCheck({ checks, run }: DeploymentFacts): Judged {
  if (run.state === 'unreadable') return hidden('which checks are of the run itself', run);
  if (checks.state === 'unreadable') return hidden('the checks of the commit', checks);
  const own = run.state === 'seen' ? run.value.suite : null;
  const others = checks.state === 'seen' ? checks.value.filter(({ suite }) => suite === null || suite !== own) : [];
  const inState = (state: CommitCheck['state']) =>
    others.filter((check) => check.state === state).map(({ name }) => name);
  const [red, running] = [inState('red'), inState('running')];
  if (red.length > 0) return refuses(`not green: ${listed(red)}`);
  if (running.length > 0) return { outcome: 'cannot-tell', says: `still running: ${listed(running)}`, isRunning: true };
  const green = inState('green').length;
  if (green === 0) return doesNotApply('no other check was made of the commit');
  return passes(
    green === 1 ? 'the one other check of the commit is green' : `all ${green} other checks of the commit are green`,
  );
}

function workflowCheck({ run, plan, environment, defaultBranch }: DeploymentFacts): Judged {
  if (run.state === 'unreadable') return hidden('which workflow is running', run);
  if (run.state === 'absent') return cannotTell('GitHub does not show the run that asks');
  if (plan.state === 'unreadable') return hidden('the workflows of the commit', plan);
  const { workflow } = run.value;
  const { workflows, files }: Pick<PublishingPlan, 'workflows' | 'files'> =
    plan.state === 'seen' ? plan.value : { workflows: [], files: [] };
  const where = codeWords(environment);
  if (workflows.length > 0 && !workflows.includes(workflow))
    return refuses(`${codeWords(workflow)} is running, and only ${listed(workflows)} is known to publish in ${where}`);
  const branch = codeWords(defaultBranch);
  const changed = files.filter(({ is }) => is !== 'equal' && is !== 'unknown');
  const [first] = changed;
  if (first !== undefined) return refuses(`${fileWords(first)} on ${branch}${more(changed.length - 1)}`);
  if (files.length === 0 || files.some(({ is }) => is === 'unknown'))
    return cannotTell(`${codeWords(workflow)} could not be compared with ${branch}`);
  const known = workflows.length === 0 ? '; nothing that it publishes in this environment is known' : '';
  return passes(`${codeWords(workflow)} is byte for byte that of ${branch}${known}`);
}

function fileWords({ path, is }: ComparedFile): string {
  if (is === 'new') return `${codeWords(path)} is not there`;
  return is === 'gone' ? `${codeWords(path)} is gone from the commit and still` : `${codeWords(path)} is another one`;
}

function findingsCheck({ open }: DeploymentFacts): Judged {
  if (open.state === 'unreadable') return hidden('the last audit', open);
  if (open.state === 'absent') return cannotTell('the default branch has not been audited yet');
  const { critical, incidents } = open.value;
  if (incidents > 0)
    return refuses('a security matter of an earlier release is open, of which the maintainers were told in private');
  if (critical.length > 0) return refuses(`a critical finding is open: ${listed(critical)}`);
  return passes('no critical finding is open on the default branch');
}

function more(count: number): string {
  return count <= 0 ? '' : `, and ${count} more ${count === 1 ? 'file differs' : 'files differ'}`;
}

function short(sha: string): string {
  return codeWords(sha.slice(0, 12));
}
