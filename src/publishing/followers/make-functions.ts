import { deeper, type MakeScope, withNames } from './make-scope.ts';
import { baseName, folderOf } from './tree.ts';

/** A function of make: handed its arguments as written, for some expand only one of them. */
type MakeFunction = (written: readonly string[], scope: MakeScope) => string;

/** The functions whose result files can tell; those that only print or define give nothing, as in make. */
export const makeFunctions: ReadonlyMap<string, MakeFunction> = new Map<string, MakeFunction>([
  ['call', callFunction],
  ['foreach', foreachFunction],
  ['if', ([test = '', yes = '', no = ''], scope) => scope.expand(isTrue(test, scope) ? yes : no, deeper(scope))],
  ['or', (written, scope) => scope.expand(written.find((item) => isTrue(item, scope)) ?? '', deeper(scope))],
  [
    'and',
    (written, scope) =>
      written.every((item) => isTrue(item, scope)) ? scope.expand(written.at(-1) ?? '', deeper(scope)) : '',
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
  return (written, scope) => change(wordsOf(scope.expand(written.join(','), deeper(scope)))).join(' ');
}

function withFirst(change: (first: string, words: readonly string[]) => readonly string[]): MakeFunction {
  return ([first = '', ...rest], scope) => {
    const words = wordsOf(scope.expand(rest.join(','), deeper(scope)));
    const result = change(scope.expand(first, deeper(scope)).trim(), words).join(' ');
    scope.budget.left -= result.length;
    return result;
  };
}

function callFunction([name = '', ...written]: readonly string[], scope: MakeScope): string {
  const called = scope.expand(name, deeper(scope)).trim();
  const found = scope.lookup(called);
  if (found === undefined) return '';
  const values = [called, ...written.map((item) => scope.expand(item, deeper(scope)).trim())];
  const names = new Map(values.map((value, index) => [String(index), value]));
  return found.expanded ? found.value : scope.expand(found.value, withNames(scope, names));
}

function foreachFunction([name = '', list = '', ...body]: readonly string[], scope: MakeScope): string {
  const key = scope.expand(name, deeper(scope)).trim();
  const items = wordsOf(scope.expand(list, deeper(scope)));
  const text = body.join(',');
  return items.map((item) => scope.expand(text, withNames(scope, new Map([[key, item]])))).join(' ');
}

function substitute([from = '', to = '', ...text]: readonly string[], scope: MakeScope): string {
  const wanted = scope.expand(from, deeper(scope));
  const whole = scope.expand(text.join(','), deeper(scope));
  const parts = wanted === '' ? [whole] : whole.split(wanted);
  const by = scope.expand(to, deeper(scope));
  scope.budget.left -= parts.length * by.length;
  return scope.budget.left < 0 ? '' : parts.join(by);
}

function patternSubstitute([from = '', to = '', ...text]: readonly string[], scope: MakeScope): string {
  const pattern = scope.expand(from, deeper(scope)).trim();
  const by = scope.expand(to, deeper(scope)).trim();
  const words = wordsOf(scope.expand(text.join(','), deeper(scope)));
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
  return scope.expand(written.trim(), deeper(scope, { missing: 'empty' })) !== '';
}
