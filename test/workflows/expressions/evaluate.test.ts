import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyValue, known, type Value } from '../../../src/types/values.ts';
import {
  type Binding,
  type Data,
  evaluateExpression,
  evaluateText,
  nothingKnown,
  scopeOf,
} from '../../../src/workflows/expressions/index.ts';

const data = (value: Data): Binding => ({ kind: 'data', data: value });
const value = (text: Value): Binding => ({ kind: 'value', value: text });

const fromSecret: Value = [
  {
    kind: 'hidden',
    references: [{ context: 'secrets', path: ['REGISTRY_TOKEN'] }],
    candidates: null,
    source: '${{ secrets.REGISTRY_TOKEN }}',
  },
];
const eitherTarget: Value = [
  { kind: 'hidden', references: [], candidates: ['stable', 'next'], source: '${{ matrix.target }}' },
];

const scope = scopeOf({
  github: {
    properties: new Map([
      ['event_name', data('push')],
      ['event.inputs.tag', data('v1')],
    ]),
    complete: false,
  },
  inputs: {
    properties: new Map([
      ['name', data('widget')],
      ['flag', data(false)],
      ['token', value(fromSecret)],
      ['channel', value(eitherTarget)],
      ['Mixed', value([{ kind: 'text', text: 'v' }, ...fromSecret])],
    ]),
    complete: false,
  },
  matrix: {
    properties: new Map<string, Binding>([
      ['os', data('linux')],
      ['settings', data({ Target: 'musl', list: [1, 2], nested: { ref: 'main' } })],
      ['rows', data([{ name: 'a' }, { name: 'b' }, { other: 1 }])],
    ]),
    complete: true,
  },
  strategy: { properties: new Map([['target', value(eitherTarget)]]), complete: false },
});

describe('what is known', () => {
  it.each<[string, Data]>([
    ["'it''s ''fine'''", "it's 'fine'"],
    ['1.50', 1.5],
    ['0x1F', 31],
    ['null', null],
    ['github.event_name', 'push'],
    ['GitHub.Event_Name', 'push'],
    ['github.event.inputs.tag', 'v1'],
    ['matrix.settings.target', 'musl'],
    ["matrix['settings']['list'][1]", 2],
    ['matrix.settings.list[9]', null],
    ['matrix.settings.nested.ref', 'main'],
    ['matrix.absent', null],
    ['matrix.absent.deeper', null],
    ['matrix.rows.*.name', ['a', 'b']],
    ["join(matrix.rows.*.name, '+')", 'a+b'],
    ["join('one')", 'one'],
    ["'PUSH' == github.event_name", true],
    ["'' == 0", true],
    ["'1' == true", true],
    ["'x' == true", false],
    ['null == false', true],
    ["'abc' < 'ABD'", true],
    ['null >= 0', true],
    ["'a' > 0", false],
    ['!inputs.flag', true],
    ["contains('Release', 'LEASE')", true],
    ['contains(fromJSON(\'["a","B"]\'), \'b\')', true],
    ["startsWith('refs/tags/v1', 'REFS/')", true],
    ["endsWith('a.yml', '.YML')", true],
    ["format('{0}-{1}{{}}', matrix.os, 3)", 'linux-3{}'],
    ['fromJSON(\'{"a":{"b":[true]}}\').a.b[0]', true],
    ["toJSON(fromJSON('[1]'))", '[\n  1\n]'],
    ["case(matrix.os == 'linux', 'L', matrix.os == 'mac', 'M', 'W')", 'L'],
    ["matrix.os == 'linux' && 'x' || 'y'", 'x'],
    ["matrix.os == 'mac' && secrets.TOKEN || 'y'", 'y'],
    ['inputs.flag || inputs.name || secrets.TOKEN', 'widget'],
    ["false && (secrets.TOKEN == 'x')", false],
    ["contains(matrix.settings, 'x')", false],
    ['fromJSON(\'{"constructor":1}\').constructor', 1],
    ["fromJSON('{}').constructor", null],
    ["fromJSON('{}').__proto__", null],
  ])('%s', (expression, expected) => {
    expect(evaluateExpression(expression, scope)).toMatchObject({ kind: 'known', data: expected });
  });

  it.each<[string, string]>([
    ['v${{ 1 }}.${{ 2.50 }}', 'v1.2.5'],
    ["${{ 'a' }}${{ 'b' }}", 'ab'],
    ["${{ '}}' }}!", '}}!'],
    ['${{ true }}${{ null }}', 'true'],
    ["${{ fromJSON('[]') }} ${{ fromJSON('{}') }}", 'Array Object'],
    ['${{ -0 }}|${{ 1e3 }}', '0|1000'],
    ['costs $5 {{ not one }}', 'costs $5 {{ not one }}'],
  ])('%s as text', (text, expected) => {
    expect(evaluateText(text, scope)).toEqual(known(expected));
  });
});

