import type { Act } from '../registries/act.ts';
import { emptyValue, textOf } from '../types/values.ts';
import type { Run } from './interpret/run.ts';

/** What attests in this job, in the jobs it waits for, and in those that wait for it. */
export function attestationsIn(run: Run, runs: ReadonlyMap<string, Run>): readonly Act[] {
  const seen = new Set<Run>();
  const visit = (current: Run | undefined): void => {
    if (current === undefined || seen.has(current)) return;
    seen.add(current);
    for (const id of current.job.needs) visit(runs.get(id));
  };
  visit(run);
  for (const other of runs.values()) if (other.job.needs.includes(run.job.id)) seen.add(other);
  return [...seen].flatMap(attestationsOf);
}

function attestationsOf(run: Run): readonly Act[] {
  const acts = knownAttestations.get(run) ?? run.happenings.map(({ act }) => act).filter(attests);
  knownAttestations.set(run, acts);
  return acts;
}

const knownAttestations = new WeakMap<Run, readonly Act[]>();

/** Actions that attest what a job has built. */
const attesting: readonly string[] = [
  'actions/attest',
  'actions/attest-build-provenance',
  'astral-sh/attest-action',
  'slsa-framework/slsa-github-generator',
  'github-early-access/generate-build-provenance',
];

/** Whether an act makes an attestation of what is being released. */
function attests(act: Act): boolean {
  if (act.kind === 'action') return attesting.some((name) => act.action === name || act.action.startsWith(`${name}/`));
  return (
    act.program === 'cosign' && ['sign', 'attest', 'attest-blob'].includes(textOf(act.words[0] ?? emptyValue) ?? '')
  );
}
