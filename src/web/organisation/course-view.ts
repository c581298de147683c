import { html } from 'hono/html';
import type { PackageDay } from '../../store/stored-postures.ts';
import { type PublishedHow, publishedHow } from '../../types/posture.ts';
import { grouped, howShort, table } from '../layout/index.ts';
import type { Html } from '../page.ts';
import { sum } from './published-view.ts';

/** How the packages were published over the last year: areas one upon the other, in a sentence, and as a table. */
export function courseView(course: readonly PackageDay[]): Html {
  const [first, last] = [course[0], course.at(-1)];
  if (first === undefined || last === undefined || course.length < 2)
    return html`<p class="quiet">The course is drawn from the second week on.</p>`;
  const most = niceTop(Math.max(...course.map(({ packages }) => sum(packages))));
  return html`<p>${courseSentence(first, last)}</p>
<figure class="course" role="group" aria-label="Course of the last year">
<div class="up" aria-hidden="true"><span>${grouped(most)}</span><span>${grouped(most / 2)}</span><span>0</span></div>
${plot(course, most)}
<div class="along" aria-hidden="true">${axisDays(course).map((day) => html`<span>${day.slice(0, 7)}</span>`)}</div>
</figure>
<details><summary>The course as a table</summary>
${courseTable(course)}
</details>`;
}

/** What has changed, in the words of the one way that counts. */
export function courseSentence(first: PackageDay, last: PackageDay): string {
  const [before, now] = [shareOf(first), shareOf(last)];
  if (now === null) return 'No package is published now.';
  if (before === null) return `No package was published on ${first.day}; now ${now}% are by trusted publishing.`;
  if (before === now) return `Trusted publishing stands at ${now}% of packages, as on ${first.day}.`;
  return `Trusted publishing has ${now > before ? 'risen' : 'fallen'} from ${before}% to ${now}% of packages since ${first.day}.`;
}

function shareOf({ packages }: PackageDay): number | null {
  const whole = sum(packages);
  return whole === 0 ? null : Math.round((100 * packages.trusted) / whole);
}

const [width, height] = [600, 150];

function plot(course: readonly PackageDay[], most: number): Html {
  const x = (index: number) => round((width * index) / (course.length - 1));
  const y = (value: number) => round(height - (height * value) / most);
  const below = course.map(() => 0);
  const areas = publishedHow.map((how) => {
    const floor = [...below];
    course.forEach(({ packages }, index) => (below[index] = (below[index] ?? 0) + packages[how]));
    return { how, path: area(floor, below) };
  });
  return html`<svg class="plot" viewBox="0 0 ${width} ${height}" aria-hidden="true">
<path class="grid" d="M0 .5H${width}M0 ${height / 2}H${width}"/>
${areas.map(({ how, path }) => (path === null ? '' : html`<path class="f-${how}" d="${path}"/>`))}
</svg>`;

  function area(floor: readonly number[], top: readonly number[]): string | null {
    if (top.every((value, index) => value === floor[index])) return null;
    const there = top.map((value, index) => `${x(index)} ${y(value)}`);
    const back = floor.map((value, index) => `${x(index)} ${y(value)}`).toReversed();
    return `M${[...there, ...back].join('L')}z`;
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The least of 2, 4, 6, 8, 10, 20, 40 and so on that holds it: half of each is a whole number. */
export function niceTop(value: number): number {
  for (let power = 1; ; power *= 10) {
    const top = [2, 4, 6, 8, 10].map((each) => each * power).find((each) => each >= value);
    if (top !== undefined) return top;
  }
}

/** The first day, the last, and those between them at equal distances. */
function axisDays(course: readonly PackageDay[]): readonly string[] {
  const steps = Math.min(4, course.length - 1);
  return Array.from(
    { length: steps + 1 },
    (_, index) => course[Math.round((index * (course.length - 1)) / steps)]?.day ?? '',
  );
}

/** Every fourth week, and today. */
function courseTable(course: readonly PackageDay[]): Html {
  const shown = publishedHow.filter((how) => course.some(({ packages }) => packages[how] > 0));
  const days = course.filter((_, index) => (course.length - 1 - index) % 4 === 0).toReversed();
  return table({
    caption: 'Packages by how they were published, every fourth week',
    look: 'narrow',
    columns: [{ title: 'Day' }, ...shown.map((how) => ({ title: howShort[how], isNumber: true }))],
    rows: days.map(({ day, packages }) => [
      html`<time datetime="${day}">${day}</time>`,
      ...shown.map((how: PublishedHow) => grouped(packages[how])),
    ]),
  });
}
