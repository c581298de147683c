// `npm run bench:incidents [-- NAME …]`: replays stories written after public accounts, and honest releases with every
// innocent oddity that is known, and counts what is noticed, how soon, and what is a false alarm.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { readStory, type Story } from '../src/sandbox/stories/index.ts';
import { type Alarm, type Watched, watchStory } from './bench/incidents/watch.ts';

const root = join(import.meta.dirname, '..', 'scenarios');
const wanted = process.argv.slice(2);

const incidents = await watchedIn('incidents');
const honest = await watchedIn('honest');

console.log('incident                  releases  noticed  minutes  by');
let visible = 0;
let noticedStories = 0;
const minutes: number[] = [];
for (const { name, watched } of incidents) {
  const { story, alarms } = watched;
  const { bad, invisible } = story.expect;
  if (bad.length === 0) {
    console.log(`${name.padEnd(26)}invisible: ${invisible ?? 'nothing bad was released'}`);
    continue;
  }
  visible += 1;
  const found = bad.map((each) => ({ each, alarm: alarmOf(alarms, each) }));
  const hits = found.filter(({ alarm }) => alarm !== undefined);
  if (hits.length > 0) noticedStories += 1;
  const taken = hits.map(({ each, alarm }) => minutesOf(watched, alarm, each.since));
  minutes.push(...taken);
  const signals = [...new Set(hits.flatMap(({ alarm }) => alarm?.signals.map(({ id }) => id) ?? []))];
  console.log(
    `${name.padEnd(26)}${String(bad.length).padStart(8)}${String(hits.length).padStart(9)}${span(taken).padStart(9)}  ${signals.join(', ') || '-'}`,
  );
  for (const { each, alarm } of found)
    if (alarm === undefined) console.log(`  missed: ${each.version}${told(watched, each.version)}`);
}

const isBad = (watched: Watched, alarm: Alarm) =>
  watched.story.expect.bad.some(
    ({ version, package: name }) => version === alarm.version && (name ?? alarm.package) === alarm.package,
  );
const falseAlarms = [...honest, ...incidents].flatMap(({ name, watched }) =>
  watched.alarms.filter((alarm) => !isBad(watched, alarm)).map((alarm) => ({ name, alarm })),
);
const releases = honest.reduce((sum, { watched }) => sum + watched.releases.length, 0);
for (const { name, alarm } of falseAlarms)
  console.log(
    `false alarm: ${name} ${alarm.package}@${alarm.version}: ${alarm.signals.map(({ id, says }) => `${id}: ${says}`).join('; ')}`,
  );

const sorted = minutes.toSorted((a, b) => a - b);
console.log(`
incidents with something to see  ${visible}, noticed ${noticedStories}
minutes from publication         median ${sorted[Math.floor(sorted.length / 2)]?.toFixed(0) ?? '-'}, most ${sorted.at(-1)?.toFixed(0) ?? '-'}
honest releases                  ${releases} in ${honest.length} stories
false alarms                     ${falseAlarms.length}${falseAlarms.length === 0 ? '' : `, 1 in ${Math.floor(releases / falseAlarms.length)}`} (goal: at most 1 in 200)`);
process.exitCode = wanted.length === 0 && (noticedStories < visible || falseAlarms.length * 200 > releases) ? 1 : 0;

async function watchedIn(folder: string): Promise<readonly { readonly name: string; readonly watched: Watched }[]> {
  const all: { readonly name: string; readonly watched: Watched }[] = [];
  for (const file of readdirSync(join(root, folder)).toSorted()) {
    const name = basename(file, '.yml');
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const path = join(root, folder, file);
    const story: Story = readStory(readFileSync(path, 'utf8'), path);
    all.push({ name, watched: await watchStory(story) });
  }
  return all;
}

/** That something else is odd about a release is not what the story is about. */
function alarmOf(alarms: readonly Alarm[], wanted: Story['expect']['bad'][number]): Alarm | undefined {
  const { package: name, version, signals = [] } = wanted;
  return alarms.find(
    (alarm) =>
      alarm.version === version &&
      (name === undefined || alarm.package === name) &&
      (signals.length === 0 || alarm.signals.some(({ id }) => signals.includes(id))),
  );
}

/** From when the registry showed it, or from when it went wrong. */
function minutesOf({ story, releases: all }: Watched, alarm: Alarm | undefined, since: string | undefined): number {
  const release = all.find(({ package: name, version }) => name === alarm?.package && version === alarm.version);
  const began = since === undefined ? (release?.shownAt ?? Date.parse(story.watch.from)) : Date.parse(since);
  return ((alarm?.at ?? 0) - began) / 60_000;
}

function span(values: readonly number[]): string {
  if (values.length === 0) return '-';
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(0));
  return least === most ? `${most}` : `${least}-${most}`;
}

function told({ evidence }: Watched, version: string): string {
  const row = evidence.flatMap(({ ledger }) => ledger?.rows ?? []).find((each) => each.version === version);
  if (row === undefined) return ' (no row)';
  return ` (${row.signals.map(({ id, severity, provisional }) => `${id} ${severity}${provisional ? ' provisional' : ''}`).join(', ') || 'no signal'})`;
}
