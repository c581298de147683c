import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGemspec, readManifests } from '../../../src/registries/rubygems/manifests.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

function spec(...lines: readonly string[]): string {
  return [
    '# frozen_string_literal: true',
    '',
    'Gem::Specification.new do |s|',
    ...lines.map((line) => `  ${line}`),
    'end',
    '',
  ].join('\n');
}

function read(text: string, path = 'acme-core.gemspec') {
  return readManifests(memoryFiles({ [path]: text }));
}

describe('readManifests', () => {
  it('reads the name, the version and the source link', () => {
    const text = spec(
      's.name = "acme"',
      "s.version = '1.2.0'",
      "s.metadata = { 'source_code_uri' => 'https://github.com/acme/acme' }",
    );
    expect(read(text)).toEqual({
      packages: [
        {
          registry: 'rubygems',
          name: 'acme',
          path: 'acme-core.gemspec',
          directory: '',
          line: 4,
          publishable: true,
          destination: null,
          version: '1.2.0',
          provenance: null,
          workspace: null,
          repository: 'https://github.com/acme/acme',
        },
      ],
      problems: [],
    });
  });

  it.each([
    ["s.name = 'acme'", 'acme'],
    ['s.name     = %q{acme}', 'acme'],
    ['s.name = "acme".freeze # the name', 'acme'],
    ['gem_name = "acme"\n  s.name = gem_name', 'acme'],
    ['s.name = File.basename(__FILE__, ".gemspec")', 'acme-core'],
    ['s.name = "#{prefix}-core"', 'acme-core'],
    ['s.name = "acme" + suffix', 'acme-core'],
    ['s.name = NAME', 'acme-core'],
    ['s.author.name = "someone"', 'acme-core'],
    ['# s.name = "old"\n=begin\ns.name = "older"\n=end', 'acme-core'],
    ['s.description = <<~TEXT\n    s.name = "told"\n  TEXT\n  s.name = "acme"', 'acme'],
    ['s.files = `git ls-files`.split("\\n").reject { |f| f =~ /"/ }\n  s.name = "acme"', 'acme'],
    ['s.authors = %w[a "b]; s.name = "acme"', 'acme'],
    ['return if s.name == "other"', 'acme-core'],
  ])('%s gives %s', (line, name) => {
    expect(read(spec(line)).packages.map((found) => found.name)).toEqual([name]);
  });

  it('says where a gem may only go, and when nobody may push it', () => {
    const to = (host: string) => {
      const [found] = read(spec(`s.metadata["allowed_push_host"] = ${host}`)).packages;
      return [found?.publishable, found?.destination];
    };
    expect(to('"https://rubygems.org"')).toEqual([true, null]);
    expect(to('"https://gems.example.com"')).toEqual([true, 'https://gems.example.com/']);
    expect(to(`"TODO: Set to your gem server 'https://example.com'"`)).toEqual([false, null]);
    expect(to('ENV.fetch("HOST")')).toEqual([true, null]);
  });

  it('holds the gems together that one gem needs from the folders below it', () => {
    const { packages } = readManifests(
      memoryFiles({
        'all.gemspec': spec('s.name = "all"', 's.add_dependency "part", version', "s.add_runtime_dependency('json')"),
        'part/part.gemspec': spec('s.name = "part"', 's.add_dependency "all"'),
        'other/other.gemspec': spec('s.name = "other"'),
      }),
    );
    expect(packages.map(({ name, workspace }) => [name, workspace])).toEqual([
      ['all', 'all.gemspec'],
      ['other', null],
      ['part', 'all.gemspec'],
    ]);
  });

  it('does not publish what lies aside', () => {
    expect(read(spec('s.name = "x"'), 'test/fixtures/x.gemspec').packages[0]?.publishable).toBe(false);
  });

  it('reports a name that no gem can have, with its line', () => {
    expect(read(spec('', 's.name = "a b"')).problems).toEqual([
      { path: 'acme-core.gemspec', line: 5, message: expect.stringContaining('gem name') },
    ]);
    expect(read(spec(), '<%= name %>.gemspec')).toEqual({ packages: [], problems: [] });
  });
});

describe('readGemspec', () => {
  it.each([
    ['s.metadata["rubygems_mfa_required"] = "true"', true],
    ["s.metadata = { 'a' => 'b', 'rubygems_mfa_required' => 'true' }", true],
    ['s.metadata = { rubygems_mfa_required: "true" }', true],
    ['s.metadata = { "rubygems_mfa_required": "false" }', false],
    ['s.metadata["rubygems_mfa_required"] = strict?', null],
    ['# s.metadata["rubygems_mfa_required"] = "true"', null],
    ['s.name = "acme"', null],
  ])('%s: %s', (line, expected) => {
    expect(readGemspec(spec(line)).mfaRequired).toBe(expected);
  });

  it('keeps the part of a source link that is not computed', () => {
    const text = spec('s.metadata = { "source_code_uri" => "https://github.com/acme/acme/tree/v#{version}" }');
    expect(readGemspec(text).source).toBe('https://github.com/acme/acme/tree/');
  });

  it('never throws', () => {
    const bits = fc.constantFrom(
      's.name',
      ' = ',
      '"',
      "'",
      '#{',
      '}',
      '/',
      '%q(',
      '%w[',
      '<<~A',
      'A\n',
      '\n',
      '=begin',
      '\n=end',
      '__END__',
      '\\',
      'metadata',
      '[',
      ']',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(bits, { maxLength: 60 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(readGemspec(text).line).toBeGreaterThan(0);
      }),
    );
  });

  it.each([['(/a'], ['<<A '], ['%q('], ['"#{'], ['s.name = '], ['# x\n'], ['( /\\/']])(
    'is read to its end: %s',
    (bit) => {
      expect(readGemspec(bit.repeat(Math.floor(500_000 / bit.length))).line).toBeGreaterThan(0);
    },
  );
});
