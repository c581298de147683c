import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AnsweredControl,
  ceilingOf,
  type GradedRegistry,
  levelOf,
  levelsOf,
} from '../../src/principles/levels.ts';
import { principles } from '../../src/principles/principles.ts';
import type { Capabilities, Capability } from '../../src/registries/registry.ts';
import { unknownCapabilities } from '../../src/registries/unknown-capabilities.ts';
import { type PrincipleId, principleIds, type Track, tracks } from '../../src/types/principle-id.ts';
import { type RegistryId, registryIds } from '../../src/types/registry-id.ts';
import { type Verdict, verdicts } from '../../src/types/verdict.ts';

describe('the level of a project', () => {
  const scoped = 'authorization.1.scoped-tokens';
  const prefix = 'authorization.1.token-prefix';
  const rbac = 'authorization.2.rbac';
  const oidc = 'authorization.3.oidc';

  const cases: readonly [string, AnsweredControl[], number, string[]][] = [
    ['nothing asked, nothing claimed', [], 0, []],
    ['a pass reaches the level', [answer('a', 'pass', scoped)], 1, []],
    ['an accepted one does as well', [answer('a', 'accepted', scoped)], 1, []],
    ['a failure holds back and is named', [answer('a', 'pass', scoped), answer('b', 'fail', prefix)], 0, ['b']],
    ['so does what is unknown', [answer('a', 'pass', scoped), answer('b', 'unknown', rbac)], 1, ['b']],
    [
      'the climb goes to the top',
      [answer('a', 'pass', scoped), answer('b', 'pass', rbac), answer('c', 'accepted', oidc)],
      3,
      [],
    ],
    [
      'a failure below a passed level ends the climb',
      [answer('a', 'pass', scoped), answer('b', 'fail', rbac), answer('c', 'pass', oidc)],
      1,
      ['b'],
    ],
    [
      'a level that no control asked about is not skipped',
      [answer('a', 'pass', scoped), answer('c', 'pass', oidc)],
      1,
      [],
    ],
    [
      'a level where nothing applies is passed through',
      [answer('a', 'pass', scoped), answer('b', 'not-applicable', rbac), answer('c', 'pass', oidc)],
      3,
      [],
    ],
    [
      'but does not count by itself',
      [answer('a', 'pass', scoped), answer('b', 'not-applicable', rbac), answer('c', 'fail', oidc)],
      1,
      ['c'],
    ],
    ['nothing applicable anywhere reaches nothing', [answer('a', 'not-applicable', scoped, prefix, rbac, oidc)], 0, []],
    [
      'a line nobody asked about stops at a level where nothing is shown',
      [answer('a', 'not-applicable', scoped), answer('b', 'pass', rbac)],
      0,
      [],
    ],
    [
      'what does not apply neither holds nor shows',
      [answer('a', 'not-applicable', scoped), answer('b', 'pass', prefix)],
      1,
      [],
    ],
    [
      'one control answered several times holds once, names sorted',
      [
        answer('z', 'fail', scoped),
        answer('m', 'unknown', prefix),
        answer('z', 'fail', scoped),
        answer('z', 'pass', scoped),
      ],
      0,
      ['m', 'z'],
    ],
    [
      'a control of two levels counts at both',
      [answer('a', 'fail', scoped, oidc), answer('b', 'pass', rbac)],
      0,
      ['a'],
    ],
    [
      'other tracks and unheard-of lines do not count',
      [
        answer('a', 'pass', scoped),
        answer('b', 'fail', 'general.1.disclosure'),
        answer('c', 'fail', 'authorization.1.x'),
      ],
      1,
      [],
    ],
  ];

  test.each(cases)('%s', (_, controls, level, held) => {
    expect(levelOf('authorization', controls)).toEqual({ level, held });
  });

  test('a line without a project half asks nothing, the others at its level still do', () => {
    const low = answer('low', 'pass', 'general.1.disclosure');
    const top = answer('top', 'pass', 'general.3.osv');
    const middle = ['general.2.immutability', 'general.2.reporting', 'general.2.known-vulnerabilities'].map((id) =>
      answer(id, 'not-applicable', id),
    );
    expect(levelOf('general', [low, top, ...middle]).level).toBe(3);
    expect(levelOf('general', [low, top, ...middle.slice(1)]).level).toBe(1);
  });
});

describe('properties of levels', () => {
  const track = fc.constantFrom(...tracks);
  const control = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    verdict: fc.constantFrom(...verdicts),
    principles: fc.array(fc.constantFrom(...principleIds), { minLength: 1, maxLength: 3 }),
  });
  const controls = fc.array(control, { maxLength: 24 });

  test('turning a verdict from fail to pass never lowers a level', () => {
    fc.assert(
      fc.property(track, controls, control, (name, others, one) => {
        const failing = levelOf(name, [...others, { ...one, verdict: 'fail' }]).level;
        expect(levelOf(name, [...others, { ...one, verdict: 'pass' }]).level).toBeGreaterThanOrEqual(failing);
      }),
    );
  });

  test('another failure or unknown never raises a level', () => {
    fc.assert(
      fc.property(
        track,
        controls,
        control,
        fc.constantFrom<Verdict>('fail', 'unknown'),
        (name, others, one, verdict) => {
          const before = levelOf(name, others).level;
          expect(levelOf(name, [...others, { ...one, verdict }]).level).toBeLessThanOrEqual(before);
        },
      ),
    );
  });

  test('a level is never claimed without something shown at it and with nothing held at it or below', () => {
    fc.assert(
      fc.property(track, controls, (name, all) => {
        const { level, held } = levelOf(name, all);
        const below = verdictsUpTo(all, name, level);
        expect(below).not.toContain('fail');
        expect(below).not.toContain('unknown');
        if (level > 0) expect(shownAt(all, name, level)).toBe(true);
        expect(held).toEqual([...new Set(held)].toSorted());
      }),
    );
  });

  test('the order of controls does not matter', () => {
    fc.assert(
      fc.property(track, controls, (name, all) => {
        expect(levelOf(name, all.toReversed())).toEqual(levelOf(name, all));
      }),
    );
  });
});

