import fc from 'fast-check';
import { expect, it } from 'vitest';
import { candidatesOf, textOf } from '../../../src/types/values.ts';
import {
  type Data,
  evaluateExpression,
  evaluateText,
  nothingKnown,
  type Scope,
  scopeOf,
  truthOf,
} from '../../../src/workflows/expressions/index.ts';

// What is said before the run has to hold whatever the hidden values turn out to be.

const { expression } = fc.letrec<{ expression: string; leaf: string }>((tie) => ({
  leaf: fc.constantFrom(
    'secrets.A',
    'inputs.b',
    "secrets['A']",
    'secrets.C',
    'true',
    'false',
    'null',
    '0',
    '1',
    "''",
    "'x'",
    "'Y'",
    'fromJSON(\'{"x":"1","a":["p","q"]}\')',
  ),
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('leaf'),
    fc
      .tuple(tie('expression'), fc.constantFrom('&&', '||', '==', '!=', '<', '>='), tie('expression'))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    tie('expression').map((inner) => `!${inner}`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `format('{0}-{1}', ${a}, ${b})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `contains(${a}, ${b})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `startsWith(${a}, ${b})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `join(${a}, ${b})`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([a, b, c]) => `case(${a} == 'x', ${b}, ${c})`),
    tie('expression').map((inner) => `fromJSON('{"x":"1","a":["p","q"]}')[${inner}]`),
    tie('expression').map((inner) => `fromJSON('{"x":"1","a":["p","q"]}').*[${inner}]`),
    tie('expression').map((inner) => `toJSON(${inner})`),
  ),
}));

const text = fc.constantFrom('', 'x', 'X', 'a', '0', '1', 'true', 'z');
const scalar = fc.oneof(text, fc.boolean(), fc.constantFrom(0, 1, 2));

function running(a: string, b: Data, c: string): Scope {
  const secrets = new Map([
    ['A', { kind: 'data', data: a }],
    ['C', { kind: 'data', data: c }],
  ] as const);
  return scopeOf({
    secrets: { properties: secrets, complete: true },
    inputs: { properties: new Map([['b', { kind: 'data', data: b }]]), complete: true },
  });
}

/** Some of what is hidden to begin with, known as one of a few texts. */
const someKnown: Scope = {
  lookup: (context, path) =>
    context === 'secrets' && path[0] === 'C'
      ? { kind: 'value', value: [{ kind: 'hidden', references: [], candidates: ['', 'x', 'z'], source: 'c' }] }
      : undefined,
};

it('holds whatever the hidden values are', () => {
  fc.assert(
    fc.property(
      expression,
      text,
      scalar,
      fc.constantFrom('', 'x', 'z'),
      fc.constantFrom(nothingKnown, someKnown),
      (written, a, b, c, before) => {
        const actual = evaluateExpression(written, running(a, b, c));
        // Where GitHub itself would fail there is nothing to compare with.
        fc.pre(actual.kind === 'known');
        if (actual.kind !== 'known') return;
        const actualText = textOf(actual.value) ?? '';

        const foretold = evaluateExpression(written, before);
        if (foretold.kind === 'known') expect(foretold.data).toEqual(actual.data);
        else if (foretold.candidates !== null) expect(foretold.candidates).toContainEqual(actual.data);

        const value = evaluateText(`\${{ ${written} }}`, before);
        const candidates = candidatesOf(value);
        if (candidates !== null) expect(candidates).toContain(actualText);
        const first = value[0];
        if (first?.kind === 'text') expect(actualText.startsWith(first.text)).toBe(true);

        const truth = truthOf(written, before);
        if (truth !== 'unknown') expect(String(Boolean(actual.data))).toBe(truth);
      },
    ),
    { numRuns: 500 },
  );
});
