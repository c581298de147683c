import { describe, expect, it } from 'vitest';
import { ask, runs } from './ask.ts';

const lines = (...text: string[]) => `${text.join('\n')}\n`;
const makefile = (...text: string[]) => ({ Makefile: lines(...text) });

describe('make', () => {
  it.each([
    [
      'the first target by default',
      makefile('.PHONY: all', 'all:', '\ttwine upload'),
      'make',
      ['Makefile:3 twine upload'],
    ],
    [
      'prerequisites first, each once',
      makefile('a: b c', '\ta', 'b: c', '\tb', 'c:', '\tc'),
      'make a',
      ['Makefile:6 c', 'Makefile:4 b', 'Makefile:2 a'],
    ],
    ['a cycle', makefile('a: b', '\ta', 'b: a', '\tb'), 'make a', ['Makefile:4 b', 'Makefile:2 a']],
    ['the marks of a recipe', makefile('a:', '\t@-+ x', '\t@y'), 'make a', ['Makefile:2 x\ny']],
    ['a gap', makefile('a:', '\tx', '', '# note', '\ty'), 'make a', ['Makefile:2 x\n\n\ny']],
    ['a continued line', makefile('a:', '\tx \\', '\t  --y', '\tz'), 'make a', ['Makefile:2 x \\\n  --y\nz']],
    [
      'a folder that one line enters',
      makefile('a:', '\tx', '\tcd n && y', '\tz'),
      'make a',
      ['Makefile:2 x', 'Makefile:3 cd n && y', 'Makefile:4 z'],
    ],
    ['one shell for all', makefile('.ONESHELL:', 'a:', '\tcd n', '\ty'), 'make a', ['Makefile:3 cd n\ny']],
    ['a recipe on the rule', makefile('a: ; twine upload'), 'make a', ['Makefile:1 twine upload']],
    ['another prefix', makefile('.RECIPEPREFIX = >', 'a:', '>x'), 'make a', ['Makefile:3 x']],
    ['a hidden target', makefile('a:', '\tx'), 'make ?', []],
    ['an unknown target', makefile('a:', '\tx'), 'make b', []],
    ['a dry run', makefile('a:', '\tx'), 'make -n a', []],
    ['a number for -j', makefile('a:', '\tx'), 'make -j 4 a', ['Makefile:2 x']],
    ['$(MAKE)', makefile('a:', '\t$(MAKE) -C sub b'), 'make a', ['Makefile:2 make -C sub b']],
    ['$$', makefile('a:', '\techo $$HOME $${X}'), 'make a', ['Makefile:2 echo $HOME ${X}']],
    [
      'automatic variables',
      makefile('d/a: b c', '\tx $@ $< $^ $(@D) $(@F)'),
      'make d/a',
      ['Makefile:2 x d/a b b c d a'],
    ],
    ['a pattern', makefile('publish-%:', '\tcd $* && y'), 'make publish-a', ['Makefile:2 cd a && y']],
    ['a static pattern', makefile('x-1 x-2: x-%: y-%', '\tx $* $<'), 'make x-2', ['Makefile:2 x 2 y-2']],
    ['double colons', makefile('a::', '\tx', 'a::', '\ty'), 'make a', ['Makefile:2 x', 'Makefile:4 y']],
    ['another default', makefile('.DEFAULT_GOAL := b', 'a:', '\tx', 'b:', '\ty'), 'make', ['Makefile:5 y']],
    ['a comment', makefile('a: b # c', '\tx # y', 'c:', '\tz'), 'make a', ['Makefile:2 x # y']],
  ] as const)('%s', (_, tree, line, expected) => {
    expect(runs(tree, line)).toEqual(expected);
  });

  it.each([
    ['V = 1', '$(V)', '1'],
    ['V := $(W)x', '$(V)', '${W}x'],
    ['V ?= 1', '${V}', '1'],
    ['V = $(W)\nW = 2', '$(V)', '2'],
    ['V = a\nV += b', '$(V)', 'a b'],
    ['V != git describe', '$(V)', '$(git describe)'],
    ['V = $(shell git describe --tags)', '$(V)', '$(git describe --tags)'],
    ['V = $(V)', '$(V)x', 'x'],
    ['', '$(TOKEN)', '${TOKEN}'],
    ['define V\n@x\ny $(1)\nendef', '$(call V,z)', 'x; y z'],
    ['L = a b', '$(foreach i,$(L),x $(i);)', 'x a; x b;'],
    ['L = a.c b.c', '$(L:.c=.o)', 'a.o b.o'],
    ['L = a.c b.c', '$(patsubst %.c,%,$(L))', 'a b'],
    ['L = a/b c/d', '$(notdir $(L)) $(dir $(L))', 'b d a/ c/'],
    ['L = a b', '$(addprefix npm/,$(L))', 'npm/a npm/b'],
    ['', '$(if $(DRY_RUN),--dry-run,--yes)', '--yes'],
    ['DRY_RUN = 1', '$(if $(DRY_RUN),--dry-run)', '--dry-run'],
    ['', '$(or $(NONE),x)', 'x'],
    ['ifdef DRY_RUN\nF = --dry-run\nendif', 'x $(F)', 'x ${F}'],
    ['ifndef DRY_RUN\nF = --yes\nelse\nF = --dry-run\nendif', '$(F)', '--yes'],
    ['A = 1\nifeq ($(A),1)\nF = one\nelse ifeq ($(A),2)\nF = two\nelse\nF = other\nendif', '$(F)', 'one'],
    ['ifeq ($(shell uname),Darwin)\nF = mac\nelse\nF = linux\nendif', '$(F)', 'mac'],
    ['a: F = own', '$(F)', 'own'],
  ])('%j gives %s', (before, recipe, expected) => {
    const texts = ask(makefile(before, 'a:', `\techo ${recipe}`), 'make a').map(({ text }) => text);
    expect(texts).toEqual([`echo ${expected}`.trimEnd()]);
  });

  it('lets the command line win over the file, and the file over the environment', () => {
    const tree = makefile('A = file', 'B ?= file', 'export C = file', 'x:', '\techo $(A) $(B) $(C)');
    const environment = new Map([
      ['A', 'environment'],
      ['B', null],
      ['C', 'environment'],
    ]);
    const [script] = ask(tree, 'make x C=line', { environment });
    expect(script?.text).toBe('echo file ${B} line');
    expect(script?.environment).toEqual(
      new Map([
        ['C', 'line'],
        ['A', 'file'],
      ]),
    );
  });

  it('hands variables of a target to what it needs', () => {
    const tree = makefile('release: export TAG = next', 'release: publish', 'publish:', '\tnpm publish --tag $(TAG)');
    expect(ask(tree, 'make release')[0]).toMatchObject({
      text: 'npm publish --tag next',
      environment: new Map([['TAG', 'next']]),
      label: 'make publish',
    });
  });

  it('reads what is included, with its own lines, once', () => {
    const tree = {
      Makefile: lines('include make/*.mk', '-include absent.mk', 'a: b'),
      'make/b.mk': lines('# first', 'include make/b.mk', 'b:', '\ttwine upload'),
    };
    expect(runs(tree, 'make a')).toEqual(['make/b.mk:4 twine upload']);
  });

  it('goes where -C and -f say', () => {
    const tree = { 'sub/GNUmakefile': 'a:\n\tx\n', 'sub/Makefile': 'a:\n\ty\n', 'build/rules.mk': 'a:\n\tz\n' };
    expect(ask(tree, 'make -C sub a')[0]).toMatchObject({ path: 'sub/GNUmakefile', directory: 'sub', text: 'x' });
    expect(ask(tree, 'make -f build/rules.mk a')[0]).toMatchObject({ path: 'build/rules.mk', directory: '' });
    expect(ask(tree, 'make -C ../out a')).toEqual([]);
  });

  it('does not grow with nested references', () => {
    const doubled = Array.from({ length: 40 }, (_, index) => `V${index + 1} = $(V${index})$(V${index})`);
    const tree = makefile('V0 = 0123456789', ...doubled, 'a:', '\techo $(V40)');
    expect(ask(tree, 'make a').every(({ text }) => text.length <= 256 * 1024)).toBe(true);
  });
});
