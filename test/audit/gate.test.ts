import { describe, expect, it } from 'vitest';
import { type DeploymentFacts, judgeDeployment } from '../../src/audit/gate.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { type GateCheckId, gateCheckIds } from '../../src/types/gate.ts';
import { goodFacts, history, plan, releasePath, seen, sha, tin, unreadable } from './gate-facts.ts';

function judged(change: Partial<DeploymentFacts> = {}, policy: Partial<Policy['deployments']> = {}) {
  return judgeDeployment({ ...goodFacts(), ...change }, { deployments: { ...defaultPolicy.deployments, ...policy } });
}

/** What is said of the one check that is not passed. */
function saidOf(check: GateCheckId, change: Partial<DeploymentFacts>, policy?: Partial<Policy['deployments']>) {
  const { decision, answers } = judged(change, policy);
  const others = answers.filter((answer) => answer.check !== check && answer.outcome !== 'does-not-apply');
  expect(others.filter(({ outcome }) => outcome === 'refuses')).toEqual([]);
  const answer = answers.find((each) => each.check === check);
  return `${decision}: ${answer?.outcome}: ${answer?.says}`;
}

const tag = { name: 'v1.2.0', leadsHere: true, isSigned: false };
const fixed = {
  name: 'tags',
  target: 'tag',
  enforcement: 'active',
  from: 'repository',
  include: [],
  exclude: [],
} as const;

it('asks every question, and approves where all of them are passed', () => {
  const { decision, answers, isRunning } = judged();
  expect(answers.map(({ check }) => check)).toEqual(gateCheckIds);
  expect(answers.map(({ outcome }) => outcome)).toEqual(gateCheckIds.map(() => 'passes'));
  expect([decision, isRunning]).toEqual(['approved', false]);
});

describe('rejects', () => {
  it.each<[GateCheckId, string, Partial<DeploymentFacts>, Partial<Policy['deployments']>?]>([
    ['source', 'no protected branch leads to the commit', { source: seen({ branch: null, tag: null }) }],
    [
      'source',
      'no protected branch leads to the commit, and no ruleset keeps the tag `v1.2.0` from being moved and deleted',
      { source: seen({ branch: null, tag }) },
    ],
    [
      'source',
      'the tag `v1.2.0` leads to another commit by now',
      { source: seen({ branch: 'main', tag: { ...tag, leadsHere: false } }) },
    ],
    [
      'source',
      'the tag `v1.2.0` has no signature of its own that GitHub verified, which the policy asks for',
      { source: seen({ branch: 'main', tag }) },
      { signedTags: true },
    ],
    ['source', 'the repository does not hold the commit', { source: { state: 'absent', source: '' } }],
    [
      'checks',
      'not green: `lint`, `test`',
      {
        checks: seen([
          { name: 'test', state: 'red', suite: null, app: null },
          { name: 'lint', state: 'red', suite: 6, app: 5 },
          { name: 'slow', state: 'running', suite: 6, app: 5 },
        ]),
      },
    ],
    [
      'version',
      'the tag is `v1.2.0`, and the manifests say `tin 1.1.9`',
      { plan: plan([{ ...tin, version: '1.1.9' }]) },
    ],
    [
      'version',
      'the tag is `tin@2.0.0`, and the manifests say `lid 2.0.0`, `tin 1.2.0`',
      {
        plan: plan([tin, { ...tin, name: 'lid', version: '2.0.0', directory: 'packages/lid' }]),
        source: seen({ branch: 'main', tag: { ...tag, name: 'tin@2.0.0' } }),
        histories: ['tin', 'lid'].map((name) => ({ registry: 'npm', name, history: history(name, []) })),
      },
    ],
    [
      'unpublished',
      'npm has `tin 1.2.0` already',
      { histories: [{ registry: 'npm', name: 'tin', history: history('tin', ['1.2.0']) }] },
    ],
    [
      'unpublished',
      'npm has `tin 0.9.0` already',
      {
        plan: plan([{ ...tin, version: '0.9.0' }]),
        source: seen({ branch: 'main', tag: { ...tag, name: 'v0.9.0' } }),
      },
    ],
    [
      'workflow',
      '`.github/workflows/release.yml` is another one on `main`',
      { plan: seen({ workflows: [releasePath], packages: [tin], files: [{ path: releasePath, is: 'different' }] }) },
    ],
    [
      'workflow',
      '`.github/workflows/release.yml` is not there on `main`, and 1 more file differs',
      {
        plan: seen({
          workflows: [releasePath],
          packages: [tin],
          files: [
            { path: releasePath, is: 'new' },
            { path: '.github/actions/pack/action.yml', is: 'different' },
          ],
        }),
      },
    ],
    [
      'workflow',
      '`.github/workflows/docs.yml` is running, and only `.github/workflows/release.yml` is known to publish in `npm`',
      { run: seen({ workflow: '.github/workflows/docs.yml', commit: sha('a'), suite: 7 }) },
    ],
    [
      'findings',
      'a critical finding is open: `committed-credential`',
      { open: seen({ critical: ['committed-credential', 'committed-credential'], incidents: 0 }) },
    ],
    [
      'findings',
      'a security matter of an earlier release is open, of which the maintainers were told in private',
      { open: seen({ critical: [], incidents: 1 }) },
    ],
  ])('%s: %s', (check, says, change, policy) => {
    expect(saidOf(check, change, policy)).toBe(`rejected: refuses: ${says}`);
    // Whatever else cannot be told, and whatever the policy says of that
    const also = { open: unreadable(), ...change };
    expect(judged(also, { ...policy, unsure: 'approve' }).decision).toBe('rejected');
  });
});

