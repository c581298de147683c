import { emptyValue, known, showValue, textOf, type Value } from '../../types/values.ts';

/**
 * The folder reached from another one. Absolute paths are taken for the workspace's root where they lie in it, else for
 * unknown; `..` never leaves the root.
 */
export function enter(from: Value, to: Value): Value {
  const target = textOf(to);
  const start = textOf(from);
  if (target !== null && /^(\/|~|[A-Za-z]:)/.test(target)) return hiddenFolder(target);
  if (target === null || start === null) {
    if (target !== null && clean(target) === '') return from;
    if (start === '' && to[0]?.kind === 'text' && !to[0].text.startsWith('.')) return to;
    if (start !== null) return [...(start === '' ? [] : known(`${start}/`)), ...to];
    return hiddenFolder(showValue(to));
  }
  return known(clean(`${start}/${target}`));
}

/** A folder of the workspace as a folder of the repository, where that is checked out below the root. */
export function inCheckout(folder: Value, run: { readonly checkouts: ReadonlySet<string> }): Value {
  const text = textOf(folder);
  if (text === null) return folder;
  for (const path of run.checkouts) {
    if (text === path) return emptyValue;
    if (text.startsWith(`${path}/`)) return known(text.slice(path.length + 1));
  }
  return folder;
}

/** A path without `.`, `..`, doubled or closing slashes; `` for the root. */
export function clean(path: string): string {
  const segments: string[] = [];
  for (const segment of path.replaceAll('\\', '/').split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(segment);
  }
  return segments.join('/');
}

function hiddenFolder(source: string): Value {
  return [{ kind: 'hidden', references: [], candidates: null, source }];
}
