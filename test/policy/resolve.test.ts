import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { type PolicySources, resolvePolicy } from '../../src/policy/resolve.ts';

const path = '.github/mintmark.yml';

interface Texts {
  readonly repository?: string | null;
  readonly organisation?: string | null;
  readonly lastGood?: Partial<PolicySources['lastGood']>;
}

function resolve({ repository = null, organisation = null, lastGood = {} }: Texts) {
  return resolvePolicy({
    repository: repository === null ? null : { text: repository, path },
    organisation: organisation === null ? null : { text: organisation, path },
    lastGood: { repository: null, organisation: null, ...lastGood },
    today: '2026-11-22',
    controls: ['trusted-publishing', 'publish-environment', 'tokens-refused'],
  });
}

/** Problems as `line: message`. */
function told(problems: ReturnType<typeof resolve>['problems']): readonly string[] {
  return problems.map(({ line, message }) => `${line}: ${message}`);
}

const exemption = (control: string, until: string, more = '') =>
  `{ control: ${control}, reason: a, by: octocat, until: ${until}${more} }`;

describe('whose file decides', () => {
  it('is nobody’s where there is none', () => {
    expect(resolve({})).toEqual({
      policy: defaultPolicy,
      problems: [],
      organisationProblems: [],
      sources: [
        "Mintmark's defaults hold for release, packages, gate, issues, incidents, deployments, badge, sarif, declare and accept.",
      ],
      keep: {},
    });
  });

  it('is the organisation’s for a repository without a file', () => {
    const { policy, sources } = resolve({ organisation: 'gate: high\nrelease: trusted' });
    expect(policy).toEqual({ ...defaultPolicy, gate: 'high', release: 'trusted' });
    expect(sources).toEqual([
      "The organisation's .github/mintmark.yml decides release and gate.",
      "Mintmark's defaults hold for packages, issues, incidents, deployments, badge, sarif, declare and accept.",
    ]);
  });

  it('is the repository’s alone where its file does not extend', () => {
    const organisation = `gate: high\naccept:\n  - ${exemption('trusted-publishing', '2027-01-01')}`;
    const { policy, problems } = resolve({ repository: 'release: staged', organisation });
    expect(policy).toEqual({ ...defaultPolicy, release: 'staged' });
    expect(problems).toEqual([]);
  });

  it('is both with extends: scalars overridden, packages and incidents merged, lists joined', () => {
    const { policy, sources } = resolve({
      repository: `extends: org
gate: none
packages: { b: { release: staged }, c: {} }
incidents: { repository: here }
accept:
  - ${exemption('publish-environment', '2027-01-01')}`,
      organisation: `gate: high
release: trusted
packages: { a: { registry: npm }, b: { registry: pypi, release: manual } }
incidents: { private: false, repository: there }
accept:
  - ${exemption('trusted-publishing', '2027-01-01')}`,
    });
    expect(policy).toMatchObject({
      extends: 'org',
      gate: null,
      release: 'trusted',
      incidents: { private: false, repository: 'here' },
    });
    expect([...policy.packages]).toEqual([
      ['a', { registry: 'npm', release: null }],
      ['b', { registry: 'pypi', release: 'staged' }],
      ['c', { registry: null, release: null }],
    ]);
    expect(policy.accept.map(({ control }) => control)).toEqual(['trusted-publishing', 'publish-environment']);
    expect(sources).toEqual([
      "This repository's .github/mintmark.yml decides packages, gate, incidents and accept.",
      "The organisation's .github/mintmark.yml decides release, packages, incidents and accept.",
      "Mintmark's defaults hold for issues, deployments, badge, sarif and declare.",
    ]);
  });

  it('is told where extends has nothing to extend', () => {
    const { policy, problems } = resolve({ repository: 'gate: low\nextends: org' });
    expect(policy.gate).toBe('low');
    expect(told(problems)).toEqual([
      '2: extends: org has nothing to extend: the organisation has no .github/mintmark.yml in its repository .github',
    ]);
  });
});

describe('issues: off of the organisation', () => {
  it.each([
    [null, 'off'],
    ['gate: high', 'off'],
    ['extends: org', 'off'],
    ['issues: rollup', 'rollup'],
    ['extends: org\nissues: per-control', 'per-control'],
  ])('with %j of the repository means %s', (repository, issues) => {
    expect(resolve({ repository, organisation: 'issues: off' }).policy.issues).toBe(issues);
  });

  it('cannot be left where it is locked', () => {
    const { policy, problems } = resolve({
      repository: 'issues: rollup',
      organisation: 'issues: off\nlocked: [issues]',
    });
    expect(policy.issues).toBe('off');
    expect(told(problems)).toEqual([
      '1: issues is locked by the organisation: its off holds, and what stands here does not',
    ]);
  });
});

