import type { Token } from './tokens.ts';

/** What names stand for in a build script; null where files cannot tell. */
export interface Scope {
  lookUp(name: string): string | null;
}

/** An expression as written, to be read once it is known where it is used. */
export type Expression = readonly Token[];

/**
 * The text that a simple expression gives: a string, a property, a variable, `project.name`, parts joined by `+`. Null
 * for everything that has to be run to be known.
 */
export function evaluate(expression: Expression, scope: Scope): string | null {
  if (expression.length > mostTokens) return null;
  const parts = splitAt(trimCast(expression), '+').map((part) => evaluatePart(part, scope));
  return parts.every((part) => part !== null) ? parts.join('') : null;
}

/** Names are short; what is longer is no name, or is meant to keep us busy. */
const longest = 512;
const mostTokens = 64;

/** The arguments of a call or list: the tokens between brackets that are open, split at commas. */
export function splitAt(tokens: Expression, sign: string): Expression[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'sign' && '(['.includes(token.text)) depth++;
    if (token.kind === 'sign' && ')]'.includes(token.text)) depth--;
    if (depth === 0 && isSign(token, sign)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** The tokens inside of the bracket that opens at an index; null where none opens there. */
export function bracketed(tokens: Expression, open: number): Expression | null {
  if (!isSign(tokens[open], '(') && !isSign(tokens[open], '[')) return null;
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== 'sign') continue;
    if ('(['.includes(token.text)) depth++;
    if (')]'.includes(token.text)) depth--;
    if (depth === 0) return tokens.slice(open + 1, at);
  }
  return tokens.slice(open + 1);
}

export function isSign(token: Token | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text;
}

export function isWord(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === 'word' && texts.includes(token.text);
}

/** `x as String` */
function trimCast(expression: Expression): Expression {
  const cast = expression.findIndex((token) => isWord(token, 'as'));
  return cast > 0 ? expression.slice(0, cast) : expression;
}

function evaluatePart(tokens: Expression, scope: Scope): string | null {
  const [first, second] = tokens;
  if (first === undefined) return null;
  if (isSign(first, '(')) {
    const inside = bracketed(tokens, 0) ?? [];
    return inside.length === tokens.length - 2 && !inside.some((token) => isSign(token, '('))
      ? evaluate(inside, scope)
      : null;
  }
  if (first.kind === 'string') {
    const plainCall = second === undefined || isHarmlessTail(tokens.slice(1));
    return plainCall ? fillIn(first, scope) : null;
  }
  return evaluateNames(tokens, scope);
}

/** `project.rootProject.name.toString()`, `property("GROUP")`, `providers.gradleProperty('GROUP').get()`, `ext["x"]` */
function evaluateNames(tokens: Expression, scope: Scope): string | null {
  const names: string[] = [];
  let at = 0;
  for (; tokens[at]?.kind === 'word'; at++) {
    names.push(tokens[at]?.text ?? '');
    if (isSign(tokens[at + 1], '?')) at++;
    if (!isSign(tokens[at + 1], '.')) {
      at++;
      break;
    }
    at++;
  }
  const call = bracketed(tokens, at);
  const last = names.at(-1) ?? '';
  if (call === null) return at === tokens.length && names.length > 0 ? lookUpPath(names, scope) : null;

  const rest = tokens.slice(at + call.length + 2);
  if (propertyCalls.has(last) && isHarmlessTail(rest)) {
    const [name] = call;
    return call.length === 1 && name?.kind === 'string' ? scope.lookUp(name.text) : null;
  }
  // `.toString()`, `.get()` at the end say nothing new.
  return harmlessCalls.has(last) && call.length === 0 && rest.length === 0
    ? lookUpPath(names.slice(0, -1), scope)
    : null;
}

const propertyCalls = new Set([
  'property',
  'findProperty',
  'gradleProperty',
  'properties',
  'ext',
  'extra',
  'getProperty',
  'prop',
]);
const harmlessCalls = new Set(['toString', 'get', 'trim']);

/** `.get()`, `.toString()`, `!!` after a value. */
function isHarmlessTail(tokens: Expression): boolean {
  return tokens.every((token) =>
    token.kind === 'word' ? harmlessCalls.has(token.text) : token.kind === 'sign' && '.()!?'.includes(token.text),
  );
}

function lookUpPath(names: readonly string[], scope: Scope): string | null {
  const meaningful = names.filter((name, index) => index === names.length - 1 || !ownersOf.has(name));
  return scope.lookUp(meaningful.join('.'));
}

/** `rootProject` stays: its name is another. */
const ownersOf = new Set(['project', 'this', 'it', 'ext', 'extra', 'target']);

/** Fills in `$name` and `${project.name}`; null where something else is interpolated. */
function fillIn(string: Token, scope: Scope): string | null {
  if (string.text.length > longest) return null;
  if (!string.interpolated) return string.text;
  let result = '';
  let at = 0;
  for (const found of string.text.matchAll(
    /\$(?:\{([^{}$]{0,200})\}|([A-Za-z_]\w{0,99}(?:\.[A-Za-z_]\w{0,99}){0,8}))/g,
  )) {
    const names = (found[1] ?? found[2] ?? '').trim();
    const value = /^[A-Za-z_][\w.]*$/.test(names) ? lookUpPath(names.split('.'), scope) : null;
    if (value === null) return null;
    result += string.text.slice(at, found.index) + value;
    at = found.index + found[0].length;
  }
  result += string.text.slice(at);
  return result.includes('$') ? null : result;
}
