import { expect, it } from 'vitest';
import { followUpsOf } from '../../src/policy/follow-ups.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { issueOf } from '../../src/reports/issue/index.ts';
import { anIssueContext } from '../reports/check-run/context.ts';
import { aControl, aFinding, aReport } from '../reports/report-fixture.ts';

const context = { today: '2026-11-22', controls: ['owners', 'publish-pins'] };
const entry = (own: string) => `  - { do: Add a second owner, by: ada, until: 2026-12-01, from: an exercise${own} }`;
const read = (...entries: readonly string[]) =>
  readPolicy(`follow-up:\n${entries.join('\n')}\n`, '.github/mintmark.yml', context);

it('is read with its day, and nothing in it is optional but the control', () => {
  const { policy, problems } = read(entry(''), entry(', control: owners'));
  expect(problems).toEqual([]);
  expect(policy.followUp).toEqual([
    { do: 'Add a second owner', by: 'ada', until: '2026-12-01', from: 'an exercise', control: null },
    { do: 'Add a second owner', by: 'ada', until: '2026-12-01', from: 'an exercise', control: 'owners' },
  ]);
});

it.each([
  [entry(', control: owner'), 'there is no control "owner"; did you mean owners?'],
  [entry(', note: x'), 'unknown key "note" in an entry of follow-up (known: do, by, until, from, control)'],
  ['  - { do: x, by: ada, until: soon, from: y }', 'until in follow-up has to be a day as YYYY-MM-DD, not "soon"'],
  [
    `  - { do: ${'x'.repeat(501)}, by: ada, until: 2026-12-01, from: y }`,
    'do in follow-up: is longer than 500 characters',
  ],
  ['  - { by: ada, until: 2026-12-01, from: y }', 'do in follow-up is missing'],
])('refuses %j', (text, message) => {
  const { policy, problems } = read(text);
  expect(policy.followUp).toEqual([]);
  expect(problems.map((problem) => problem.message)).toEqual([message]);
});

it('holds in a repository’s own file only', () => {
  const { problems } = readPolicy('follow-up: []\n', '.github/mintmark.yml', context, 'organisation');
  expect(problems.map(({ message }) => message)).toEqual([
    "follow-up holds only in a repository's own file: what its people took on; remove it here",
  ]);
});

it('is overdue after its day, and done only where its control is proved to pass', () => {
  const { policy } = read(
    '  - { do: late, by: ada, until: 2026-11-21, from: x }',
    '  - { do: today, by: ada, until: 2026-11-22, from: x }',
    '  - { do: done, by: ada, until: 2026-01-01, from: x, control: owners }',
    '  - { do: not known, by: ada, until: 2026-12-31, from: x, control: publish-pins }',
  );
  const controls = [
    aControl({ id: 'owners', verdict: 'pass' }),
    aControl({ id: 'owners', registry: 'pypi', verdict: 'not-applicable' }),
    aControl({ id: 'publish-pins', verdict: 'pass' }),
    aControl({ id: 'publish-pins', registry: 'pypi', verdict: 'unknown' }),
  ];
  expect(followUpsOf(policy, controls, '2026-11-22').map(({ do: what, state }) => [what, state])).toEqual([
    ['done', 'done'],
    ['late', 'overdue'],
    ['today', 'open'],
    ['not known', 'open'],
  ]);
});

it('stands in the issue in a section of its own, and is escaped', () => {
  const report = aReport({ findings: [aFinding()] });
  const line = { do: 'Ask @everyone <b>', by: 'ada', until: '2026-12-01', from: 'a | b', control: null } as const;
  const body = (followUps: Parameters<typeof anIssueContext>[0]) => issueOf(report, anIssueContext(followUps)).body;
  expect(body({})).not.toContain('Taken on');
  const told = body({
    followUps: [
      { ...line, state: 'overdue' },
      { ...line, do: 'Pin it', control: 'publish-pins', state: 'done' },
    ],
  });
  expect(told).toContain('### Taken on in exercises');
  expect(told).toContain('- Ask `@everyone` `<b>`: `ada`, **overdue** since 2026-12-01; from a &#124; b');
  expect(told).toContain(
    '- Pin it (`publish-pins`): `ada`, until 2026-12-01; its control passes: delete the entry; from',
  );
});
