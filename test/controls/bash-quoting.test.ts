import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quotingAt } from '../../src/controls/bash-quoting.ts';

/** The quoting at `@`. */
const at = (script: string) => quotingAt(script, script.indexOf('@'));

test.each([
  ['echo @', 'none'],
  ['echo "@"', 'double'],
  ["echo '@'", 'unsafe'],
  ['echo "a"@', 'none'],
  ['echo "it\'s @"', 'double'],
  ['echo \'a\'"@"', 'double'],
  ['echo \\"@', 'none'],
  ['echo "\\"@"', 'double'],
  ["# it's\necho @", 'none'],
  ['echo a#b"@"', 'double'],
  ['echo "${{ a[\'b\'] }} @"', 'double'],
  ['x=$(echo @)', 'none'],
  ['x="$(echo @)"', 'unsafe'],
  ['echo `@`', 'unsafe'],
  ['cat <<END\n@\nEND', 'heredoc'],
  ["cat <<'END'\n@\nEND", 'unsafe'],
  ['cat <<-END\n\tx\n\tEND\necho "@"', 'double'],
  ["cat <<END\nit's\nEND\necho @", 'none'],
])('%j is %s', (script, expected) => {
  expect(at(script)).toBe(expected);
});

test('ends for every text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'"\'\\`$(){}#\n<-E a@'.split('')), maxLength: 60 }), (script) => {
      expect(['none', 'double', 'heredoc', 'unsafe']).toContain(quotingAt(script, script.length));
    }),
  );
});
