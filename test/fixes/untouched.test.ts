import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Edit, EditValue } from '../../src/controls/control.ts';
import { yamlComments } from '../../src/fixes/comments.ts';
import { type Data, dataOf, saysTheSame, withDelete, withSet } from '../../src/fixes/data.ts';
import { dataOfNode } from '../../src/fixes/yaml/read.ts';
import { blockLines } from '../../src/fixes/yaml/write.ts';
import { readYaml } from '../../src/workflows/yaml/index.ts';
import { edited, path } from './edits.ts';

const key = fc.constantFrom('name', 'on', 'jobs', 'env', 'with', 'steps', 'run', 'a b', 'x: y', "it's", '"q"', '12');
const scalar = fc.oneof(
  fc.constantFrom<EditValue>(
    'npm publish',
    '${{ a }}',
    'true',
    '12',
    '',
    '# no comment',
    'a: b',
    '- x',
    "it's",
    'one\ntwo\n',
  ),
  fc.boolean(),
  fc.integer({ min: -5, max: 99 }),
  fc.constant(null),
);
const { value } = fc.letrec<{ value: EditValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 2, arbitrary: scalar },
    { weight: 2, arbitrary: fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 4 }) },
    { weight: 1, arbitrary: fc.array(tie('value'), { minLength: 1, maxLength: 3 }) },
  ),
}));
const style = fc.record({
  step: fc.constantFrom(2, 4),
  dash: fc.constantFrom(0, 2),
  quote: fc.constantFrom('single' as const, 'double' as const),
  lineBreak: fc.constant('\n' as const),
});

interface Case {
  readonly text: string;
  readonly edit: Edit;
}

/** A document as somebody may have written it, with comments and blank lines in it, and an edit of it. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    root: fc.dictionary(key, value, { minKeys: 1, maxKeys: 5 }),
    style,
    extras: fc.array(fc.tuple(fc.nat(), fc.constantFrom('own', 'trailing', 'blank')), { maxLength: 6 }),
    windows: fc.boolean(),
    way: fc.array(fc.nat(), { maxLength: 4 }),
    kind: fc.constantFrom('set' as const, 'delete' as const),
    put: value,
    fresh: fc.boolean(),
  })
  .map(({ root, style: written, extras, windows, way, kind, put, fresh }) => {
    let lines = [...blockLines(root, written)];
    for (const [number, [place, extra]] of extras.entries()) {
      const at = place % (lines.length + 1);
      const line = lines[at] ?? '';
      const indentation = ' '.repeat(line.length - line.trimStart().length);
      if (extra === 'own') lines.splice(at, 0, `${indentation}# comment ${number}`);
      else if (extra === 'blank') lines.splice(at, 0, '');
      else if (line !== '') lines = lines.with(at, `${line} # behind ${number}`);
    }
    const text = `${lines.join('\n')}\n`;
    const at = pathAlong(root, way, kind === 'set' && fresh);
    const edit: Edit = kind === 'set' ? { kind, path, at, value: put } : { kind, path, at };
    return { text: windows ? text.replaceAll('\n', '\r\n') : text, edit };
  });

function pathAlong(root: EditValue, way: readonly number[], fresh: boolean): readonly (string | number)[] {
  const at: (string | number)[] = [];
  let here = root;
  for (const turn of way.length === 0 ? [0] : way) {
    if (typeof here !== 'object' || here === null) break;
    const keys = Object.keys(here);
    const name = keys[turn % keys.length] ?? '';
    at.push(Array.isArray(here) ? Number(name) : name);
    here = (here as Record<string, EditValue>)[name] ?? null;
  }
  if (!fresh || typeof here !== 'object' || here === null) return at;
  return [...at, Array.isArray(here) ? here.length : 'fresh key'];
}

function says(text: string): Data {
  const { root } = readYaml(text, path);
  return root === null ? null : dataOfNode(root);
}

test('whatever is edited: the file says what the model says, and keeps every comment and every other line', () => {
  let applied = 0;
  fc.assert(
    fc.property(cases, ({ text, edit }) => {
      if (edit.kind !== 'set' && edit.kind !== 'delete') return;
      const result = edited(text, [edit]);
      if (/^(?:not-applicable|broken|comment-lost): /.test(result)) return;
      applied += 1;
      const before = says(text);
      const models =
        edit.kind === 'set'
          ? [withSet(before, edit.at, dataOf(edit.value))]
          : edit.at.map((_, index) => withDelete(before, edit.at.slice(0, edit.at.length - index)));
      expect(models.some((model) => model !== null && saysTheSame(model.data, says(result)))).toBe(true);

      const left = yamlComments(result).map((comment) => comment.text);
      for (const { text: comment, isTrailing } of yamlComments(text))
        if (!isTrailing || isSingle(edit)) expect(left).toContain(comment);

      // What is left of the old lines stands in the same order, and only lines of the edit's own place are gone.
      const now = result.split('\n');
      const [ahead, behind] = [
        commonStart(text.split('\n'), now),
        commonStart(text.split('\n').reverse(), now.toReversed()),
      ];
      const gone = text.split('\n').slice(ahead, Math.max(ahead, text.split('\n').length - behind));
      const place = linesOf(text, edit.at);
      expect(gone.length).toBeLessThanOrEqual(place);
    }),
    { numRuns: 200 },
  );
  expect(applied).toBeGreaterThan(60);
});

/** A value that is put in place of another, or where there was none: nothing else goes with it. */
function isSingle(edit: Edit): boolean {
  return edit.kind === 'set' && (typeof edit.value !== 'object' || edit.value === null);
}

/** Lines from the key of a place to the end of what it holds, with the blank lines behind it and its parent's key. */
function linesOf(text: string, at: readonly (string | number)[]): number {
  let node = readYaml(text, path).root;
  let first: number | null = null;
  for (const part of at) {
    if (node?.kind === 'mapping') {
      const pair = node.pairs.find(({ key: name }) => name.value === part);
      if (pair === undefined) return 2;
      first = pair.key.at.line;
      node = pair.value;
    } else if (node?.kind === 'sequence') {
      node = node.items[Number(part)] ?? null;
      if (node === null) return 2;
      first = node.at.line;
    }
  }
  const blank = text.split('\n').filter((line) => line.trim() === '' || line.includes('#')).length;
  return (node?.at.endLine ?? 0) - (first ?? 0) + 3 + blank;
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let at = 0;
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at += 1;
  return at;
}
