import { expect, test } from 'vitest';
import { defaultPolicy, type Exemption, type Policy } from '../../src/policy/policy.ts';
import { standingOf } from '../../src/policy/standing.ts';
import { acceptedWords, declaredWords } from '../../src/policy/term-words.ts';
import type { ReportControl } from '../../src/types/report.ts';

const exemption: Exemption = {
  control: 'publish-pins',
  registry: 'npm',
  reason: 'for now',
  by: 'ada',
  until: '2026-12-01',
  evidence: null,
  from: 'repository',
};
const declaration = {
  control: 'owners',
  registry: null,
  by: 'ada',
  on: '2026-06-01',
  until: '2026-12-01',
  from: 'repository',
} as const;

function row(verdict: ReportControl['verdict'], reason = 'seen', over: Partial<ReportControl> = {}): ReportControl {
  return { id: 'publish-pins', registry: 'npm', verdict, reason, settles: null, principles: [], ...over };
}

function standing(change: Partial<Exemption>, rows: readonly ReportControl[], today = '2026-11-22') {
  return standingOf({ ...defaultPolicy, accept: [{ ...exemption, ...change }] }, rows, today);
}

const used = row('accepted', acceptedWords(exemption));

test.each([
  ['two weeks before its last day', '2026-11-17', 1],
  ['a day earlier', '2026-11-16', 0],
  ['on its last day', '2026-12-01', 1],
  ['after it', '2026-12-02', 0],
])('an exemption in use is told to end: %s', (_name, today, count) => {
  expect(standing({}, [used], today).ending).toHaveLength(count);
});

test('what is told of it', () => {
  expect(standing({}, [used])).toEqual({
    ending: [
      {
        what: 'exemption',
        control: 'publish-pins',
        registry: 'npm',
        by: 'ada',
        until: '2026-12-01',
        from: 'repository',
      },
    ],
    idle: [],
  });
});

test.each([
  ['nothing is found any more', [row('pass')], 1],
  ['another finding is there, and not accepted', [row('fail')], 1],
  ['it accepts something', [used], 0],
  ['another one accepts the same', [row('accepted', 'why (by grace, until 2027-01-01)')], 0],
  ['it cannot be seen now', [row('pass'), row('unknown')], 0],
  ['the control was not asked', [], 0],
  ['nothing is published there any more', [row('pass', 'seen', { registry: 'pypi' })], 1],
])('an exemption is idle or not: %s', (_name, rows, count) => {
  expect(standing({}, rows).idle).toHaveLength(count);
  expect(standing({ from: 'organisation' }, rows).idle, 'the organisation’s is for other repositories').toEqual([]);
});

test('an exemption that names its finding is idle beside one that accepts another', () => {
  const beside = row('accepted', 'why (by grace, until 2027-01-01)');
  expect(standing({ evidence: ['0a1b2c3d4e5f'] }, [beside]).idle).toHaveLength(1);
});

test.each([
  ['it answers', row('pass', declaredWords(declaration), { id: 'owners' }), [1, 0]],
  ['the registry tells it by now', row('pass', 'two owners', { id: 'owners' }), [0, 1]],
  ['the registry tells the opposite', row('fail', 'one owner', { id: 'owners' }), [0, 1]],
  ['it answers nothing yet', row('unknown', 'not shown', { id: 'owners' }), [0, 0]],
] as const)('a declaration: %s', (_name, only, [ending, idle]) => {
  const policy: Policy = { ...defaultPolicy, declare: [declaration] };
  const found = standingOf(policy, [only], '2026-11-22');
  expect([found.ending.length, found.idle.length]).toEqual([ending, idle]);
});

test('what ends first comes first', () => {
  const other = { ...exemption, by: 'grace', until: '2026-11-24' };
  const policy: Policy = { ...defaultPolicy, accept: [exemption, other] };
  const rows = [used, row('accepted', acceptedWords(other))];
  expect(standingOf(policy, rows, '2026-11-22').ending.map(({ by }) => by)).toEqual(['grace', 'ada']);
});
