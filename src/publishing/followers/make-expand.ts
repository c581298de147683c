import { hiddenText } from './followed-script.ts';
import { makeFunctions } from './make-functions.ts';
import { deeper, type MakeScope } from './make-scope.ts';

/** A text of a makefile with its references to variables and functions replaced. */
export function expandMake(text: string, scope: MakeScope): string {
  scope.budget.left -= text.length + 1;
  if (scope.budget.left < 0 || scope.depth > 40) return '';
  let expanded = '';
  let at = 0;
  for (let dollar = text.indexOf('$'); dollar !== -1; dollar = text.indexOf('$', at)) {
    expanded += text.slice(at, dollar);
    const next = text[dollar + 1] ?? '';
    const end = next === '(' || next === '{' ? closingOf(text, dollar + 1) : dollar + 1;
    if (next === '$') expanded += '$';
    else if (end === -1) return expanded;
    else if (next === '(' || next === '{') expanded += reference(text.slice(dollar + 2, end), scope);
    else if (next.trim() !== '') expanded += variable(next, scope);
    at = end + 1;
  }
  return expanded + text.slice(at);
}

/** Where the bracket that opens at an offset closes; -1 where it does not. */
function closingOf(text: string, from: number): number {
  const open = text[from];
  const close = open === '(' ? ')' : '}';
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at;
  }
  return -1;
}

/** The parts of a text between separators that stand outside of brackets. */
export function splitOutside(text: string, separator: string, limit = Infinity): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at < text.length && parts.length < limit - 1; at++) {
    const character = text[at] ?? '';
    if (character === '(' || character === '{') depth++;
    else if (character === ')' || character === '}') depth--;
    else if (character === separator && depth <= 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function reference(inner: string, scope: MakeScope): string {
  const called = /^([a-z]+)[ \t\n]+/.exec(inner.slice(0, 40));
  const name = called?.[1] ?? '';
  const rest = inner.slice(called?.[0].length ?? 0);
  // The shell runs it: what it prints is hidden to the shell layer as well.
  if (name === 'shell') return `$(${expandMake(rest, deeper(scope))})`;
  const apply = makeFunctions.get(name);
  if (apply !== undefined) return apply(splitOutside(rest, ','), scope);
  const [plain = '', change] = splitOutside(inner, ':', 2);
  const equals = change?.indexOf('=') ?? -1;
  if (change === undefined || equals === -1) return variable(expandMake(inner, deeper(scope)), scope);
  const from = change.slice(0, equals);
  const to = change.slice(equals + 1);
  const patterns = from.includes('%') ? [from, to] : [`%${from}`, `%${to}`];
  return makeFunctions.get('patsubst')?.([...patterns, `$(${plain})`], scope) ?? hiddenText;
}

function variable(name: string, scope: MakeScope): string {
  const found = scope.lookup(name);
  if (found !== undefined) {
    scope.budget.left -= found.value.length;
    return found.expanded ? found.value : expandMake(found.value, deeper(scope));
  }
  return scope.missing === 'shell' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `\${${name}}` : '';
}
