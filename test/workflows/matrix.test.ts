import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/types/place.ts';
import { scopeOf } from '../../src/workflows/expressions/index.ts';
import { combinationsOf } from '../../src/workflows/matrix.ts';
import type { Matrix, MatrixValue } from '../../src/workflows/model.ts';

const at: Place = { path: '.github/workflows/a.yml', line: 1, column: 1, endLine: 1, endColumn: 2 };

type Row = { readonly [name: string]: MatrixValue };

function matrix(
  axes: Readonly<Record<string, readonly MatrixValue[] | string>>,
  include: readonly Row[] = [],
  exclude: readonly Row[] = [],
): Matrix {
  return {
    at,
    axes: Object.entries(axes).map(([name, values]) =>
      typeof values === 'string'
        ? { name, values: null, expression: { value: values, at } }
        : { name, values, expression: null },
    ),
    include,
    exclude,
    expression: null,
  };
}

describe('combinationsOf', () => {
  it('is the product, the last axis fastest', () => {
    expect(combinationsOf(matrix({ os: ['linux', 'mac'], node: [22, 24] }))).toEqual([
      { os: 'linux', node: 22 },
      { os: 'linux', node: 24 },
      { os: 'mac', node: 22 },
      { os: 'mac', node: 24 },
    ]);
  });

  it('includes as GitHub documents it', () => {
    const include = [
      { color: 'green' },
      { color: 'pink', animal: 'cat' },
      { fruit: 'apple', shape: 'circle' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ];
    expect(combinationsOf(matrix({ fruit: ['apple', 'pear'], animal: ['cat', 'dog'] }, include))).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });

  it('makes a job of each include where there are no axes', () => {
    expect(combinationsOf(matrix({}, [{ site: 'a' }, { site: 'b', extra: true }]))).toEqual([
      { site: 'a' },
      { site: 'b', extra: true },
    ]);
  });

  it('excludes before it includes', () => {
    const result = combinationsOf(
      matrix({ os: ['linux', 'mac'], node: [22, 24] }, [{ os: 'mac', node: 22 }], [{ os: 'mac' }]),
    );
    expect(result).toEqual([
      { os: 'linux', node: 22 },
      { os: 'linux', node: 24 },
      { os: 'mac', node: 22 },
    ]);
  });

  it('keeps objects whole, and excludes by a part of them', () => {
    const settings = [
      { ref: 'main', tag: 'latest' },
      { ref: 'next', tag: 'beta' },
    ];
    expect(combinationsOf(matrix({ settings }))).toEqual(settings.map((one) => ({ settings: one })));
    expect(combinationsOf(matrix({ settings }, [], [{ settings: { ref: 'next' } }]))).toEqual([
      { settings: settings[0] },
    ]);
  });

  it('compares as expressions do', () => {
    expect(combinationsOf(matrix({ node: [22, 24] }, [], [{ node: '22' }]))).toEqual([{ node: 24 }]);
    expect(combinationsOf(matrix({ os: ['Linux'] }, [{ os: 'linux', fast: true }]))).toEqual([
      { os: 'Linux', fast: true },
    ]);
  });

  it('is null where it is computed', () => {
    expect(combinationsOf({ ...matrix({}), expression: { value: '${{ fromJSON(vars.X) }}', at } })).toBeNull();
    expect(combinationsOf(matrix({ os: ['linux'], node: '${{ fromJSON(vars.X) }}' }))).toBeNull();
    expect(combinationsOf(matrix({ node: "${{ 'text' }}" }))).toBeNull();
  });

  it('computes an axis from what is known', () => {
    const scope = scopeOf({
      inputs: { properties: new Map([['names', { kind: 'data', data: '["a","b"]' }]]), complete: true },
    });
    expect(combinationsOf(matrix({ name: '${{ fromJSON(inputs.names) }}' }), scope)).toEqual([
      { name: 'a' },
      { name: 'b' },
    ]);
  });

  it('is null beyond 256 jobs, counted after exclusion', () => {
    const sixteen = Array.from({ length: 16 }, (_, index) => index + 1);
    expect(combinationsOf(matrix({ a: sixteen, b: sixteen }))).toHaveLength(256);
    expect(combinationsOf(matrix({ a: sixteen, b: sixteen }, [{ a: 99 }]))).toBeNull();
    expect(combinationsOf(matrix({ a: sixteen, b: [...sixteen, 17] }))).toBeNull();
    expect(combinationsOf(matrix({ a: sixteen, b: [...sixteen, 17] }, [], [{ b: 17 }]))).toHaveLength(256);
  });

  it('does not count through a product without end', () => {
    const many = Array.from({ length: 200 }, (_, index) => index);
    expect(combinationsOf(matrix({ a: many, b: many, c: many, d: many }, [], [{ a: 0 }]))).toBeNull();
  });

  it('never exceeds the product and respects every exclusion', () => {
    const scalar = fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 3 }), fc.boolean());
    const axes = fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.array(scalar, { minLength: 1, maxLength: 4 }), {
      minKeys: 1,
    });
    const exclude = fc.array(fc.dictionary(fc.constantFrom('x', 'y', 'z'), scalar, { minKeys: 1 }), { maxLength: 4 });
    fc.assert(
      fc.property(axes, exclude, (values, patterns) => {
        const combinations = combinationsOf(matrix(values, [], patterns)) ?? [];
        const size = Object.values(values).reduce((product, list) => product * list.length, 1);
        expect(combinations.length).toBeLessThanOrEqual(size);
        for (const combination of combinations) {
          expect(Object.keys(combination)).toEqual(Object.keys(values));
          for (const pattern of patterns) {
            const isExcluded = Object.entries(pattern).every(([name, value]) => combination[name] === value);
            expect(isExcluded).toBe(false);
          }
        }
      }),
    );
  });
});