describe('what is hidden', () => {
  it.each<[string, readonly string[], readonly Data[] | null]>([
    ['secrets.NPM_TOKEN', ['secrets.NPM_TOKEN'], null],
    ["secrets['NPM_TOKEN']", ['secrets.NPM_TOKEN'], null],
    ['Secrets.npm_token', ['secrets.npm_token'], null],
    ['github.token', ['github.token'], null],
    ['steps.auth.outputs.token', ['steps.auth.outputs.token'], null],
    ["steps['auth'].outputs['token']", ['steps.auth.outputs.token'], null],
    ['needs.*.result', ['needs.*.result'], null],
    ['toJSON(secrets)', ['secrets'], null],
    ['fromJSON(needs.plan.outputs.val).tag', ['needs.plan.outputs.val'], null],
    ["secrets[format('X_{0}', matrix.os)]", ['secrets.X_linux'], null],
    ["secrets[format('X_{0}', vars.Y)]", ['secrets.X_*'], null],
    ["secrets[format('X_{0}', strategy.target)]", ['secrets.X_stable', 'secrets.X_next'], null],
    ['secrets[vars.NAME]', ['secrets.*'], null],
    ['steps[vars.NAME].outputs.token', ['steps.*.outputs.token'], null],
    ['inputs.token', ['secrets.REGISTRY_TOKEN'], null],
    ["inputs.token || 'default'", ['secrets.REGISTRY_TOKEN'], null],
    ["secrets.A || 'default'", ['secrets.A'], null],
    ['secrets.A || secrets.B', ['secrets.A', 'secrets.B'], null],
    ["secrets.A && 'x' || 'y'", [], ['x', 'y']],
    ["secrets.A && 'x'", [], ['', 'x']],
    ["inputs.unknown && 'x'", [], ['', false, 0, 'x']],
    ["vars.A && secrets.A || ''", ['secrets.A'], null],
    ["case(vars.A == 'a', secrets.A, 'none')", ['secrets.A'], null],
    ["case(vars.A == 'a', 'x', 'y')", [], ['x', 'y']],
    ["secrets.A == ''", [], [true, false]],
    ["!startsWith(github.ref, 'refs/tags/')", [], [false, true]],
    ['strategy.target', [], ['stable', 'next']],
    ["format('v-{0}', strategy.target)", [], ['v-stable', 'v-next']],
    ["strategy.target == 'stable' || strategy.target == 'next'", [], [true, false]],
    ['fromJSON(\'{"a":1,"b":2}\')[vars.KEY]', [], [1, 2, null]],
    ["hashFiles('**/lock')", [], null],
    ["fromJSON('not json')", [], null],
    ["format('{1}', 'a')", [], null],
    ["format('{', 'a')", [], null],
    ['toJSON(inputs.token)', ['secrets.REGISTRY_TOKEN'], null],
  ])('%s', (expression, references, candidates) => {
    const outcome = evaluateExpression(expression, scope);
    expect(outcome.kind).toBe('hidden');
    if (outcome.kind !== 'hidden') return;
    expect(outcome.references.map(({ context, path }) => [context, ...path].join('.'))).toEqual(references);
    expect(outcome.candidates).toEqual(candidates);
  });

  it('decides comparisons of candidates where all agree', () => {
    expect(evaluateExpression("strategy.target == 'other'", scope)).toMatchObject({ kind: 'known', data: false });
    expect(evaluateExpression("contains('stable next', strategy.target)", scope)).toMatchObject({ data: true });
  });

  it('keeps the known parts of a string', () => {
    expect(evaluateText("a ${{ format('v{0}-{1}', inputs.name, secrets.KEY) }} z", scope)).toEqual([
      { kind: 'text', text: 'a vwidget-' },
      {
        kind: 'hidden',
        references: [{ context: 'secrets', path: ['KEY'] }],
        candidates: null,
        source: '${{ secrets.KEY }}',
      },
      { kind: 'text', text: ' z' },
    ]);
    expect(evaluateText('${{ inputs.mixed }}', scope)).toEqual([{ kind: 'text', text: 'v' }, ...fromSecret]);
  });

  it('shows a hidden part as it was written', () => {
    expect(evaluateText('${{secrets.A||secrets.B}}', scope)).toMatchObject([{ source: '${{secrets.A||secrets.B}}' }]);
  });
});