describe('cannot tell', () => {
  it.each<[GateCheckId, string, Partial<DeploymentFacts>]>([
    ['source', 'where the commit stands could not be read: it is hidden', { source: unreadable() }],
    [
      'source',
      'the rulesets for tags could not be read: it is hidden; it takes the permission `metadata:read`',
      { source: seen({ branch: null, tag }), tagRules: unreadable('metadata:read') },
    ],
    [
      'source',
      'the run is of `bbbbbbbbbbbb` and its deployment of `aaaaaaaaaaaa`',
      { run: seen({ workflow: releasePath, commit: sha('b'), suite: 7 }) },
    ],
    [
      'checks',
      'the checks of the commit could not be read: it is hidden; it takes the permission `statuses:read`',
      { checks: unreadable('statuses:read') },
    ],
    ['checks', 'still running: `slow`', { checks: seen([{ name: 'slow', state: 'running', suite: 6, app: 5 }]) }],
    ['version', 'the manifests of the commit could not be read: it is hidden', { plan: unreadable() }],
    [
      'unpublished',
      "npm's record of `tin` could not be read: it is hidden",
      { histories: [{ registry: 'npm', name: 'tin', history: unreadable() }] },
    ],
    ['unpublished', 'npm was not asked about `tin 1.2.0`', { histories: [] }],
    ['workflow', 'which workflow is running could not be read: it is hidden', { run: unreadable() }],
    ['workflow', 'GitHub does not show the run that asks', { run: { state: 'absent', source: '' } }],
    [
      'workflow',
      '`.github/workflows/release.yml` could not be compared with `main`',
      { plan: seen({ workflows: [releasePath], packages: [tin], files: [{ path: releasePath, is: 'unknown' }] }) },
    ],
    ['findings', 'the last audit could not be read: it is hidden', { open: unreadable() }],
    ['findings', 'the default branch has not been audited yet', { open: { state: 'absent', source: '' } }],
  ])('%s: %s', (check, says, change) => {
    expect(saidOf(check, change)).toBe(`left: cannot-tell: ${says}`);
    expect(judged(change, { unsure: 'reject' }).decision).toBe('rejected');
    expect(judged(change, { unsure: 'approve' }).decision).toBe('approved');
  });

  it('has patience only with what is still running', () => {
    const checks = seen([{ name: 'slow', state: 'running', suite: 6, app: 5 }] as const);
    expect(judged({ checks }).isRunning).toBe(true);
    expect(judged({ checks, open: unreadable() }).isRunning).toBe(false);
    expect(judged({ checks, open: seen({ critical: ['x'], incidents: 0 }) }).isRunning).toBe(false);
  });
});

