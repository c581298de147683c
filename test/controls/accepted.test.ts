import { expect, test } from 'vitest';
import { answerOf } from '../../src/controls/accepted.ts';
import type { Judgement } from '../../src/controls/control.ts';
import { fingerprintOf } from '../../src/controls/fingerprint.ts';
import { registryTwoFactor } from '../../src/controls/registry-two-factor.ts';
import { trustedPublishing } from '../../src/controls/trusted-publishing.ts';
import { type Declaration, defaultPolicy, type Exemption, type Policy } from '../../src/policy/policy.ts';
import { evidenceOf } from '../../src/policy/term-words.ts';

const exemption: Exemption = {
  control: 'trusted-publishing',
  registry: null,
  reason: 'the registry is being asked',
  by: 'octocat',
  until: '2027-02-01',
  evidence: null,
  from: 'repository',
};
const declaration: Declaration = {
  control: 'registry-two-factor',
  registry: 'npm',
  by: 'octocat',
  on: '2026-11-01',
  until: '2027-05-01',
  from: 'repository',
};
const failed: Judgement = { verdict: 'fail', registry: 'npm', publication: null, reason: 'a token', locations: [] };
const open: Judgement = {
  verdict: 'unknown',
  registry: 'npm',
  publication: null,
  reason: 'not shown',
  settles: 'Look.',
  locations: [],
};

function accepting(change: Partial<Exemption>): Policy {
  return { ...defaultPolicy, accept: [{ ...exemption, ...change }] };
}

function declaring(change: Partial<Declaration>): Policy {
  return { ...defaultPolicy, declare: [{ ...declaration, ...change }] };
}

test('a fail is accepted for the reason that the exemption gives', () => {
  const answer = answerOf(trustedPublishing, failed, accepting({}), '2026-12-01');
  expect(answer).toMatchObject({ verdict: 'accepted', judgement: failed });
  expect(answer.reason).toContain('the registry is being asked');
});

test.each([
  ['on its last day', {}, '2027-02-01', 'accepted'],
  ['a day later', {}, '2027-02-02', 'fail'],
  ['of the same registry', { registry: 'npm' }, '2026-12-01', 'accepted'],
  ['of another registry', { registry: 'pypi' }, '2026-12-01', 'fail'],
  ['of another control', { control: 'token-scope' }, '2026-12-01', 'fail'],
] as const)('an exemption %s', (_name, change, today, verdict) => {
  expect(answerOf(trustedPublishing, failed, accepting(change), today).verdict).toBe(verdict);
});

test('an exemption for one registry does not cover the repository as a whole', () => {
  const whole = { ...failed, registry: null };
  expect(answerOf(trustedPublishing, whole, accepting({ registry: 'npm' }), '2026-12-01').verdict).toBe('fail');
});

test.each([
  ['while it holds', {}, '2026-12-01', 'pass'],
  ['on its first day', {}, '2026-11-01', 'pass'],
  ['before it was made', {}, '2026-10-31', 'unknown'],
  ['after it has ended', {}, '2027-05-02', 'unknown'],
  ['for another registry', { registry: 'pypi' }, '2026-12-01', 'unknown'],
] as const)('a declaration %s', (_name, change, today, verdict) => {
  expect(answerOf(registryTwoFactor, open, declaring(change), today).verdict).toBe(verdict);
});

test('an exemption that names its findings accepts no other one', () => {
  const known: Judgement = { ...failed, key: ['a'] };
  const other: Judgement = { ...failed, key: ['b'] };
  const policy = accepting({ evidence: [evidenceOf(fingerprintOf(trustedPublishing.id, known))] });
  expect(answerOf(trustedPublishing, known, policy, '2026-12-01').verdict).toBe('accepted');
  expect(answerOf(trustedPublishing, other, policy, '2026-12-01')).toMatchObject({
    verdict: 'fail',
    reason: 'a token; what `octocat` accepted until 2027-02-01 is another finding',
  });
  expect(answerOf(trustedPublishing, other, policy, '2027-02-02').reason, 'it has ended').toBe('a token');
});

test('of several exemptions the one that names the finding counts', () => {
  const named = { ...exemption, evidence: [evidenceOf(fingerprintOf(trustedPublishing.id, failed))], by: 'grace' };
  const policy = { ...defaultPolicy, accept: [{ ...exemption, evidence: ['0a1b2c3d4e5f'] }, named] };
  expect(answerOf(trustedPublishing, failed, policy, '2026-12-01')).toMatchObject({
    verdict: 'accepted',
    reason: 'the registry is being asked (by grace, until 2027-02-01)',
  });
});

test('a declaration is no answer to what files show, nor to other controls', () => {
  expect(answerOf(registryTwoFactor, failed, declaring({}), '2026-12-01').verdict).toBe('fail');
  const policy = declaring({ control: 'trusted-publishing' });
  expect(answerOf(trustedPublishing, open, policy, '2026-12-01')).toMatchObject({
    verdict: 'unknown',
    settles: 'Look.',
  });
});
