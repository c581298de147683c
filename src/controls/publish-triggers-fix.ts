import { codeWords } from '../registries/plain.ts';
import type { Workflow } from '../workflows/model.ts';
import type { Fix } from './control.ts';
import { jobName } from './job-words.ts';
import type { WorkflowJob } from './located-steps.ts';

/**
 * The edit that lets a job run by an event only where people of the project caused it; null where no condition tells
 * them from others.
 */
export function startedByOwnFix(
  event: string,
  { workflow, job }: WorkflowJob,
  workflows: readonly Workflow[],
): Fix | null {
  const own = conditions[event];
  if (own === undefined || (event === 'workflow_run' && !followsPushes(workflow, workflows))) return null;
  const isOnly = workflow.triggers.every((trigger) => trigger.event === event);
  const asked = isOnly ? own : `(github.event_name != '${event}' || (${own}))`;
  const before = job.if?.value.trim() ?? '';
  const written = /^\$\{\{(?<inner>[^}]*)\}\}$/.exec(before)?.groups?.['inner']?.trim() ?? before;
  // an expression in the midst of a text is a text, and so always true
  if (written.includes('${{')) return null;
  return {
    safety: 'needs-thought',
    title: `Let ${jobName({ workflow, job })} run by ${codeWords(event)} only for people of the project`,
    edits: [
      {
        kind: 'set',
        path: workflow.path,
        at: ['jobs', job.id, 'if'],
        value: written === '' ? asked : `${asked} && (${written})`,
      },
    ],
  };
}

const byMember = (what: string): string =>
  `contains(fromJSON('["OWNER", "MEMBER", "COLLABORATOR"]'), github.event.${what}.author_association)`;

const conditions: Readonly<Record<string, string | undefined>> = {
  workflow_run: "github.event.workflow_run.event == 'push' && github.event.workflow_run.conclusion == 'success'",
  issue_comment: byMember('comment'),
  discussion_comment: byMember('comment'),
  discussion: byMember('discussion'),
  issues: byMember('issue'),
};

/** One of the workflows that it follows runs for a push: otherwise it would not run at all any more. */
function followsPushes(workflow: Workflow, workflows: readonly Workflow[]): boolean {
  const names = workflow.triggers.flatMap(({ event, filters }) =>
    event === 'workflow_run' ? (filters.get('workflows') ?? []) : [],
  );
  return workflows.some(
    ({ name, path, triggers }) => names.includes(name?.value ?? path) && triggers.some(({ event }) => event === 'push'),
  );
}
