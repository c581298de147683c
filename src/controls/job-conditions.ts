import type { WorkflowJob } from './located-steps.ts';

/**
 * The conditions that must hold for a job to run: its own, and those of the jobs it waits for, since it is skipped with
 * them unless it says otherwise. Null where there is none.
 */
export function effectiveConditions({ workflow, job }: WorkflowJob): readonly (string | null)[] {
  const conditions: (string | null)[] = [];
  const waiting = new Set([job]);
  for (const each of waiting) {
    const condition = each.if?.value ?? null;
    conditions.push(condition);
    if (condition !== null && regardless.test(condition)) continue;
    for (const needed of workflow.jobs) if (each.needs.includes(needed.id)) waiting.add(needed);
  }
  return conditions;
}

/** Functions with which a job runs although a job that it waits for was skipped. */
const regardless = /\b(?:always|cancelled|failure)\s*\(/i;
