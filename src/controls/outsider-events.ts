import { type Scope, scopeOf, truthOf } from '../workflows/expressions/index.ts';
import type { Step, Workflow } from '../workflows/model.ts';
import { effectiveConditions } from './job-conditions.ts';
import type { WorkflowJob } from './located-steps.ts';

/** An event that people without write access cause, and that runs with the repository's own rights. */
export interface OutsiderEvent {
  readonly event: string;
  /** How an outsider causes it. */
  readonly cause: string;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows */
const outsiderEvents: readonly OutsiderEvent[] = [
  { event: 'pull_request_target', cause: 'a pull request from a fork' },
  { event: 'workflow_run', cause: 'a workflow that a pull request from a fork has started' },
  { event: 'issue_comment', cause: 'a comment on an issue or pull request' },
  { event: 'issues', cause: 'a new issue' },
  { event: 'discussion', cause: 'a new discussion' },
  { event: 'discussion_comment', cause: 'a comment on a discussion' },
];

/** Whom an event lets start a job or step: anybody, only people with write access, or nobody. */
export type Starter = 'outsiders' | 'insiders' | 'nobody';

/** The outsiders' events that start a workflow. */
export function outsiderEventsOf(workflow: Workflow, workflows: readonly Workflow[]): readonly OutsiderEvent[] {
  return outsiderEvents.filter(({ event }) => {
    const trigger = workflow.triggers.find((candidate) => candidate.event === event);
    if (trigger === undefined) return false;
    return event !== 'workflow_run' || followsPullRequests(trigger.filters.get('workflows') ?? [], workflows);
  });
}

export interface Started {
  /** The job, and those that call its workflow. */
  readonly jobs: readonly WorkflowJob[];
  /** Steps that have to run too: the one in question, and the one that uses the action it stands in. */
  readonly steps?: readonly Step[];
  /** `owner/name` of the project; null where it is not known. */
  readonly repository: string | null;
}

/** Whom an event lets run a job, or a step of it, as far as `if:` tells. */
export function starterOf(event: string, { jobs, steps = [], repository }: Started): Starter {
  const conditions = [...jobs.flatMap(effectiveConditions), ...steps.map((step) => step.if?.value ?? null)];
  if (conditions.some((condition) => truthOf(condition, eventScope(event)) === 'false')) return 'nobody';
  return conditions.some((condition) => truthOf(condition, fromOutside(event, repository)) === 'false')
    ? 'insiders'
    : 'outsiders';
}

/** What is known of the contexts when the event starts a run, whoever causes it. */
export function eventScope(event: string): Scope {
  return scopeOf({ github: { properties: bindings({ ...facts(event) }), complete: false } });
}

/** The same, caused by somebody who has no part in the project. */
function fromOutside(event: string, repository: string | null): Scope {
  const values = { ...facts(event), ...(repository === null ? {} : project(repository)), ...outsider };
  return scopeOf({ github: { properties: bindings(values), complete: false } });
}

/** A pull request that is merged was reviewed: what is asked here is what happens before. */
function facts(event: string): Record<string, string | boolean> {
  return {
    event_name: event,
    'event.pull_request.merged': false,
    ...(event === 'workflow_run' ? { 'event.workflow_run.event': 'pull_request' } : {}),
  };
}

/** Where the project itself is meant. Without its name, a comparison with it is not decided. */
function project(repository: string): Record<string, string> {
  const owner = repository.split('/')[0] ?? '';
  return {
    repository,
    repository_owner: owner,
    'event.repository.full_name': repository,
    'event.repository.owner.login': owner,
    'event.pull_request.base.repo.full_name': repository,
    'event.pull_request.base.repo.owner.login': owner,
    'event.workflow_run.repository.full_name': repository,
  };
}

const outsider: Readonly<Record<string, string | boolean>> = {
  actor: 'outsider',
  triggering_actor: 'outsider',
  'event.sender.login': 'outsider',
  'event.sender.type': 'User',
  'event.comment.author_association': 'NONE',
  'event.comment.user.login': 'outsider',
  'event.issue.author_association': 'NONE',
  'event.issue.user.login': 'outsider',
  'event.pull_request.author_association': 'NONE',
  'event.pull_request.user.login': 'outsider',
  'event.pull_request.head.repo.full_name': 'outsider/fork',
  'event.pull_request.head.repo.owner.login': 'outsider',
  'event.pull_request.head.user.login': 'outsider',
  'event.pull_request.head.repo.fork': true,
  'event.workflow_run.actor.login': 'outsider',
  'event.workflow_run.triggering_actor.login': 'outsider',
  'event.workflow_run.head_repository.full_name': 'outsider/fork',
  'event.workflow_run.head_repository.owner.login': 'outsider',
  'event.workflow_run.head_repository.fork': true,
};

function bindings(values: Readonly<Record<string, string | boolean>>) {
  return new Map(Object.entries(values).map(([name, data]) => [name, { kind: 'data' as const, data }]));
}

/** Whether one of the named workflows runs for pull requests; one that is not found here may. */
function followsPullRequests(names: readonly string[], workflows: readonly Workflow[]): boolean {
  if (names.length === 0) return true;
  return names.some((name) => {
    const followed = workflows.filter((workflow) => (workflow.name?.value ?? workflow.path) === name);
    return followed.length === 0 || followed.some(({ triggers }) => triggers.some(({ event }) => ofPulls.has(event)));
  });
}

const ofPulls: ReadonlySet<string> = new Set([
  ...outsiderEvents.map(({ event }) => event),
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
]);
