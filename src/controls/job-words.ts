import { plain } from '../registries/plain.ts';
import type { Job, Workflow } from '../workflows/model.ts';

/** A job as a sentence names it: `job publish of release.yml`. */
export function jobName({ workflow, job }: { readonly workflow: Pick<Workflow, 'path'>; readonly job: Job }): string {
  return `job ${plain(job.id)} of ${fileName(workflow.path)}`;
}

/** The name that people and registries know a workflow by: `release.yml`. */
export function fileName(path: string): string {
  return plain(path.slice(path.lastIndexOf('/') + 1));
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most);
  const last = names.length > most ? `${names.length - most} more` : shown.pop();
  return shown.length === 0 ? (last ?? '') : `${shown.join(', ')} and ${last}`;
}
