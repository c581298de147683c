import type { CallChain } from '../publishing/publication.ts';
import { referencesOf } from '../types/values.ts';
import { evaluateText, nothingKnown } from '../workflows/expressions/index.ts';
import { effectivePermissions } from '../workflows/permissions.ts';
import type { WorkflowJob } from './located-steps.ts';

/** What code that runs in a job can lay its hands on. */
export interface JobRights {
  /** Names of secrets that are put into the job, without the job's own token; `every secret` where all are handed on. */
  readonly secrets: readonly string[];
  /** Scopes that the job's token may write. */
  readonly writes: readonly string[];
  /** No `permissions:` decide: the repository's default does. */
  readonly byDefault: boolean;
}

export function rightsOf({ workflow, job }: WorkflowJob, callers: CallChain = []): JobRights {
  const permissions = effectivePermissions(workflow, job, callers.length > 0 ? [callers] : []);
  const entries = [
    ...[...workflow.env, ...job.env, ...job.with, ...job.secrets.entries].map(({ value }) => value.value),
    ...job.steps.flatMap((step) => [
      ...[...step.env, ...step.with].map(({ value }) => value.value),
      ...(step.run === null ? [] : [step.run.value.value]),
    ]),
  ];
  const secrets = entries.flatMap(secretsIn);
  return {
    secrets: [...new Set(job.secrets.inherit === null ? secrets : [...secrets, 'every secret'])].toSorted(),
    writes: [...(permissions ?? [])].flatMap(([scope, level]) => (level === 'write' ? [scope] : [])).toSorted(),
    byDefault: permissions === null,
  };
}

function secretsIn(text: string): readonly string[] {
  if (!text.includes('secrets')) return [];
  return referencesOf(evaluateText(text, nothingKnown)).flatMap(({ context, path }) => {
    if (context !== 'secrets') return [];
    const [name] = path;
    if (name === undefined || name.includes('*')) return ['every secret'];
    return name.toUpperCase() === 'GITHUB_TOKEN' ? [] : [`secrets.${name}`];
  });
}
