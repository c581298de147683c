import { describe, expect, test } from 'vitest';
import { controls } from '../../../src/controls/index.ts';
import type { OpenOverall } from '../../../src/store/stored-postures.ts';
import { nextSteps } from '../../../src/web/organisation/next-steps.ts';
import { effortWords } from '../../../src/web/organisation/next-view.ts';

function open(control: string, over: Partial<OpenOverall>): OpenOverall {
  const repositories = over.repositories ?? 10;
  return { control, registry: null, severity: 'high', findings: repositories, fixable: 0, repositories, ...over };
}

function order(...points: readonly OpenOverall[]): readonly string[] {
  return nextSteps(points, controls).map(({ control }) => control);
}

describe('what to do next', () => {
  test('graver first, where the work is the same', () => {
    const points = [open('publish-pins', { severity: 'medium' }), open('publish-cache', { severity: 'high' })];
    expect(order(...points)).toEqual(['publish-cache', 'publish-pins']);
  });

  test('an edit that Mintmark prepares goes before work by hand of the same severity', () => {
    const points = [open('publish-install', {}), open('publish-pins', { fixable: 10 })];
    expect(order(...points)).toEqual(['publish-pins', 'publish-install']);
  });

  test('more repositories go before fewer, since what is to be done is learnt once', () => {
    const points = [open('publish-pins', { repositories: 2 }), open('publish-install', { repositories: 200 })];
    expect(order(...points)).toEqual(['publish-install', 'publish-pins']);
  });

  test('one setting of the organisation for all repositories goes before a page for each', () => {
    const points = [open('publish-environment', { repositories: 50 }), open('two-factor', { repositories: 50 })];
    expect(order(...points)).toEqual(['two-factor', 'publish-environment']);
  });

  test('a critical point is not put behind by work that is light', () => {
    const light = open('publish-checkout', { severity: 'low', repositories: 900, fixable: 900 });
    expect(order(light, open('release-source', { severity: 'critical', repositories: 1 }))[0]).toBe('release-source');
  });

  test('a control that this version does not know keeps its id, and equal ones their order by name', () => {
    const steps = nextSteps(
      [
        open('publish-pins', { registry: 'pypi' }),
        open('publish-pins', { registry: 'npm' }),
        open('zz', { severity: 'low' }),
      ],
      controls,
    );
    expect(steps.map(({ registry, title }) => [registry, title])).toEqual([
      ['npm', 'Everything on the publish path is pinned'],
      ['pypi', 'Everything on the publish path is pinned'],
      [null, 'zz'],
    ]);
  });

  test('says how the findings are put right', () => {
    const words = (findings: number, fixable: number) => effortWords({ findings, fixable, place: 'registry' });
    expect(words(1, 1)).toBe('1 finding, by a pull request that Mintmark prepares');
    expect(words(1200, 0)).toBe('1,200 findings, on the registry or in files by hand');
    expect(words(3, 2)).toBe('3 findings: 2 by a pull request, 1 on the registry or in files by hand');
  });
});
