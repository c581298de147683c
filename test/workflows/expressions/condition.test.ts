import { describe, expect, it } from 'vitest';
import { scopeOf, type Truth, truthOf } from '../../../src/workflows/expressions/index.ts';

const scope = scopeOf({
  github: { properties: new Map([['event_name', { kind: 'data', data: 'push' }]]), complete: false },
  inputs: {
    properties: new Map([
      ['publish', { kind: 'data', data: true }],
      ['empty', { kind: 'data', data: '' }],
    ]),
    complete: true,
  },
});

describe('truthOf', () => {
  it.each<[string | null, Truth]>([
    [null, 'true'],
    ['', 'true'],
    ['true', 'true'],
    ['false', 'false'],
    ['${{ false }}', 'false'],
    ["'false'", 'true'],
    ["${{ 'false' }}", 'true'],
    ["''", 'false'],
    ['always()', 'unknown'],
    ['success()', 'unknown'],
    ['!cancelled()', 'unknown'],
    ['always() && false', 'false'],
    ["failure() && github.event_name == 'release'", 'false'],
    ["success() || github.event_name == 'push'", 'true'],
    ["github.event_name == 'push'", 'true'],
    ["${{ github.event_name != 'push' }}", 'false'],
    ["github.ref == 'refs/heads/main'", 'unknown'],
    ["github.ref == 'refs/heads/main' && inputs.publish", 'unknown'],
    ["github.ref == 'refs/heads/main' && !inputs.publish", 'false'],
    ["github.ref == 'refs/heads/main' || inputs.publish", 'true'],
    ['inputs.absent', 'false'],
    ["inputs.empty != '' && secrets.X", 'false'],
    ['secrets.X', 'unknown'],
    ["format('v{0}', secrets.X)", 'true'],
    ["secrets.X && 'a' || 'b'", 'true'],
    ["secrets.X && '' || ''", 'false'],
    ['not an expression', 'unknown'],
    ['github.event_name == "push"', 'unknown'],
  ])('%s is %s', (text, truth) => {
    expect(truthOf(text, scope)).toBe(truth);
  });

  it.each([['${{ false }} && true'], ['${{ false }}\n'], [' ${{ false }}'], ['${{ false }}${{ false }}']])(
    '%j is a string with something in it',
    (text) => {
      expect(truthOf(text, scope)).toBe('true');
    },
  );
});
