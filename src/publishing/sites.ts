import type { Act } from '../registries/act.ts';
import type { ManifestPackage, Registry } from '../registries/registry.ts';
import { type Combination, combinationsOf } from '../workflows/matrix.ts';
import type { Job, Workflow } from '../workflows/model.ts';
import { bindingsOf } from './bindings.ts';
import { calledBy, chainsOf } from './calls.ts';
import { interpretJob } from './interpret/job.ts';
import type { Run, World } from './interpret/run.ts';
import type { CallChain, Elsewhere, Publication } from './publication.ts';
import { publicationsOf } from './publications-of-run.ts';
import type { Recognition } from './recognise.ts';

export interface SiteSearch {
  readonly world: World;
  readonly workflows: readonly Workflow[];
  readonly registries: readonly Registry[];
  readonly packages: readonly ManifestPackage[];
  recognise(act: Act): readonly Recognition[];
}

export interface SiteReading {
  /** One for each act that publishes; the same step may occur more than once. */
  readonly publications: readonly Publication[];
  readonly elsewhere: readonly Elsewhere[];
}

/** Combinations a job is run through for; a larger matrix is read with its values hidden. */
const mostCombinations = 64;

/** Runs every job of every workflow through, once for each way to start it, and notes what publishes. */
export function sitesOf(search: SiteSearch): SiteReading {
  const publications: Publication[] = [];
  const elsewhere: Elsewhere[] = [];
  for (const workflow of search.workflows) {
    for (const chain of chainsOf(workflow, search.workflows, search.world.repository)) {
      const jobs = new Map<string, Run>();
      for (const job of workflow.jobs) {
        if (calledBy(job, search.workflows, search.world.repository)) continue;
        const run = runOf(job, workflow, chain, null, search);
        if (run !== null) jobs.set(job.id, run);
      }
      for (const run of jobs.values()) {
        const reading = publicationsOf(run, jobs, search);
        const combinations =
          reading.publications.length + reading.elsewhere.length > 0 && run.job.matrix
            ? combinationsOf(run.job.matrix)
            : null;
        if (combinations === null || combinations.length > mostCombinations) {
          publications.push(...reading.publications);
          elsewhere.push(...reading.elsewhere);
          continue;
        }
        for (const combination of combinations) {
          const single = runOf(run.job, workflow, chain, combination, search);
          if (single === null) continue;
          const one = publicationsOf(single, jobs, search);
          publications.push(...one.publications);
          elsewhere.push(...one.elsewhere);
        }
      }
    }
  }
  return { publications, elsewhere: unrepeated(elsewhere) };
}

function runOf(
  job: Job,
  workflow: Workflow,
  chain: CallChain,
  combination: Combination | null,
  search: SiteSearch,
): Run | null {
  const bindings = bindingsOf(chain, workflow, search.world);
  return bindings === null
    ? null
    : interpretJob({ world: search.world, workflow, job, chain, combination, ...bindings });
}

function unrepeated(elsewhere: readonly Elsewhere[]): readonly Elsewhere[] {
  const seen = new Map(
    elsewhere.map((entry) => [`${entry.workflow.path}\n${entry.job.id}\n${entry.at.line}\n${entry.name}`, entry]),
  );
  return [...seen.values()].sort(
    (a, b) => compare(a.workflow.path, b.workflow.path) || a.at.line - b.at.line || compare(a.name, b.name),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