describe('passes', () => {
  const [fixedTag, locked] = [
    ['update', 'deletion'],
    ['non_fast_forward', 'deletion', 'creation'],
  ].map((types) => ({
    ...fixed,
    rules: types.map((type) => ({ type })),
    bypassActors: 0,
  }));
  const rules = (ruleset: typeof locked, isImmutable = false) =>
    seen({ rulesets: ruleset === undefined ? [] : [ruleset], isImmutable });

  it.each<[string, boolean, DeploymentFacts['tagRules']]>([
    ['that nobody can move and few can make', false, rules(locked)],
    ['that nobody can move and that is signed', true, rules(fixedTag)],
    ['of an immutable release that is signed', true, rules(undefined, true)],
  ])('a tag %s', (_, isSigned, tagRules) => {
    const source = seen({ branch: null, tag: { ...tag, isSigned } });
    expect(saidOf('source', { source, tagRules })).toBe(
      'approved: passes: the commit is at the protected tag `v1.2.0`',
    );
  });

  it.each<[string, DeploymentFacts['tagRules']]>([
    ['a ruleset', rules(fixedTag)],
    ['an immutable release', rules(undefined, true)],
  ])('no tag that anybody could make, though %s fixes it', (_, tagRules) => {
    expect(saidOf('source', { source: seen({ branch: null, tag }), tagRules })).toMatch(
      /^rejected: refuses: .* is not signed and could be made by anybody who may push$/,
    );
  });

  it('a release that failed half-way, and one of several packages that a tag names', () => {
    const lid = { ...tin, name: 'lid', directory: 'packages/lid' };
    const histories = [
      { registry: 'npm', name: 'tin', history: history('tin', ['1.2.0']) },
      { registry: 'npm', name: 'lid', history: { state: 'absent', source: '' } },
    ] as const;
    expect(saidOf('unpublished', { plan: plan([tin, lid]), histories })).toBe(
      'approved: passes: npm does not have `lid 1.2.0` yet',
    );
    const source = seen({ branch: 'main', tag: { ...tag, name: 'tin@1.2.0' } });
    expect(saidOf('unpublished', { plan: plan([tin, lid]), histories, source })).toBe(
      'rejected: refuses: npm has `tin 1.2.0` already',
    );
  });
});

describe('does not ask', () => {
  const onBranch = seen({ branch: 'main', tag: null });
  it.each<[GateCheckId, string, Partial<DeploymentFacts>]>([
    ['checks', 'no other check was made of the commit', { checks: seen([]) }],
    ['version', 'the run is for a branch, and no tag names a version', { source: onBranch }],
    [
      'version',
      'the tag `nightly` names no version',
      { source: seen({ branch: 'main', tag: { ...tag, name: 'nightly' } }) },
    ],
    [
      'version',
      'no manifest states a version that the tag could be compared with',
      { plan: plan([{ ...tin, version: null }]) },
    ],
    ['version', 'no package is known that is published here', { plan: plan([]) }],
    ['unpublished', 'no package is known that is published here', { plan: plan([]) }],
    [
      'unpublished',
      '`changeset publish` chooses the version while it runs',
      { source: onBranch, plan: plan([{ ...tin, version: '1.0.0', chosenBy: 'changeset publish' }]) },
    ],
    [
      'unpublished',
      'files do not tell which package goes to npm',
      { plan: plan([{ ...tin, name: null, version: null }]) },
    ],
    [
      'unpublished',
      'Mintmark does not know how to ask GitHub Container Registry',
      { plan: plan([{ ...tin, registry: 'ghcr' }]) },
    ],
  ])('%s: %s', (check, says, change) => {
    expect(saidOf(check, change)).toBe(`approved: does-not-apply: ${says}`);
  });

  it('takes the version of the tag where the manifest states none', () => {
    const change = {
      plan: plan([{ ...tin, version: null }]),
      histories: [{ registry: 'npm', name: 'tin', history: history('tin', ['1.2.0']) }] as const,
    };
    expect(saidOf('unpublished', change)).toBe('rejected: refuses: npm has `tin 1.2.0` already');
  });
});
