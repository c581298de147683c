import { describe, expect, it } from 'vitest';
import { buildState } from '../../src/sandbox/build.ts';
import { readScenario } from '../../src/sandbox/read-scenario.ts';

const good = `
organisations:
  - login: acme
    twoFactorRequired: true
    installation: {}
    repositories:
      - name: widget
        commits:
          - message: First
            files:
              package.json: '{}'
              vendor: { submodule: '1111111111111111111111111111111111111111' }
        tags: [{ name: v1.0.0, annotated: true, verified: true }]
        rulesets:
          - { name: tags, target: tag, include: [refs/tags/v*], rules: [deletion, { type: pull_request, approvals: 1 }] }
`;

describe('a scenario file', () => {
  it('is read, and builds equal objects each time', () => {
    const refs = () =>
      [...buildState(readScenario(good, 'x.yml'), 's').repositories.values()].map(({ refs }) => [...refs]);
    expect(refs()[0]?.map(([name]) => name)).toEqual(['refs/heads/main', 'refs/tags/v1.0.0']);
    expect(refs()).toEqual(refs());
  });

  it('is refused with the line and what is wrong', () => {
    expect(() => readScenario(good.replace('twoFactorRequired: true', 'twoFactorRequired: maybe'), 'x.yml')).toThrow(
      /^x\.yml:4: organisations\.0\.twoFactorRequired: .*boolean/,
    );
    expect(() => readScenario(good.replace('submodule: ', 'submodul: '), 'x.yml')).toThrow(/^x\.yml:12: /);
    expect(() => readScenario(`${good}extra: 1\n`, 'x.yml')).toThrow(/extra/);
    expect(() => readScenario('a: [', 'x.yml')).toThrow(/^x\.yml:1: /);
  });

  it('that contradicts itself is refused when it is built', () => {
    const scenario = readScenario(good.replace('annotated: true', 'target: nowhere'), 'x.yml');
    expect(() => buildState(scenario, 's')).toThrow('acme/widget: tag v1.0.0 points to what is not there');
  });
});
