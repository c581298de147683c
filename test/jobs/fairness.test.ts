import { describe, expect, it } from 'vitest';
import { bands, takeTurns, urgencyOf } from '../../src/jobs/fairness.ts';

const job = (subject: string, owner: string, last: number | null = null, ahead: number | null = null) => ({
  subject,
  owner,
  last,
  ahead,
});
const priorities = (...parameters: Parameters<typeof takeTurns>) =>
  takeTurns(...parameters).map(({ priority }) => priority);

describe('turns', () => {
  it('are counted downward for the jobs of one owner, and are the same for each owner', () => {
    expect(priorities([job('1', 'a'), job('2', 'a'), job('3', 'b'), job('4', 'a')], 'person')).toEqual([
      -1, -2, -1, -3,
    ]);
  });

  it('begin behind what waits of the owner, and not before the one that is being taken', () => {
    expect(
      priorities([job('1', 'a', -500, -40), job('2', 'b', null, -40), job('3', 'b', null, -40)], 'person'),
    ).toEqual([-501, -40, -41]);
  });

  it('end with the numbers of their band', () => {
    const { last } = bands.person;
    expect(priorities([job('1', 'a', last + 1, -1), job('2', 'a', last + 1, -1)], 'person')).toEqual([last, last]);
  });

  it('of people all come before those that nobody waits for', () => {
    const [people = 0] = priorities([job('1', 'a', bands.person.last)], 'person');
    const [nobody = 0] = priorities([job('2', 'b')], 'background');
    expect(people).toBeGreaterThan(nobody);
    expect([people, nobody, 0].map(urgencyOf)).toEqual(['person', 'background', 'person']);
  });
});
