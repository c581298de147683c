import type { Act } from '../registries/act.ts';
import type { ManifestPackage, Registry } from '../registries/registry.ts';
import { type Combination, combinationsOf } from '../workflows/matrix.ts';
import type { Workflow } from '../workflows/model.ts';
import { bindingsOf, everyBindingsOf } from './bindings.ts';
import { type Calls, callsOf } from './calls.ts';
import { interpretJob } from './interpret/job.ts';
import type { Run, World } from './interpret/run.ts';
import { stepScope } from './interpret/scope.ts';
import { type RunStart, startRun } from './interpret/start-run.ts';
import { mergePublications } from './merge.ts';
import type { Elsewhere, Publication } from './publication.ts';
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
  readonly publications: readonly Publication[];
  readonly elsewhere: readonly Elsewhere[];
}

/** Ways a job is run through for, by its own matrix and those of its callers; more are read with their values hidden. */
const mostWays = 64;

/** Acts that are run through again for such ways, in all jobs together; then matrices stay hidden. */
const mostActs = 30_000;

/** Runs every job of every workflow through, once for each way to start it, and notes what publishes. */
export function sitesOf(search: SiteSearch): SiteReading {
  const calls = callsOf(search.workflows, search.world.repository);
  const left = { acts: mostActs };
  const readings = search.workflows.map((workflow) => workflowSites(workflow, calls, search, left));
  return {
    publications: mergePublications(readings.flatMap(({ publications }) => publications)),
    elsewhere: unrepeated(readings.flatMap(({ elsewhere }) => elsewhere)),
  };
}

function workflowSites(workflow: Workflow, calls: Calls, search: SiteSearch, left: { acts: number }): SiteReading {
  const { world } = search;
  let publications: readonly Publication[] = [];
  let elsewhere: readonly Elsewhere[] = [];
  for (const chain of calls.chainsOf(workflow)) {
    const bindings = bindingsOf(chain, workflow, world);
    if (bindings === null) continue;
    const runs = new Map<string, Run>();
    for (const job of workflow.jobs) {
      if (calls.calledBy(job)) continue;
      const run = interpretJob({ world, workflow, job, chain, combination: null, ...bindings });
      if (run !== null) runs.set(job.id, run);
    }
    const readings = [...runs.values()].flatMap((run) => {
      const reading = publicationsOf(run, runs, search);
      const publishes = reading.publications.length + reading.elsewhere.length > 0;
      const ways = (publishes || namesByMatrix(run)) && left.acts > 0 ? waysOf(run) : null;
      left.acts -= (ways?.length ?? 0) * run.happenings.length;
      return ways?.map((way) => publicationsOf(way, runs, search)) ?? [reading];
    });
    publications = mergePublications([...publications, ...readings.flatMap((reading) => reading.publications)]);
    elsewhere = unrepeated([...elsewhere, ...readings.flatMap((reading) => reading.elsewhere)]);
  }
  return { publications, elsewhere };
}

/** A script that publishes with a program, or an action's input, that only the matrix names. */
function namesByMatrix({ job }: Run): boolean {
  const texts = job.steps.flatMap(({ run, with: inputs }) => [
    run?.value.value ?? '',
    ...inputs.map(({ value }) => value.value),
  ]);
  return (
    job.matrix !== null &&
    texts.some((text) => /\$\{\{\s*matrix\b/.test(text) && /publish|push|upload|release/.test(text))
  );
}

/** The job run through once for each combination of the matrices on its way; null where there are none to tell apart. */
function waysOf(run: Run): readonly Run[] | null {
  const { world, workflow, job, chain } = run;
  if (job.matrix === null && chain.every((link) => link.job.matrix === null)) return null;
  const every = everyBindingsOf(chain, workflow, world, mostWays) ?? [run.frame];
  return every.flatMap(({ inputs, secrets }) => {
    const start = { world, workflow, job, chain, inputs, secrets };
    return combinationsWithin(start, Math.floor(mostWays / every.length))
      .map((combination) => interpretJob({ ...start, combination }))
      .filter((way) => way !== null);
  });
}

/** The combinations of the job's own matrix; it stays hidden where they are computed or more than `most`. */
function combinationsWithin(start: Omit<RunStart, 'combination'>, most: number): readonly (Combination | null)[] {
  const { matrix } = start.job;
  if (matrix === null) return [null];
  const open = startRun({ ...start, combination: null });
  const combinations = combinationsOf(matrix, stepScope(open, open.frame, new Map()));
  return combinations === null || combinations.length > most ? [null] : combinations;
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
