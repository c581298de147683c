import { deeper, expandMake, type MakeScope, withNames } from './make-expand.ts';
import { baseName, folderOf } from './tree.ts';

/** A function of make: handed its arguments as written, for some expand only one of them. */
type MakeFunction = (written: readonly string[], scope: MakeScope) => string;

/** The functions whose result files can tell; those that only print or define give nothing, as in make. */
export const makeFunctions: ReadonlyMap<string, MakeFunction> = new Map<string, MakeFunction>([
  ['call', callFunction],
  ['foreach', foreachFunction],
  ['if', ([test = '', yes = '', no = ''], scope) => expandMake(isTrue(test, scope) ? yes : no, deeper(scope))],
  ['or', (written, scope) => expandMake(written.find((item) => isTrue(item, scope)) ?? '', deeper(scope))],
  [
    'and',
    (written, scope) =>
      written.every((item) => isTrue(item, scope)) ? expandMake(written.at(-1) ?? '', deeper(scope)) : '',
  ],
  ['value', ([name = ''], scope) => scope.lookup(name.trim())?.value ?? ''],
  ['origin', ([name = ''], scope) => (scope.lookup(name.trim()) === undefined ? 'undefined' : 'file')],
  ['strip', onWords((words) => words)],
  ['sort', onWords((words) => [...new Set(words)].sort())],
  ['firstword', onWords((words) => words.slice(0, 1))],
  ['lastword', onWords((words) => words.slice(-1))],
  ['words', onWords((words) => [String(words.length)])],
  ['dir', onWords((words) => words.map((word) => `${folderOf(word) || '.'}/`))],
  ['notdir', onWords((words) => words.map(baseName))],
  ['basename', onWords((words) => words.map((word) => word.replace(/(?<=[^/])\.[^./]*$/, '')))],
  ['suffix', onWords((words) => words.map((word) => /(?<=[^/])\.[^./]*$/.exec(word)?.[0] ?? '').filter(Boolean))],
  // Paths stay as they are: what is absolute on the machine that builds is relative to the tree here.
  ['abspath', onWords((words) => words)],
  ['realpath', onWords((words) => words)],
  ['wildcard', onWords((words) => words)],
  ['addprefix', withFirst((prefix, words) => words.map((word) => prefix + word))],
  ['addsuffix', withFirst((suffix, words) => words.map((word) => word + suffix))],
  ['word', withFirst((index, words) => words.slice(Number(index) - 1, Number(index)))],
  ['filter', withFirst((patterns, words) => words.filter((word) => isAnyOf(word, patterns)))],
  ['filter-out', withFirst((patterns, words) => words.filter((word) => !isAnyOf(word, patterns)))],
  ['findstring', withFirst((wanted, words) => (words.join(' ').includes(wanted) ? [wanted] : []))],
  ['subst', substitute],
  ['patsubst', patternSubstitute],
  ...['info', 'warning', 'error', 'eval', 'flavor', 'file', 'guile'].map((name) => [name, () => ''] as const),
]);

/** What `%` of a pattern stands for in a word; null where the word does not match. */
export function stemOf(word: string, pattern: string): string | null {
  const at = pattern.indexOf('%');
  if (at === -1) return word === pattern ? '' : null;
  const before = pattern.slice(0, at);
  const after = pattern.slice(at + 1);
  const fits = word.length >= before.length + after.length && word.startsWith(before) && word.endsWith(after);
  return fits ? word.slice(before.length, word.length - after.length) : null;
}

/** The words of an expanded text; a bounded number. */
export function wordsOf(text: string): readonly string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 5000);
}

function onWords(change: (words: readonly string[]) => readonly string[]): MakeFunction {
  return (written, scope) => change(wordsOf(expandMake(written.join(','), deeper(scope)))).join(' ');
}

function withFirst(change: (first: string, words: readonly string[]) => readonly string[]): MakeFunction {
  return ([first = '', ...rest], scope) => {
    const words = wordsOf(expandMake(rest.join(','), deeper(scope)));
    const result = change(expandMake(first, deeper(scope)).trim(), words).join(' ');
    scope.budget.left -= result.length;
    return result;
  };
}

function callFunction([name = '', ...written]: readonly string[], scope: MakeScope): string {
  const called = expandMake(name, deeper(scope)).trim();
  const found = scope.lookup(called);
  if (found === undefined) return '';
  const values = [called, ...written.map((item) => expandMake(item, deeper(scope)).trim())];
  const names = new Map(values.map((value, index) => [String(index), value]));
  return found.expanded ? found.value : expandMake(found.value, withNames(scope, names));
}

function foreachFunction([name = '', list = '', ...body]: readonly string[], scope: MakeScope): string {
  const key = expandMake(name, deeper(scope)).trim();
  const items = wordsOf(expandMake(list, deeper(scope)));
  const text = body.join(',');
  return items.map((item) => expandMake(text, withNames(scope, new Map([[key, item]])))).join(' ');
}

function substitute([from = '', to = '', ...text]: readonly string[], scope: MakeScope): string {
  const wanted = expandMake(from, deeper(scope));
  const whole = expandMake(text.join(','), deeper(scope));
  const parts = wanted === '' ? [whole] : whole.split(wanted);
  const by = expandMake(to, deeper(scope));
  scope.budget.left -= parts.length * by.length;
  return scope.budget.left < 0 ? '' : parts.join(by);
}

function patternSubstitute([from = '', to = '', ...text]: readonly string[], scope: MakeScope): string {
  const pattern = expandMake(from, deeper(scope)).trim();
  const by = expandMake(to, deeper(scope)).trim();
  const words = wordsOf(expandMake(text.join(','), deeper(scope)));
  scope.budget.left -= words.length * by.length;
  if (scope.budget.left < 0) return '';
  return words
    .map((word) => {
      const stem = stemOf(word, pattern);
      return stem === null ? word : by.replace('%', () => stem);
    })
    .join(' ');
}

function isAnyOf(word: string, patterns: string): boolean {
  return wordsOf(patterns).some((pattern) => stemOf(word, pattern) !== null);
}

function isTrue(written: string, scope: MakeScope): boolean {
  return expandMake(written.trim(), deeper(scope, { missing: 'empty' })) !== '';
}
