import { codeWords, plain } from '../registries/plain.ts';
import type { Job, Workflow } from '../workflows/model.ts';

/** A job as a sentence names it: ``the job `publish` of `release.yml` ``. */
export function jobName({ workflow, job }: { readonly workflow: Pick<Workflow, 'path'>; readonly job: Job }): string {
  return `the job ${codeWords(job.id)} of ${fileName(workflow.path)}`;
}

/** The name that people and registries know a workflow by, as code: `release.yml`. */
export function fileName(path: string): string {
  return codeWords(path.slice(path.lastIndexOf('/') + 1));
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most);
  const last = names.length > most ? `${names.length - most} more` : shown.pop();
  return shown.length === 0 ? (last ?? '') : `${shown.join(', ')} and ${last}`;
}

/** The same for texts that are shown as code, each cut to what a sentence can bear. */
export function listedCode(texts: readonly string[], most = 4): string {
  return listed(texts.map(codeWords), most);
}

/** Where a credential comes from: its name as code; what has no name, in the words that stand for it. */
export function sourceWords(source: string): string {
  return /\s/.test(source) ? plain(source) : codeWords(source);
}
