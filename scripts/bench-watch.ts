// `npm run bench:watch`: what one look at a package asks each registry for, what a package costs in a day, and a day of a
// thousand packages against the rules of every service. Ends with 1 where a rule is broken.
import process from 'node:process';
import { requestsOfLook } from '../src/jobs/watch/requests-of-look.ts';
import { defaultSchedule } from '../src/jobs/watch/schedule.ts';
import { simulateDay } from './bench/watch/day.ts';
import { measureLooks, type Requests } from './bench/watch/measure.ts';

const looks = await measureLooks();
const problems: string[] = [];

console.log('requests of a look      cold   warm   after 6 h   new version   by the table');
for (const { registry, cold, warm, sixHours, changed } of looks) {
  const table = requestsOfLook[registry] ?? {};
  for (const [service, requests] of [...warm, ...sixHours])
    if (requests > (table[service] ?? 0))
      problems.push(
        `a look at a package of ${registry} asks ${service} ${requests} times, the table says ${table[service] ?? 0}`,
      );
  const columns = [sum(cold), sum(warm), sum(sixHours), sum(changed), Object.values(table).reduce((a, b) => a + b, 0)];
  console.log(
    `${registry.padEnd(20)}${columns.map((value, index) => String(value).padStart([8, 7, 12, 14, 15][index] ?? 8)).join('')}`,
  );
}

console.log('\nGitHub about releases, counted+free      cold       warm  after 6 h   new version');
for (const { registry, gitHub } of looks) {
  const { cold, warm, sixHours, changed } = gitHub;
  const columns = [cold, warm, sixHours, changed].map(({ counted, free }) => `${counted}+${free}`);
  console.log(`${registry.padEnd(35)}${columns.map((value) => value.padStart(11)).join('')}`);
  if (warm.counted > 0)
    problems.push(`a look at a package of ${registry} at which nothing has changed asks GitHub ${warm.counted} times`);
}

for (const kind of ['steady', 'first'] as const) {
  const { services, perPackage, packages } = simulateDay(looks, defaultSchedule, kind);
  console.log(
    `\n${kind === 'steady' ? 'a day like any other' : 'the first day, when everything is new'}: ${packages} packages\n`,
  );
  console.log('requests of a package       packages   looks   requests');
  for (const { registry, count, looks: made, requests } of perPackage)
    console.log(
      `${registry.padEnd(26)}${String(count).padStart(10)}${(made / count).toFixed(1).padStart(8)}${(requests / count).toFixed(1).padStart(11)}`,
    );
  console.log('\nmost at a service       a second   a minute      a day   longest wait   rules');
  for (const { service, second, minute, day, wait, rules, broken } of services) {
    const columns = [second, minute, day].map((value, index) => String(value).padStart(index === 0 ? 12 : 11));
    console.log(`${service.padEnd(20)}${columns.join('')}${`${Math.ceil(wait / 1000)} s`.padStart(15)}   ${rules}`);
    problems.push(...broken.map((rule) => `${kind}: ${service}: ${rule}`));
  }
}

if (problems.length > 0) console.log(`\nbroken:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
process.exitCode = problems.length > 0 ? 1 : 0;

function sum(requests: Requests): number {
  return [...requests.values()].reduce((total, each) => total + each, 0);
}
