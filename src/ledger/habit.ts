import { codeWords } from '../registries/plain.ts';
import { seen } from '../types/observation.ts';
import type { Case } from './case.ts';
import type { Habit, ReleaseFactsRow } from './facts.ts';
import { tagForm } from './tags.ts';

/** What the habit has to be learnt from, beside the releases. */
export type HabitSource = Pick<Case, 'history' | 'github'>;

/** How a project usually releases, from releases by time, oldest first. Three that agree are the least to speak of one. */
export function habitOf(rows: readonly ReleaseFactsRow[], about: HabitSource): Habit {
  const learnt = {
    tagged: taggedIn(rows),
    tagForms: mostFrequent(rows.flatMap((row) => formOf(row, about.history.name) ?? [])),
    cadence: cadenceOf(rows),
    publishers: counts(rows.flatMap((row) => publisherOf(row) ?? [])),
    workflows: counts(rows.flatMap((row) => workflowOf(row, about.github) ?? [])),
    installScripts: rows.some(({ release }) => release.installScript === true),
    signsCommits: signsCommits(rows, about.github),
  };
  return { ...learnt, says: [tagSentence(learnt, about), publishingSentence(learnt)].flatMap((says) => says ?? []) };
}

/** `release.yml`'s path: from the certificate, else from the run that GitHub tells of; null where neither is known. */
export function workflowOf({ identities, run, joins }: ReleaseFactsRow, github: Case['github']): string | null {
  const certified = identities.find(({ identity }) => identity.workflow !== null)?.identity.workflow;
  if (certified !== undefined) return certified;
  const fact = run === null || joins.run.state === 'contradicted' ? undefined : github?.runs.get(run);
  return fact?.state === 'seen' ? fact.value.workflow : null;
}

/** Under which trusted publishing stands among the publishers. */
const trustedPublishing = 'trusted publishing';

const least = 3;

type Learnt = Omit<Habit, 'says'>;

function taggedIn(rows: readonly ReleaseFactsRow[]): Habit['tagged'] {
  const isTagged = ({ joins: { tag, release } }: ReleaseFactsRow) => tag.value !== null || release.value !== null;
  const isBare = ({ joins: { tag, release } }: ReleaseFactsRow) =>
    tag.state === 'missing' && release.state === 'missing';
  const yes = rows.filter(isTagged).length;
  return { yes, no: rows.filter((row) => !isTagged(row) && isBare(row)).length };
}

function formOf({ release, joins }: ReleaseFactsRow, name: string): string | null {
  const tag = joins.tag.value ?? joins.release.value;
  return tag === null ? null : tagForm(tag, release.version, name);
}

function publisherOf({ release: { publisher }, rank }: ReleaseFactsRow): string | null {
  if (rank === 'trusted-publishing' || rank === 'staged') return trustedPublishing;
  return publisher.kind === 'person' ? publisher.name : null;
}

/** The median of the times between releases of one line: releases of several lines on one day are one occasion. */
function cadenceOf(rows: readonly ReleaseFactsRow[]): number | null {
  const timed = rows.filter((row): row is ReleaseFactsRow & { at: number } => row.at !== null);
  if (timed.length < least) return null;
  const gaps = [...Map.groupBy(timed, ({ line }) => line.name).values()].flatMap((line) =>
    line.slice(1).map((row, before) => row.at - (line[before]?.at ?? row.at)),
  );
  gaps.sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? null;
}

function signsCommits(rows: readonly ReleaseFactsRow[], github: Case['github']): boolean {
  const answers = rows.flatMap(({ commit }) => {
    const fact = commit === null ? undefined : github?.commits.get(commit);
    return (fact === undefined ? undefined : seen(fact))?.verified ?? [];
  });
  const signed = answers.filter(Boolean).length;
  return answers.length >= least && signed * 10 >= answers.length * 9;
}

function counts(words: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...Map.groupBy(words, (word) => word)].map(([word, each]) => [word, each.length]));
}

function mostFrequent(words: readonly string[]): readonly string[] {
  return [...counts(words)].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
}

function tagSentence({ tagged: { yes, no }, tagForms: [form] }: Learnt, { history }: HabitSource): string | null {
  const all = yes + no;
  if (all < least) return null;
  if (yes === 0) return `Does not tag its releases: 0 of ${all}.`;
  const as =
    form === undefined
      ? ''
      : ` as ${codeWords(form.replace('{name}', shortName(history.name)).replace('{version}', '1.2.3'))}`;
  if (no === 0) return `Tags every release${as}: all ${all} of those that could be judged.`;
  return yes * 10 >= all * 9
    ? `Tags every release${as}; ${yes} of ${all} did.`
    : `Tags some of its releases${as}: ${yes} of ${all}.`;
}

function shortName(name: string): string {
  return name.split(/[/:]/).at(-1) ?? name;
}

function publishingSentence({ cadence, publishers, workflows }: Learnt): string | null {
  const [usual] = ranked(publishers);
  const all = [...publishers.values()].reduce((sum, count) => sum + count, 0);
  if (all < least || usual === undefined) {
    return cadence === null ? null : `Publishes about ${everyWords(cadence)}.`;
  }
  const [who, count] = usual;
  const how = who === trustedPublishing ? `by ${trustedPublishing}` : `from the account ${codeWords(who)}`;
  const [workflow] = ranked(workflows)[0] ?? [null];
  const from = workflow === null ? '' : ` from ${codeWords(workflow.split('/').at(-1) ?? workflow)}`;
  const every = cadence === null ? '' : ` about ${everyWords(cadence)}`;
  const share = count === all ? '' : `; ${count} of ${all} came that way`;
  return `Publishes${every} ${how}${from}${share}.`;
}

function ranked(counted: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counted].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const hour = 3_600_000;

/** `every 9 days`, `every 5 hours`, `several times an hour`. */
function everyWords(milliseconds: number): string {
  const hours = Math.round(milliseconds / hour);
  if (hours < 1) return 'several times an hour';
  const [count, unit] = hours < 48 ? [hours, 'hour'] : [Math.round(hours / 24), 'day'];
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}