describe('the level of the registries', () => {
  const offers = (offer: Capability, ...ids: PrincipleId[]): Partial<Capabilities> =>
    Object.fromEntries(ids.map((id) => [id, { offers: offer }]));
  const everything = offers('yes', ...principleIds);
  const authorization = principleIds.filter((id) => id.startsWith('authorization.'));

  const cases: readonly [string, Track, GradedRegistry[], number | null][] = [
    ['all kept', 'authorization', [registry('npm', everything)], 3],
    [
      'what the sign-in provider does is kept',
      'authorization',
      [registry('npm', offers('delegated', ...authorization))],
      3,
    ],
    ['a refused line ends it', 'authorization', [registry('npm', everything, offers('no', 'authorization.2.rbac'))], 1],
    [
      'a partial line among full ones does not',
      'authorization',
      [registry('npm', everything, offers('partial', 'authorization.3.provenance', 'authorization.1.token-prefix'))],
      3,
    ],
    [
      'a level that is mostly partial is not kept',
      'authorization',
      [registry('npm', everything, offers('partial', 'authorization.3.provenance', 'authorization.3.oidc'))],
      2,
    ],
    ['nothing known, nothing said', 'authorization', [registry('npm')], null],
    [
      'what is unknown above a refused line does not matter',
      'authorization',
      [
        registry(
          'npm',
          everything,
          offers('no', 'authorization.1.scoped-tokens'),
          offers('unknown', 'authorization.3.oidc'),
        ),
      ],
      0,
    ],
    [
      'what is unknown below a refused line does',
      'authorization',
      [
        registry(
          'npm',
          everything,
          offers('unknown', 'authorization.1.scoped-tokens'),
          offers('no', 'authorization.2.rbac'),
        ),
      ],
      null,
    ],
    [
      'the least of several',
      'authorization',
      [registry('npm', everything), registry('pypi', everything, offers('no', 'authorization.3.oidc'))],
      2,
    ],
    [
      'an unknown one cannot be worse than the worst',
      'authorization',
      [registry('npm'), registry('pypi', everything, offers('no', 'authorization.1.scoped-tokens'))],
      0,
    ],
    ['an unknown one beside a good one', 'authorization', [registry('npm'), registry('pypi', everything)], null],
    ['a track that does not grade the registry', 'authorization', [registry('packagist', everything)], null],
    [
      'such a registry does not pull others down',
      'authorization',
      [registry('go', offers('no', ...authorization)), registry('npm', everything)],
      3,
    ],
    ['no registry at all', 'general', [], null],
  ];

  test.each(cases)('%s', (_, name, registries, ceiling) => {
    expect(ceilingOf(name, registries)).toBe(ceiling);
  });

  test('never rises by another registry, unless it was unknown', () => {
    const capability = fc.constantFrom<Capability>('yes', 'partial', 'no', 'delegated', 'unknown');
    const capabilities = fc
      .array(capability, { minLength: principleIds.length, maxLength: principleIds.length })
      .map((list) => Object.fromEntries(list.map((offer, index) => [principleIds[index], { offers: offer }])));
    const graded = fc
      .tuple(fc.constantFrom(...registryIds), capabilities)
      .map(([id, table]) => registry(id, table as Partial<Capabilities>));
    fc.assert(
      fc.property(
        fc.constantFrom(...tracks),
        fc.array(graded, { minLength: 1, maxLength: 4 }),
        graded,
        (name, some, one) => {
          const before = ceilingOf(name, some);
          const after = ceilingOf(name, [...some, one]);
          if (before !== null && after !== null) expect(after).toBeLessThanOrEqual(before);
        },
      ),
    );
  });
});

test('the report gets all four tracks', () => {
  const levels = levelsOf([answer('lock', 'pass', 'cli.1.pinning'), answer('audit', 'fail', 'cli.2.warn')], []);
  expect(levels).toEqual({
    authentication: { level: 0, ceiling: null, held: [] },
    authorization: { level: 0, ceiling: null, held: [] },
    general: { level: 0, ceiling: null, held: [] },
    cli: { level: 1, ceiling: null, held: ['audit'] },
  });
});

function answer(id: string, verdict: Verdict, ...lines: string[]): AnsweredControl {
  return { id, verdict, principles: lines };
}

function registry(id: RegistryId, ...tables: Partial<Capabilities>[]): GradedRegistry {
  return { id, capabilities: Object.assign({}, unknownCapabilities, ...tables) as Capabilities };
}

function verdictsUpTo(controls: readonly AnsweredControl[], track: Track, level: number): Verdict[] {
  const ids = principles.filter((line) => line.track === track && line.level <= level).map((line): string => line.id);
  return controls
    .filter((control) => control.principles.some((id) => ids.includes(id)))
    .map((control) => control.verdict);
}

function shownAt(controls: readonly AnsweredControl[], track: Track, level: number): boolean {
  const ids = principles.filter((line) => line.track === track && line.level === level).map((line): string => line.id);
  return controls
    .filter((control) => control.principles.some((id) => ids.includes(id)))
    .some((control) => control.verdict === 'pass' || control.verdict === 'accepted');
}
