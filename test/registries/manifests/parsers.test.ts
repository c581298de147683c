import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Parsed, textAt, textsAt, valueAt } from '../../../src/registries/manifests/document.ts';
import { parseJson } from '../../../src/registries/manifests/json.ts';
import { parseToml } from '../../../src/registries/manifests/toml.ts';
import { parseYaml } from '../../../src/registries/manifests/yaml.ts';

function document(parsed: Parsed) {
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return parsed.document;
}

function problem(parsed: Parsed) {
  return 'problem' in parsed ? parsed.problem : null;
}

describe('JSON', () => {
  it('takes comments and trailing commas, and tells lines', () => {
    const found = document(parseJson('a.json', '{\n  // why\n  "a": { "b": [1, 2,], },\n  "c":\n    "d",\n}\n'));
    expect(textAt(found.root, 'c')).toBe('d');
    expect(found.lineOf('c')).toBe(5);
    expect(found.lineOf('a', 'b')).toBe(3);
    expect(found.lineOf('nowhere')).toBe(1);
  });

  it('tells the line of a mistake', () => {
    expect(problem(parseJson('a.json', '{\n  "a": 1\n  "b": 2\n}'))).toMatchObject({ path: 'a.json', line: 3 });
    expect(problem(parseJson('a.json', ''))).toMatchObject({ line: 1 });
  });

  it('refuses nesting that would exhaust the stack', () => {
    expect(problem(parseJson('a.json', '['.repeat(1_000_000)))?.message).toContain('nested deeper');
    expect(problem(parseJson('a.json', `{"a":${'{"a":'.repeat(150)}1${'}'.repeat(151)}`))).toBeNull();
  });

  it('takes brackets in texts for text', () => {
    expect(problem(parseJson('a.json', JSON.stringify({ a: '['.repeat(1000), b: '"{\\' })))).toBeNull();
  });

  it('does not reach into what every object has', () => {
    const { root } = document(parseJson('a.json', '{"a": 1}'));
    expect(valueAt(root, 'constructor')).toBeUndefined();
    expect(valueAt(root, 'toString', 'name')).toBeUndefined();
  });
});

describe('TOML', () => {
  it('tells lines past comments, long texts, lists and inline tables', () => {
    const text = [
      '# [package] in a comment',
      'a = """',
      '[package]',
      'name = "no" """',
      "b = [ '[x]', # ]",
      '  "]",',
      ']',
      '[package]',
      "description = '''it's",
      "name = 1'''",
      'links = { name = "no" }',
      '"name" = "yes" # name',
      '[package . metadata]',
      'name = "other"',
      '[[bin]]',
      'name = "first"',
      '[[bin]]',
      'name = "second"',
    ].join('\n');
    const found = document(parseToml('a.toml', text));
    expect(textAt(found.root, 'package', 'name')).toBe('yes');
    expect(found.lineOf('package', 'name')).toBe(12);
    expect(found.lineOf('package', 'metadata', 'name')).toBe(14);
    expect(found.lineOf('package', 'links', 'name')).toBe(11);
    expect(found.lineOf('bin', 'name')).toBe(16);
    expect(found.lineOf('missing')).toBe(1);
  });

  it('tells the line of a mistake', () => {
    expect(problem(parseToml('a.toml', 'a = 1\nb = \nc = 3'))).toMatchObject({ path: 'a.toml', line: 2 });
    expect(problem(parseToml('a.toml', `a = ${'['.repeat(10_000)}`))).not.toBeNull();
  });

  it('finds each key on its line, whatever stands above it', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const filler = fc.oneof(
      fc.constant('# x = "y"'),
      fc.constant(''),
      fc
        .string({ unit: fc.constantFrom('a', ' ', '#', '[', ']', '=', "'") })
        .map((text) => `f = ${JSON.stringify(text)}`),
      fc.constant('f = """\n[t]\nname = 2\n"""'),
      fc.constant("f = '''\n\"\n'''"),
      fc.constant('f = [\n  1, # ]\n]'),
    );
    fc.assert(
      fc.property(word, fc.array(filler, { maxLength: 12 }), (table, fillers) => {
        const lines = fillers.map((line, index) => line.replace(/^f/, `f${index}`));
        const text = [...lines, `[${table}]`, ...lines, `name = "found"`].join('\n');
        const found = document(parseToml('a.toml', text));
        expect(found.lineOf(table, 'name')).toBe(text.split('\n').length);
      }),
    );
  });
});

describe('YAML', () => {
  it('tells lines', () => {
    const found = document(parseYaml('a.yaml', 'a: 1\nlist:\n  - x\n  - y\nname:\n  deep\n'));
    expect(textAt(found.root, 'name')).toBe('deep');
    expect(found.lineOf('name')).toBe(6);
    expect(textsAt(found.root, 'list')).toEqual(['x', 'y']);
  });

  it('tells the line of a mistake', () => {
    expect(problem(parseYaml('a.yaml', 'a: 1\nb: [1\nc: 2\n'))).toMatchObject({ path: 'a.yaml', line: 3 });
  });

  it('refuses aliases that multiply', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...['b', 'c', 'd', 'e', 'f', 'g'].map((name, index) => {
        const before = 'abcdef'[index] ?? '';
        return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
      }),
    ].join('\n');
    expect(problem(parseYaml('a.yaml', bomb))?.message).toContain('alias');
  });

  it('survives nesting beyond reason', () => {
    expect(problem(parseYaml('a.yaml', '['.repeat(50_000)))).not.toBeNull();
  });
});

it('answers whatever the text is', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]"\'=:,.#\n &*-abc1'.split('')) }), (text) => {
      for (const parse of [parseJson, parseToml, parseYaml]) {
        const parsed = parse('file', text);
        if ('problem' in parsed) expect(parsed.problem.line).toBeGreaterThanOrEqual(1);
        else expect(parsed.document.lineOf('a', 'b')).toBeGreaterThanOrEqual(1);
      }
    }),
  );
});
