import { expect, test } from 'vitest';
import { courseSentence, courseView, niceTop } from '../../../src/web/organisation/course-view.ts';

const week = (day: string, trusted: number, token: number) => ({
  day,
  packages: { trusted, token, unknown: 0, 'job-token': 0 },
});

test('the course is drawn to scale, told in a sentence and given as a table', async () => {
  const text = String(
    await courseView([week('2026-11-08', 0, 10), week('2026-11-15', 5, 15), week('2026-11-22', 10, 10)]),
  );
  expect(text).toContain('Trusted publishing has risen from 0% to 50% of packages since 2026-11-08.');
  expect(text).toContain('<path class="f-trusted" d="M0 150L300 112.5L600 75L600 150L300 150L0 150z"/>');
  expect(text).toContain('<path class="f-token" d="M0 75L300 0L600 0L600 75L300 112.5L0 150z"/>');
  expect(text).not.toContain('f-unknown');
  expect(text).toContain('<time datetime="2026-11-22">2026-11-22</time></th><td class="n" data-l="Trusted">10</td>');
});

test('what has not changed, and what was not there, is said so', async () => {
  expect(courseSentence(week('2026-01-01', 1, 1), week('2026-11-22', 2, 2))).toBe(
    'Trusted publishing stands at 50% of packages, as on 2026-01-01.',
  );
  expect(courseSentence(week('2026-01-01', 2, 0), week('2026-11-22', 1, 1))).toContain('has fallen from 100% to 50%');
  expect(courseSentence(week('2026-01-01', 0, 0), week('2026-11-22', 1, 1))).toBe(
    'No package was published on 2026-01-01; now 50% are by trusted publishing.',
  );
  expect(String(await courseView([week('2026-11-22', 1, 1)]))).toContain('from the second week on');
});

test('the scale ends at a round number whose half is whole', () => {
  expect([0, 1, 3, 10, 11, 170, 341, 1702, 4001].map(niceTop)).toEqual([2, 2, 4, 10, 20, 200, 400, 2000, 6000]);
});