describe('a locked key', () => {
  it('holds whether the repository extends or not, and each attempt is told on its line', () => {
    const organisation = 'gate: high\nlocked: [gate, accept, release, incidents]';
    for (const first of ['extends: org', '# on its own']) {
      const repository = `${first}
gate: none
release: manual
packages: { a: { release: manual } }
accept:
  - ${exemption('trusted-publishing', '2027-01-01')}`;
      const { policy, problems } = resolve({ repository, organisation });
      expect(policy).toMatchObject({ gate: 'high', release: null, accept: [] });
      expect(policy.packages.get('a')).toEqual({ registry: null, release: null });
      expect(told(problems)).toEqual([
        '2: gate is locked by the organisation: its high holds, and what stands here does not',
        '3: release is locked by the organisation: the default holds, and what stands here does not',
        '4: release is locked by the organisation, for packages too: what stands here does not hold',
        '5: accept is locked by the organisation: the default holds, and what stands here does not',
      ]);
    }
  });

  it('is no news to a repository that says the same', () => {
    const { problems } = resolve({ repository: 'gate: high', organisation: 'gate: high\nlocked: [gate]' });
    expect(problems).toEqual([]);
  });

  it('is the organisation’s own to use', () => {
    const { policy, sources } = resolve({ organisation: 'gate: low\nlocked: [gate, issues]' });
    expect([policy.gate, policy.issues]).toEqual(['low', 'rollup']);
    expect(sources).toContain("The organisation's .github/mintmark.yml locks gate and issues.");
  });
});

describe('limits', () => {
  const organisation = 'limits: { accept-days: 90, declare-days: 180 }';

  it('shorten what lasts too long from its day on, refuse what names no day, and say so', () => {
    const repository = `accept:
  - ${exemption('trusted-publishing', '2030-01-01')}
  - ${exemption('publish-environment', '2026-12-31')}
  - ${exemption('publish-environment', '2030-01-01', ', on: 2026-10-01')}
  - ${exemption('publish-environment', '2040-01-01', ', on: 2039-01-01')}
declare:
  - { control: tokens-refused, by: octocat, on: 2026-11-01, until: 2027-11-01 }`;
    const { policy, problems } = resolve({ repository, organisation });
    expect(policy.accept.map(({ until }) => until)).toEqual(['2026-12-31', '2026-12-30', '2027-02-20']);
    expect(policy.accept[1]).not.toHaveProperty('on');
    expect(policy.declare.map(({ until }) => until)).toEqual(['2027-04-30']);
    expect(told(problems)).toEqual([
      "2: the exemption of trusted-publishing does not count: it lasts longer than the organisation's limit of 90 days; write the day it began as on:, or let it end earlier",
      "4: the exemption of publish-environment counts until 2026-12-30 and not until 2030-01-01: the organisation's limit of 90 days ends it earlier",
      "5: the exemption of publish-environment counts until 2027-02-20 and not until 2040-01-01: the organisation's limit of 90 days ends it earlier",
      "7: the declaration of tokens-refused counts until 2027-04-30 and not until 2027-11-01: the organisation's limit of 180 days ends it earlier",
    ]);
  });

  it('end what has had its time', () => {
    const repository = `accept:\n  - ${exemption('trusted-publishing', '2030-01-01', ', on: 2026-01-01')}`;
    const { policy, problems } = resolve({ repository, organisation });
    expect(policy.accept).toEqual([]);
    expect(told(problems)).toEqual([
      "2: the exemption of trusted-publishing has ended on 2026-04-01, by the organisation's limit of 90 days: renew or remove it",
    ]);
  });

  it('hold for the organisation’s own entries, told in its own file', () => {
    const { policy, problems, organisationProblems, sources } = resolve({
      organisation: `${organisation}\naccept:\n  - ${exemption('trusted-publishing', '2030-01-01', ', on: 2026-11-22')}`,
    });
    expect(policy.accept[0]?.until).toBe('2027-02-20');
    expect(problems).toEqual([]);
    expect(organisationProblems.map(({ line }) => line)).toEqual([3]);
    expect(sources).toContain(
      "The organisation's .github/mintmark.yml limits exemptions to 90 days and declarations to 180 days.",
    );
  });

  it('are told once where one line holds the same twice', () => {
    const entry = '{ control: tokens-refused, by: a, on: 2026-01-01, until: 2026-02-01 }';
    const { problems } = resolve({ repository: `declare: [${entry}, ${entry}]` });
    expect(told(problems)).toEqual([
      '1: the declaration of tokens-refused has ended on 2026-02-01: renew or remove it',
    ]);
  });
});

