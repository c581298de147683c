import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer } from '../../src/controls/accepted.ts';
import type { Control, Judgement } from '../../src/controls/control.ts';
import { findingsOf } from '../../src/controls/findings.ts';
import { compareSeverity } from '../../src/types/severity.ts';

function control(id: string, severity: Control['severity']): Control {
  return { id, severity, title: id, asks: id, principles: [], why: id, evidence: ['files'], judge: () => [] };
}

function failing(id: string, judgement: Partial<Judgement>, verdict: Answer['verdict'] = 'fail'): Answer {
  const whole: Judgement = {
    verdict: 'fail',
    registry: null,
    publication: null,
    reason: 'something is wrong',
    locations: [],
    key: ['k'],
    ...judgement,
  };
  return { control: control(id, 'medium'), judgement: whole, verdict, reason: whole.reason, settles: null };
}

const at = (path: string, line: number) => ({ path, line, endLine: line });

test('only fails are findings', () => {
  const answers = (['pass', 'unknown', 'not-applicable', 'accepted'] as const).map((verdict) =>
    failing('a', {}, verdict),
  );
  expect(findingsOf(answers)).toEqual([]);
});

test('one fingerprint is one finding, as grave as the gravest, with every place once', () => {
  const findings = findingsOf([
    failing('a', { reason: 'less', locations: [at('b.yml', 9), at('a.yml', 3)], severity: 'low' }),
    failing('a', { reason: 'more', locations: [at('a.yml', 3), at('a.yml', 1)], severity: 'high' }),
  ]);
  expect(findings).toMatchObject([
    { severity: 'high', message: 'more', locations: [at('a.yml', 1), at('a.yml', 3), at('b.yml', 9)] },
  ]);
});

test('a fix makes it fixable', () => {
  const fix = { safety: 'safe', title: 'x', edits: [] } as const;
  const [finding] = findingsOf([failing('a', { remediation: { steps: ['Do it.'], links: ['https://x.test'], fix } })]);
  expect(finding?.remediation).toEqual({ steps: ['Do it.'], links: ['https://x.test'], fixable: true });
});

const answers = fc.array(
  fc
    .record({
      id: fc.constantFrom('a', 'b'),
      key: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
      severity: fc.constantFrom('critical', 'high', 'low'),
      reason: fc.constantFrom('one', 'two'),
      locations: fc.array(
        fc.tuple(fc.constantFrom('p', 'q'), fc.integer({ min: 1, max: 4 })).map(([path, line]) => at(path, line)),
        { maxLength: 3 },
      ),
    })
    .map(({ id, ...judgement }) => failing(id, judgement)),
  { maxLength: 12 },
);

test('the order in which they were found does not matter, and they come sorted', () => {
  fc.assert(
    fc.property(answers, (list) => {
      const findings = findingsOf(list);
      expect(findingsOf(list.toReversed())).toEqual(findings);
      expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
      for (const [index, finding] of findings.entries()) {
        const next = findings[index + 1];
        if (next !== undefined) expect(compareSeverity(finding.severity, next.severity)).toBeLessThanOrEqual(0);
      }
    }),
  );
});

test('what is equally grave comes in the order asked for', () => {
  const answers = ['a', 'b', 'c'].map((id) => failing(id, {}));
  const ids = (order?: readonly string[]) => findingsOf(answers, order).map(({ control }) => control);
  expect(ids()).toEqual(['a', 'b', 'c']);
  expect(ids(['c', 'a', 'b'])).toEqual(['c', 'a', 'b']);
});
