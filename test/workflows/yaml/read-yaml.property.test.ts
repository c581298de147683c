import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readYaml } from '../../../src/workflows/yaml/index.ts';
import { cut } from './cut.ts';
import { type PlainValue, plainValue, scalarsOf } from './plain-value.ts';

const path = 'x.yml';

/** Pieces that YAML gives a meaning to, and words. */
const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      '\n',
      '\r\n',
      ' ',
      '  ',
      '\t',
      '- ',
      ': ',
      ':',
      '?',
      '? ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '#',
      ' # c',
      '|',
      '>',
      '|2-',
      '\n  ',
    ),
    fc.constantFrom(
      '&a ',
      '*a',
      '!!str ',
      '!',
      '%',
      '@',
      '`',
      '"',
      "'",
      '\\',
      '---\n',
      '...\n',
      '<<: ',
      '\uFEFF',
      '\0',
      'on:',
      '~',
      '1',
    ),
    fc.string({ maxLength: 5 }),
  ),
  { maxLength: 40 },
);

/** A mapping at the root: the package that writes it here does not get every text right that stands alone. */
const document: fc.Arbitrary<PlainValue> = fc.letrec<{ root: PlainValue; value: PlainValue }>((tie) => ({
  root: fc.dictionary(fc.lorem({ maxCount: 1 }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.lorem({ maxCount: 40 }), scriptLines()),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.lorem({ maxCount: 1 })), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).root;

function scriptLines(): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom('', ' ', 'echo hi', '  indented', 'a: b # c', '\ttab'), { maxLength: 6 })
    .map((lines) => lines.join('\n'));
}

test('no text makes it throw, and every place lies in the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        pieces.map((parts) => parts.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        const { root, problems } = readYaml(text, path);
        const lines = text.replace(/^\uFEFF/, '').split('\n');
        for (const { at } of root === null ? [] : scalarsOf(root)) {
          expect(at.line).toBeGreaterThan(0);
          expect(at.endLine).toBeLessThanOrEqual(lines.length);
          expect(at.endColumn).toBeLessThanOrEqual((lines[at.endLine - 1]?.length ?? 0) + 1);
          expect(at.endLine > at.line || at.endColumn >= at.column).toBe(true);
        }
        for (const { line } of problems) expect(line ?? 1).toBeLessThanOrEqual(lines.length);
      },
    ),
    { numRuns: 1000 },
  );
});

test('a mapping of texts is read back as it was written', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.lorem({ maxCount: 40 }));
  fc.assert(
    fc.property(fc.dictionary(text, text, { noNullPrototype: true }), fc.boolean(), (value, flow) => {
      const { root, problems } = readYaml(stringify(value, { collectionStyle: flow ? 'flow' : 'any' }), path);
      expect(problems).toEqual([]);
      expect(root === null ? null : plainValue(root)).toEqual(value);
    }),
    { numRuns: 200 },
  );
});

test('any document is read as the parser itself reads it', () => {
  fc.assert(
    fc.property(document, (value) => {
      const text = stringify(value);
      const { root, problems } = readYaml(text, path);
      expect(problems).toEqual([]);
      expect(root === null ? null : plainValue(root)).toEqual(parse(text));
    }),
    { numRuns: 200 },
  );
});

test('every place cuts back to what the scalar was read from', () => {
  fc.assert(
    fc.property(document, fc.integer({ min: 2, max: 4 }), (value, indent) => {
      const text = stringify(value, { indent });
      const { root } = readYaml(text, path);
      for (const { at, value: read, style } of root === null ? [] : scalarsOf(root)) {
        const source = cut(text, at);
        // A block without words has its header for a place.
        if (source.startsWith('|') && read.trim() === '') continue;
        if (style === 'literal') {
          expect(unindented(source)).toEqual(unindented(read.replace(/\s*$/, tailOf(source))));
        } else if (style === 'folded') {
          expect(words(source)).toEqual(words(read));
        } else {
          expect(source.startsWith('"')).toBe(style === 'double-quoted');
          expect(parse(source)).toBe(read);
        }
      }
    }),
    { numRuns: 200 },
  );
});

function unindented(text: string): string[] {
  return text.split('\n').map((line) => line.replace(/^ +/, ''));
}

/** Spaces at the end of the last line belong to the text; blank lines after it are not part of its place. */
function tailOf(source: string): string {
  return /[ \t]*$/.exec(source)?.[0] ?? '';
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
