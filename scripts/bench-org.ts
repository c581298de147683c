// `npm run bench:org [-- REPOSITORIES]`: the audits of a whole organisation on the local GitHub, cold and a day later: what
// they ask GitHub for, how long that takes, and what the app holds in memory as the organisation grows.
import process from 'node:process';
import { minutesAllowed } from './bench/org-minutes.ts';
import { mix } from './bench/org-repositories.ts';
import { type OrgMeasure, openOrgStage } from './bench/org-stage.ts';

const repositories = Math.min(Math.max(Number(process.argv[2] ?? 2000), 20), 5000);
const sizes = [repositories / 4, repositories / 2, repositories].map(Math.floor);

console.log(`of 100 repositories: ${mix.map(({ name, share }) => `${share} ${name}`).join(', ')}; 5 to 40 files each`);
console.log('embedded store, 4 audits at once; the app and the local GitHub are processes of their own\n');
console.log(
  'repositories                counted   each  graphql  points  writes    free   minutes   wall s   heap MB    RSS MB   peak MB',
);

for (const size of sizes) {
  const stage = await openOrgStage(size);
  try {
    row(`${size} cold`, size, await stage.measure('install'));
    if (size === repositories) row(`${size} a day later`, size, await stage.measure('a-day-later'));
  } finally {
    await stage.close();
  }
}
console.log('\ngoals: each < 3 cold, < 0.05 warm; memory that does not grow with the organisation');
console.log('counted: reads, GraphQL and writes; free: 304s. minutes: at the least that GitHub allows an installation');
console.log(
  '(5,000 an hour, of which a tenth is left to people) and at the pace that it documents; wall: without limits',
);

function row(name: string, size: number, measure: OrgMeasure): void {
  const { counted, graphql, points, writes, free, seconds, heap, resident, peak } = measure;
  const written = Object.values(writes).reduce((sum, count) => sum + count, 0);
  const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(0).padStart(10);
  console.log(
    [
      name.padEnd(26),
      String(counted).padStart(9),
      (counted / size).toFixed(3).padStart(7),
      String(graphql).padStart(9),
      String(points).padStart(8),
      String(written).padStart(8),
      String(free).padStart(8),
      minutesAllowed(measure).toFixed(1).padStart(10),
      seconds.toFixed(1).padStart(9),
      megabytes(heap),
      megabytes(resident),
      megabytes(peak),
    ].join(''),
  );
}
