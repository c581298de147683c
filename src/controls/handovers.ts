import type { CallChain, PublishSite } from '../publishing/publication.ts';
import { type Location, locationOf, type Place } from '../types/place.ts';
import { referencesOf } from '../types/values.ts';
import { evaluateText, nothingKnown } from '../workflows/expressions/index.ts';
import type { Entry, Step, Text } from '../workflows/model.ts';

/** A place of a workflow where a stored secret is handed on towards a publishing step. */
export interface Handover {
  /** As GitHub stores it, also where a reusable workflow calls it by another name. */
  readonly secret: string;
  readonly location: Location;
  /** The entry's keys in its document, for an edit; null inside of a script. */
  readonly address: readonly (string | number)[] | null;
}

/** Every place that hands the secret on: in the calling workflows, the workflow, its job, and its steps up to the site. */
export function handoversOf(site: PublishSite, secret: string): readonly Handover[] {
  const here = callsOf(site.callers, secret);
  const { workflow, job, step } = site;
  const jobAt = ['jobs', job.id];
  const steps = step === null ? [] : job.steps.filter(({ index }) => index <= step.index);
  const found = [
    ...entriesWith(here.names, workflow.env, ['env']),
    ...entriesWith(here.names, job.env, [...jobAt, 'env']),
    ...entriesWith(here.names, job.with, [...jobAt, 'with']),
    ...entriesWith(here.names, job.secrets.entries, [...jobAt, 'secrets']),
    ...steps.flatMap((each) => inStep(here.names, each, [...jobAt, 'steps', each.index])),
  ];
  return [...here.places, ...found].map(({ at, address }) => ({ secret, location: locationOf(at), address }));
}

/** Names of the secrets that a text of a workflow reads. */
export function secretsIn(text: string): readonly string[] {
  if (!text.includes('${{') || !/secrets/i.test(text)) return [];
  return referencesOf(evaluateText(text, nothingKnown)).flatMap(({ context, path }) =>
    context === 'secrets' && path[0] !== undefined ? [path[0]] : [],
  );
}

interface Found {
  readonly at: Place;
  readonly address: readonly (string | number)[] | null;
}

/** The names by which the called workflow knows the secret, and where callers hand it on under them. */
function callsOf(
  chains: readonly CallChain[],
  secret: string,
): { readonly names: ReadonlySet<string>; readonly places: readonly Found[] } {
  const names = new Set([secret.toUpperCase()]);
  const places: Found[] = [];
  for (const { job } of chains.flat()) {
    for (const entry of job.secrets.entries) {
      if (!reads(names, entry.value)) continue;
      names.add(entry.name.toUpperCase());
      places.push({ at: lines(entry), address: null });
    }
  }
  return { names, places };
}

function inStep(names: ReadonlySet<string>, step: Step, address: readonly (string | number)[]): readonly Found[] {
  const { run } = step;
  return [
    ...entriesWith(names, step.env, [...address, 'env']),
    ...entriesWith(names, step.with, [...address, 'with']),
    ...(run !== null && reads(names, run.value) ? [{ at: run.key, address: null }] : []),
  ];
}

function entriesWith(
  names: ReadonlySet<string>,
  entries: readonly Entry[],
  address: readonly (string | number)[],
): readonly Found[] {
  return entries
    .filter(({ value }) => reads(names, value))
    .map((entry) => ({ at: lines(entry), address: [...address, entry.name] }));
}

function reads(names: ReadonlySet<string>, text: Text): boolean {
  return secretsIn(text.value).some((name) => names.has(name.toUpperCase()));
}

/** From the key to the end of the value. */
function lines({ key, value }: Entry): Place {
  return { ...key, endLine: Math.max(key.endLine, value.at.endLine), endColumn: value.at.endColumn };
}
