import { type Location, locationOf } from '../types/place.ts';
import { referencesOf } from '../types/values.ts';
import { evaluateText, nothingKnown, type Scope, scopeOf } from '../workflows/expressions/index.ts';
import { combinationsOf } from '../workflows/matrix.ts';
import type { Job, Workflow } from '../workflows/model.ts';
import { parseUses } from '../workflows/parse-uses.ts';
import { textsOf } from './workflow-texts.ts';

/** A job that gets a stored secret into its hands, or the head of a workflow that hands it to every job. */
export interface Reader {
  readonly workflow: Workflow;
  /** Null for what stands above the jobs. */
  readonly job: Job | null;
  /**
   * `name`: it names the secret. `computed`: a name that is only known when it runs may be this one. `all`: it takes every
   * secret at once, as `toJSON(secrets)` does. `inherit`: it passes on every secret to a workflow that reads this one, or
   * that stands elsewhere and may.
   */
  readonly how: 'name' | 'computed' | 'all' | 'inherit';
  readonly location: Location;
}

/** Every place of the workflows that can read the secret, through reusable workflows too; one for each line. */
export function readersOf(secret: string, workflows: readonly Workflow[]): readonly Reader[] {
  // Several controls ask, for each publication
  const known = asked.get(workflows) ?? new Map<string, readonly Reader[]>();
  asked.set(workflows, known);
  const before = known.get(secret);
  if (before !== undefined) return before;
  const readers = readersAmong(secret, workflows);
  known.set(secret, readers);
  return readers;
}

const asked = new WeakMap<readonly Workflow[], Map<string, readonly Reader[]>>();

function readersAmong(secret: string, workflows: readonly Workflow[]): readonly Reader[] {
  const walk: Walk = { byPath: new Map(workflows.map((workflow) => [workflow.path, workflow])), known: new Map() };
  const names = new Set([secret.toUpperCase()]);
  const found = workflows.flatMap((workflow) => readersIn(workflow, names, walk));
  return [...new Map(found.map((reader) => [keyOf(reader), reader])).values()];
}

/** Names of all secrets that a workflow reads, as they are written; what is computed is left out. */
export function namedSecrets(workflow: Workflow): readonly string[] {
  const found = textsOf(workflow).flatMap(({ text, job }) => readingsOf(text, job).filter((name) => isWhole(name)));
  return [...new Set(found.map((name) => name.toUpperCase()))].toSorted();
}

interface Walk {
  readonly byPath: ReadonlyMap<string, Workflow>;
  /** Readers by workflow and names; nothing for one that is being walked, since workflows may call each other in circles. */
  readonly known: Map<string, readonly Reader[]>;
}

/** Workflows that are walked for one secret, each once for every set of names that it may have there. */
const mostWalked = 1000;

/** @param names the names that the secret has here, in capitals */
function readersIn(workflow: Workflow, names: ReadonlySet<string>, walk: Walk): readonly Reader[] {
  const key = JSON.stringify([workflow.path, ...[...names].toSorted()]);
  const known = walk.known.get(key);
  if (known !== undefined || walk.known.size >= mostWalked) return known ?? [];
  walk.known.set(key, []);
  const readers = [
    ...textsOf(workflow).flatMap(({ job, text, at }): readonly Reader[] => {
      const hows = readingsOf(text, job).flatMap((name) => howOf(name, names) ?? []);
      const how = ranked.find((each) => hows.includes(each));
      return how === undefined ? [] : [{ workflow, job, how, location: locationOf(at) }];
    }),
    ...workflow.jobs.flatMap((job) => throughCall(workflow, job, names, walk)),
  ];
  walk.known.set(key, readers);
  return readers;
}

function throughCall(workflow: Workflow, job: Job, names: ReadonlySet<string>, walk: Walk): readonly Reader[] {
  const { inherit, entries } = job.secrets;
  const given = entries.filter(({ value }) => readingsOf(value.value, job).some((name) => howOf(name, names) !== null));
  const inside = inherit === null ? new Set(given.map(({ name }) => name.toUpperCase())) : names;
  if (job.uses === null || inside.size === 0) return [];
  const uses = parseUses(job.uses.value.value);
  const callee = uses.kind === 'local' ? walk.byPath.get(uses.path) : undefined;
  const readers = callee === undefined ? [] : readersIn(callee, inside, walk);
  if (inherit === null || (callee !== undefined && readers.length === 0)) return readers;
  return [{ workflow, job, how: 'inherit', location: locationOf(inherit) }, ...readers];
}

/** Where a text reads a secret in several ways, the plainest is told. */
const ranked = ['name', 'computed', 'all'] as const;

function howOf(name: string, names: ReadonlySet<string>): 'name' | 'computed' | 'all' | null {
  if (name === everything) return 'all';
  if (isWhole(name)) return names.has(name.toUpperCase()) ? 'name' : null;
  return [...names].some((each) => fits(each, name.toUpperCase())) ? 'computed' : null;
}

/** In place of a name: all of the secrets. */
const everything = '';

function isWhole(name: string): boolean {
  return name !== everything && !name.includes('*');
}

/** Whether a name can be what a half-known one turns out to be: `*` stands for any text. */
function fits(name: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop() ?? '';
  if (!name.startsWith(start) || !name.endsWith(end) || name.length < start.length + end.length) return false;
  let from = start.length;
  for (const piece of rest) {
    const at = name.indexOf(piece, from);
    if (at === -1 || at + piece.length > name.length - end.length) return false;
    from = at + piece.length;
  }
  return true;
}

/** Names of the secrets that flow out of a text, with `*` for what is not known of them. */
function readingsOf(text: string, job: Job | null): readonly string[] {
  if (!text.includes('${{') || !/secrets/i.test(text)) return [];
  const scopes = text.toLowerCase().includes('matrix') ? matrixScopes(job) : [nothingKnown];
  const names = scopes.flatMap((scope) =>
    referencesOf(evaluateText(text, scope)).flatMap(({ context, path }) =>
      context === 'secrets' ? [path[0] ?? everything] : [],
    ),
  );
  return [...new Set(names)];
}

/** One scope for each job of a matrix that is known; names of secrets are often taken from there. */
function matrixScopes(job: Job | null): readonly Scope[] {
  const matrix = job?.matrix ?? null;
  const combinations = matrix === null ? null : combinationsOf(matrix);
  if (combinations === null || combinations.length === 0 || combinations.length > mostCombinations)
    return [nothingKnown];
  return combinations.map((combination) =>
    scopeOf({
      matrix: {
        properties: new Map(Object.entries(combination).map(([name, data]) => [name, { kind: 'data' as const, data }])),
        complete: true,
      },
    }),
  );
}

const mostCombinations = 64;

function keyOf({ workflow, job, location }: Reader): string {
  return JSON.stringify([workflow.path, job?.id, location.line]);
}
