import { describe, expect, test } from 'vitest';
import { type PolicyBefore, type Proposal, proposeTerm } from '../../src/fixes/propose-term.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';

const path = '.github/mintmark.yml';
const context = { today: '2026-11-22', controls: ['publish-pins', 'owners', 'trusted-publishing'] };

const accepting: Proposal = {
  what: 'accept',
  control: 'publish-pins',
  registry: null,
  reason: 'TODO',
  by: 'ada',
  until: '2027-02-20',
  evidence: ['123456789012', '1e1234567890'],
};
const declaring: Proposal = {
  what: 'declare',
  control: 'owners',
  registry: 'npm',
  by: 'ada',
  on: '2026-11-22',
  until: '2027-02-20',
};

function propose(text: string | null, proposal: Proposal = accepting, owner: PolicyBefore['owner'] = 'repository') {
  return proposeTerm({ path, text, owner }, proposal, context);
}

function after(text: string | null, proposal: Proposal = accepting): string {
  const file = propose(text, proposal);
  if ('state' in file) throw new Error(file.detail);
  expect(file).toMatchObject({ path, before: text });
  return file.after;
}

const entry = `  - control: publish-pins
    reason: TODO
    by: ada
    until: '2027-02-20'
    evidence:
      - '123456789012'
      - '1e1234567890'
`;

describe('the entry stands at the end of its list, and all else as it was', () => {
  test.each([
    ['a file without the list', 'gate: high # never red\n', `gate: high # never red\n\naccept:\n${entry}`],
    [
      'a list with comments',
      '# ours\naccept:\n  # single\n  - { control: owners, reason: b, by: c, until: 2027-01-01 } # why\n# end\n',
      `# ours\naccept:\n  # single\n  - { control: owners, reason: b, by: c, until: 2027-01-01 } # why\n${entry}# end\n`,
    ],
    ['an empty list', 'accept: []\ngate: low\n', `accept:\n${entry}gate: low\n`],
    ['comments only', '# how we release', `# how we release\naccept:\n${entry}`],
    ['an empty file', '', `accept:\n${entry}`],
    ['no file', null, `accept:\n${entry}`],
  ])('%s', (_name, before, expected) => {
    expect(after(before)).toBe(expected);
  });
});

test('what is written is refused until its reason is, and counts then', () => {
  const text = after('gate: high\n');
  expect(readPolicy(text, path, context).problems).toMatchObject([
    { message: 'reason in accept: TODO is no reason: write why this may stay' },
  ]);
  const { policy, problems } = readPolicy(text.replace('TODO', 'the registry is being asked'), path, context);
  expect(problems).toEqual([]);
  expect(policy.accept).toMatchObject([
    { control: 'publish-pins', until: '2027-02-20', evidence: ['123456789012', '1e1234567890'] },
  ]);
});

test('a declaration counts as it is', () => {
  const { policy, problems } = readPolicy(after(null, declaring), path, context);
  expect(problems).toEqual([]);
  expect(policy.declare).toMatchObject([{ control: 'owners', registry: 'npm', on: '2026-11-22' }]);
});

test('what is told of older entries is no hindrance', () => {
  const ended = 'accept:\n  - { control: owners, reason: b, by: c, until: 2026-01-01 }\n';
  expect(after(ended)).toBe(`${ended}${entry}`);
});

test.each([
  ['a file with a mistake', 'gat: high\n', accepting, 'unknown key "gat"'],
  ['a control that is none', '', { ...accepting, control: 'publish-pin' } as Proposal, 'no control "publish-pin"'],
  ['a day that has passed', '', { ...accepting, until: '2026-01-01' } as Proposal, 'has ended'],
  ['a day that is none', '', { ...accepting, until: 'soon' } as Proposal, 'has to be a day'],
  ['a registry that is none', '', { ...accepting, registry: 'nmp' } as Proposal, 'did you mean npm?'],
  ['more than one document', 'gate: high\n---\ngate: low\n', accepting, 'more than one YAML document'],
])('refused: %s', (_name, before, proposal, words) => {
  expect(propose(before, proposal)).toMatchObject({ state: 'refused', detail: expect.stringContaining(words) });
});

test("what one organisation's file may hold, its own may", () => {
  const own = 'limits: { never-accept: [trusted-publishing] }\n';
  expect(propose(own, accepting, 'organisation')).toMatchObject({ before: own });
  expect(propose(own, accepting)).toMatchObject({ state: 'refused' });
});