describe('a file with a mistake', () => {
  const lastGood = { repository: 'gate: low', organisation: 'release: manual\nlocked: [release]' };

  it('leaves its last good text in force, and is told', () => {
    const { policy, problems, organisationProblems, keep, sources } = resolve({
      repository: 'gate: hgih',
      organisation: 'release: trustd',
      lastGood,
    });
    expect(policy).toMatchObject({ gate: 'low', release: 'manual' });
    expect(told(problems)).toEqual([
      '1: gate cannot be "hgih"; allowed: critical, high, medium, low, none; did you mean high?',
    ]);
    expect(organisationProblems).toHaveLength(1);
    expect(keep).toEqual({});
    expect(sources.slice(0, 2)).toEqual([
      "This repository's .github/mintmark.yml holds a mistake: its last version without one stays in force.",
      "The organisation's .github/mintmark.yml holds a mistake: its last version without one stays in force.",
    ]);
  });

  it.each([
    ['no earlier text', null],
    ['an earlier text that no longer passes', 'gates: high'],
  ])('leaves the layer below in force where there is %s', (_, repository) => {
    const { policy, sources } = resolve({
      repository: 'gate: [',
      organisation: 'gate: medium',
      lastGood: { repository },
    });
    expect(policy.gate).toBe('medium');
    expect(sources[0]).toBe(
      "This repository's .github/mintmark.yml holds a mistake and is left aside; there is no earlier version without one.",
    );
  });

  it('of the organisation leaves the repository its own', () => {
    const { policy, problems } = resolve({ repository: 'extends: org\ngate: low', organisation: 'locked: gate' });
    expect(policy.gate).toBe('low');
    expect(problems).toEqual([]);
  });
});

describe('the text to keep', () => {
  it('is what is valid and new', () => {
    const lastGood = { repository: 'gate: low', organisation: 'gate: low' };
    expect(resolve({ repository: 'gate: low', organisation: 'gate: high', lastGood }).keep).toEqual({
      organisation: 'gate: high',
    });
    expect(resolve({ repository: '' }).keep).toEqual({ repository: '' });
  });
});

describe('keys in the wrong file', () => {
  it.each([
    [
      'locked: [gate]',
      "1: locked holds only in the organisation's file, in its repository named .github: remove it here",
    ],
    [
      'digest: { repository: news }',
      "1: digest holds only in the organisation's file, in its repository named .github: remove it here",
    ],
    ['limits: {}', "1: limits holds only in the organisation's file, in its repository named .github: remove it here"],
  ])('refuses %j in a repository’s', (repository, message) => {
    expect(told(resolve({ repository }).problems)).toEqual([message]);
  });

  it.each([
    [
      'gate: high\nextends: org',
      "2: extends holds only in a repository's own file: nothing stands above the organisation's; remove it here",
    ],
    [
      'locked: [gat]',
      '1: an entry of locked cannot be "gat"; allowed: release, packages, gate, issues, incidents, deployments, badge, sarif, declare, accept; did you mean gate?',
    ],
    ['digest: {}', '1: repository in digest is missing'],
    [
      'digest: { repository: other/place }',
      '1: repository in digest: has to be the name of a repository of the same owner, without the owner',
    ],
    ['digest: { repository: news, repo: news }', '1: unknown key "repo" in digest (known: repository)'],
    ['limits: { accept-days: 0 }', '1: accept-days in limits has to be at least 1'],
    ['limits: { accept-days: 1e9 }', '1: accept-days in limits has to be at most 3650'],
    ['limits: { accept-days: ninety }', '1: accept-days in limits has to be a number, not "ninety"'],
    [
      'limits: { acept-days: 9 }',
      '1: unknown key "acept-days" in limits; did you mean accept-days? (known: accept-days, declare-days, never-accept)',
    ],
  ])('refuses %j in the organisation’s', (organisation, message) => {
    expect(told(resolve({ organisation }).organisationProblems)).toEqual([message]);
  });
});

describe('lists without end', () => {
  it('are refused', () => {
    const entries = Array.from({ length: 501 }, () => '{control: x, by: y, on: 2026-01-01, until: 2027-01-01}');
    expect(told(resolve({ repository: `declare: [${entries.join()}]` }).problems)).toEqual([
      '1: declare holds more entries than 500',
    ]);
    const packages = Array.from({ length: 501 }, (_, index) => `p${index}: {}`);
    expect(told(resolve({ repository: `packages: {${packages.join()}}` }).problems)).toEqual([
      '1: packages: holds more than 500 packages',
    ]);
  });
});
