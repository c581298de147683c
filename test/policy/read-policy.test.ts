import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';

const path = '.github/mintmark.yml';
const context = { today: '2026-11-22', controls: ['trusted-publishing', 'publish-environment', 'tokens-refused'] };

function read(text: string) {
  return readPolicy(text, path, context);
}

/** The problems as `line: message`; asserts that nothing of a refused file is in force. */
function refusal(text: string): readonly string[] {
  const { policy, problems } = read(text);
  expect(policy).toEqual(defaultPolicy);
  for (const problem of problems) expect(problem.path).toBe(path);
  return problems.map(({ line, message }) => `${line}: ${message}`);
}

describe('readPolicy', () => {
  it('reads a whole file', () => {
    const { policy, problems } = read(`
extends: org
release: trusted
packages:
  "@acme/core": { registry: npm, release: staged }
  left-pad: {}
gate: high
issues: per-control
incidents: { private: false, repository: security-incidents }
deployments: { unsure: reject, signed-tags: true }
badge: true
sarif: code-scanning
declare:
  - { control: tokens-refused, registry: npm, by: octocat, on: 2026-11-01, until: 2027-05-01 }
accept:
  - { control: publish-environment, reason: "single maintainer", by: octocat, until: 2026-11-22 }
`);
    expect(problems).toEqual([]);
    expect(policy).toEqual({
      extends: 'org',
      release: 'trusted',
      packages: new Map([
        ['@acme/core', { registry: 'npm', release: 'staged' }],
        ['left-pad', { registry: null, release: null }],
      ]),
      gate: 'high',
      issues: 'per-control',
      incidents: { private: false, repository: 'security-incidents' },
      deployments: { unsure: 'reject', signedTags: true },
      badge: true,
      followUp: [],
      sarif: 'code-scanning',
      declare: [
        {
          control: 'tokens-refused',
          registry: 'npm',
          by: 'octocat',
          on: '2026-11-01',
          until: '2027-05-01',
          from: 'repository',
        },
      ],
      accept: [
        {
          control: 'publish-environment',
          registry: null,
          reason: 'single maintainer',
          by: 'octocat',
          until: '2026-11-22',
          evidence: null,
          from: 'repository',
        },
      ],
      limits: defaultPolicy.limits,
    });
  });

  it.each([[''], ['# only a comment\n'], ['{}'], ['---\n']])('takes %j for the default policy', (text) => {
    expect(read(text)).toEqual({ policy: defaultPolicy, problems: [] });
  });

  it('tells what has ended on its line, drops it, and keeps the rest in force', () => {
    const { policy, problems } = read(`gate: low
accept:
  - control: publish-environment
    reason: for now
    by: octocat
    until: 2026-11-21
  - { control: trusted-publishing, reason: soon, by: octocat, until: 2027-01-01 }
declare:
  - { control: tokens-refused, by: octocat, on: 2026-01-01, until: 2026-06-01 }
`);
    expect(policy.gate).toBe('low');
    expect(policy.accept.map(({ control }) => control)).toEqual(['trusted-publishing']);
    expect(policy.declare).toEqual([]);
    expect(problems).toEqual([
      {
        path,
        line: 6,
        message: 'the exemption of publish-environment has ended on 2026-11-21: renew or remove it',
      },
      { path, line: 9, message: 'the declaration of tokens-refused has ended on 2026-06-01: renew or remove it' },
    ]);
  });

  it.each([
    [
      'gates: high',
      [
        '1: unknown key "gates"; did you mean gate? (known: extends, release, packages, gate, issues, incidents, deployments, badge, sarif, declare, accept, follow-up)',
      ],
    ],
    [
      'release: trustd',
      ['1: release cannot be "trustd"; allowed: trusted, staged, local-2fa, manual; did you mean trusted?'],
    ],
    ['extends: someone/else', ['1: extends cannot be "someone/else"; allowed: org']],
    ['gate:', ['1: gate is empty']],
    ['- gate', ['1: the file has to be a mapping of keys to values, not a list']],
    [
      'packages:\n  a: { registri: npm }\n  b: 3',
      [
        '2: unknown key "registri" in a in packages; did you mean registry? (known: registry, release)',
        '3: b in packages has to be a mapping of keys to values, not 3',
      ],
    ],
    [
      'incidents:\n  private: "yes"\n  repo: x',
      [
        '2: private in incidents has to be true or false, not "yes"',
        '3: unknown key "repo" in incidents (known: private, repository)',
      ],
    ],
    [
      'deployments:\n  unsure: wait\n  signed: true',
      [
        '2: unsure in deployments cannot be "wait"; allowed: reject, approve, leave',
        '3: unknown key "signed" in deployments (known: unsure, signed-tags)',
      ],
    ],
    ['accept: publish-environment', ['1: accept has to be a list, not "publish-environment"']],
    [
      'accept:\n  - publish-environment',
      ['2: an entry of accept has to be a mapping of keys to values, not "publish-environment"'],
    ],
    [
      'accept:\n  - control: publish-environment\n    reason: ""\n    until: 2027-02-30\n',
      [
        '2: by in accept is missing',
        '3: reason in accept is empty',
        '4: until in accept has to be a day as YYYY-MM-DD, not "2027-02-30"',
      ],
    ],
    [
      'accept:\n  - { reason: a, by: b, until: 2027-01-01,\n      control: publish-enviroment }',
      ['3: there is no control "publish-enviroment"; did you mean publish-environment?'],
    ],
    [
      'declare:\n  - control: tokens-refused\n    by: octocat\n    on: 2027-02-01\n    until: 2027-01-01',
      ['5: until 2027-01-01 is before on 2027-02-01'],
    ],
    ['gate: high\ngate: low', ['2: the same key stands twice']],
    ['gate: high\n---\ngate: low', ['2: holds more than one YAML document']],
    [
      '<<: { gate: high }',
      [
        '1: unknown key "<<" (known: extends, release, packages, gate, issues, incidents, deployments, badge, sarif, declare, accept, follow-up)',
      ],
    ],
    [
      '__proto__: { gate: high }',
      [
        '1: unknown key "__proto__" (known: extends, release, packages, gate, issues, incidents, deployments, badge, sarif, declare, accept, follow-up)',
      ],
    ],
  ])('refuses %j', (text, problems) => {
    expect(refusal(text)).toEqual(problems);
  });

  it('tells YAML that is none on its line, once', () => {
    const problems = refusal('gate: high\nissues: [off\nrelease: }');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^[23]: not YAML: /);
  });

  it('reads days the same whatever the file says of its YAML version', () => {
    const entry = '- { control: trusted-publishing, reason: a, by: b, until: 2027-01-01 }';
    expect(read(`%YAML 1.1\n---\naccept:\n${entry}`).policy.accept[0]?.until).toBe('2027-01-01');
  });

  it('finds the line of a value that an alias brought', () => {
    expect(
      refusal(
        'accept: &list\n  - control: trusted-publishing\n    by: 3\n    reason: a\n    until: 2027-01-01\ndeclare: *list',
      ),
    ).toContain('3: by in declare has to be text, not 3: put it in quotes');
  });
});

describe('what must not be read', () => {
  it('refuses a file larger than 64 KiB', () => {
    expect(refusal(`# ${'x'.repeat(64 * 1024)}`)).toEqual(['null: larger than 64 KiB']);
  });

  it('refuses aliases that multiply, at once', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `k${level + 1}: &k${level + 1} [${Array(10).fill(`*k${level}`).join()}]`,
    );
    expect(refusal(['k0: &k0 [x]', ...levels].join('\n'))).toEqual(['null: aliases that multiply are refused']);
  });

  it('refuses an alias of what it stands in', () => {
    expect(refusal('packages: &a { b: *a }').length).toBeGreaterThan(0);
  });

  it('refuses nesting without end', () => {
    expect(refusal('['.repeat(60_000))).toEqual(['1: not readable: nested too deeply']);
  });

  it('never throws', () => {
    const unit = fc.constantFrom(
      'gate',
      'accept',
      ':',
      ' ',
      '\n',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '&a',
      '*a',
      '"',
      '|',
      '#',
      '!!',
      '\t',
      '%',
      '漢',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        expect(Array.isArray(read(text).problems)).toBe(true);
      }),
    );
  });
});