describe('what GitHub would refuse', () => {
  it.each([
    ['', 'nothing'],
    ['secrets.', 'an end in the middle'],
    ['"double"', 'double quotes'],
    ['unheard.of', 'a context that does not exist'],
    ['constructor(1)', 'a function that does not exist'],
    [`'${'x'.repeat(21_000)}'`, 'more than 21,000 characters'],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, 'more than 50 levels'],
  ])('%.20s is hidden: %s', (expression) => {
    expect(evaluateExpression(expression, scope)).toMatchObject({ kind: 'hidden', references: [], candidates: null });
  });

  it('takes an expression that is not closed to the end', () => {
    expect(evaluateText('a ${{ secrets.X', scope)).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'hidden', references: [{ context: 'secrets', path: ['X'] }], candidates: null, source: '${{ secrets.X' },
    ]);
  });
});

describe('bounds', () => {
  it('gives up on chains that are deeper than anyone writes', () => {
    const chain = Array.from({ length: 5000 }, () => '1').join('==');
    expect(evaluateExpression(chain, scope).kind).toBe('hidden');
  });

  it('does not grow text without end', () => {
    let expression = "'xxxxxxxxxx'";
    for (let level = 0; level < 12; level += 1) expression = `format('{0}{0}{0}{0}{0}{0}{0}{0}', ${expression})`;
    expect(evaluateExpression(expression, scope).kind).toBe('hidden');
  });

  it('does not tell more than 64 candidates apart', () => {
    const choice = "(vars.A && '1' || vars.B && '2' || vars.C && '3' || '4')";
    expect(evaluateExpression(`format('{0}{1}{2}', ${choice}, ${choice}, ${choice})`, scope)).toMatchObject({
      candidates: expect.objectContaining({ length: 64 }),
    });
    expect(
      evaluateExpression(`format('{0}{1}{2}{3}', ${choice}, ${choice}, ${choice}, ${choice})`, scope),
    ).toMatchObject({ kind: 'hidden', candidates: null });
  });

  it('refuses JSON that is nested without end', () => {
    expect(evaluateExpression(`fromJSON('${'['.repeat(9000)}${']'.repeat(9000)}')`, scope).kind).toBe('hidden');
  });
});

describe('any text', () => {
  const tokens = ['${{', '}}', "'", '(', ')', '[', ']', '.', '*', '!', '&&', '||', '==', 'secrets', 'matrix', 'format'];
  const pieces = fc.oneof(fc.constantFrom(...tokens, 'fromJSON(', 'a', ' ', ',', '{0}'), fc.string({ unit: 'binary' }));
  const anyText = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));

  it('never throws', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(Array.isArray(evaluateText(text, scope))).toBe(true);
        expect(['known', 'hidden']).toContain(evaluateExpression(text, nothingKnown).kind);
      }),
    );
  });

  it('comes back unchanged without an expression', () => {
    fc.assert(
      fc.property(
        anyText.filter((text) => !text.includes('${{')),
        (text) => {
          expect(evaluateText(text, nothingKnown)).toEqual(text === '' ? emptyValue : [{ kind: 'text', text }]);
        },
      ),
    );
  });

  it('comes back out of a string literal', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(evaluateText(`\${{ '${text.replaceAll("'", "''")}' }}`, nothingKnown)).toEqual(known(text));
      }),
    );
  });
});
