import { type Claim, isPrivate } from './claim.ts';
import { projectSource } from './project-links.ts';
import { pythonTokens, type Token } from './python-tokens.ts';

/**
 * What a setup.py hands to `setup(…)` in plain words: texts, and names that are set to a text once. It is never run.
 * Null where it calls no `setup`, or its name is computed.
 */
export function setupPyClaim(text: string): Claim | null {
  const tokens = pythonTokens(text);
  const call = tokens.findIndex((token, index) => isCall(token, tokens[index - 1], tokens[index + 1]));
  if (call === -1) return null;

  const values = callArguments(tokens, call + 1);
  const constants = textConstants(tokens);
  const plain = (key: string): Token | null => plainText(tokens, values.get(key), constants);
  const name = plain('name');
  if (name === null) return null;
  return {
    name: name.value,
    line: name.line,
    version: plain('version')?.value ?? null,
    publishable: !isPrivate(tokens.filter((token) => token.kind === 'text').map((token) => token.value)),
    destination: null,
    repository: projectSource([
      ['homepage', plain('url')?.value ?? ''],
      ...labelledTexts(tokens, values.get('project_urls')),
    ]),
  };
}

/** `setup(`, `setuptools.setup(`, not `def setup(`. */
function isCall(token: Token, before: Token | undefined, after: Token | undefined): boolean {
  return token.kind === 'word' && token.value === 'setup' && before?.value !== 'def' && isMark(after, '(');
}

/** Index of the first token of each `key=value` argument of the call whose bracket opens here. */
function callArguments(tokens: readonly Token[], open: number): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    depth += depthChange(token);
    if (depth === 0) break;
    const isKey = depth === 1 && token.kind === 'word' && isMark(tokens[at + 1], '=') && !isMark(tokens[at + 2], '=');
    if (isKey && !values.has(token.value)) values.set(token.value, at + 2);
  }
  return values;
}

/** Names that are set to one text and nothing else; a name that is set twice is not taken for known. */
function textConstants(tokens: readonly Token[]): ReadonlyMap<string, Token> {
  const found = new Map<string, Token>();
  const twice = new Set<string>();
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    depth += depthChange(token);
    if (depth !== 0 || token.kind !== 'word' || !isMark(tokens[at + 1], '=') || isMark(tokens[at + 2], '=')) continue;
    const value = tokens[at + 2];
    if (found.has(token.value)) twice.add(token.value);
    if (value?.kind === 'text' && value.literal && !goesOn(tokens[at + 3], value)) found.set(token.value, value);
    else twice.add(token.value);
  }
  for (const name of twice) found.delete(name);
  return found;
}

/** Whether an expression carries on after a text: `"a" + b`, `"a".strip()`, `"a" "b"`. */
function goesOn(next: Token | undefined, text: Token): boolean {
  if (next === undefined) return false;
  return next.line === text.line && !isMark(next, ';');
}

/** The text that an argument is: a literal, or a name that is set to one. */
function plainText(
  tokens: readonly Token[],
  at: number | undefined,
  constants: ReadonlyMap<string, Token>,
): Token | null {
  const token = at === undefined ? undefined : tokens[at];
  const next = at === undefined ? undefined : tokens[at + 1];
  if (token === undefined || !(isMark(next, ',') || isMark(next, ')'))) return null;
  if (token.kind === 'text') return token.literal ? token : null;
  return token.kind === 'word' ? (constants.get(token.value) ?? null) : null;
}

/** `{"label": "text", …}` */
function labelledTexts(tokens: readonly Token[], open: number | undefined): readonly (readonly [string, string])[] {
  if (open === undefined || !isMark(tokens[open], '{')) return [];
  const pairs: [string, string][] = [];
  for (let at = open + 1; at < tokens.length && !isMark(tokens[at], '}'); at++) {
    const label = tokens[at];
    const value = tokens[at + 2];
    if (label?.kind === 'text' && isMark(tokens[at + 1], ':') && value?.kind === 'text' && value.literal) {
      pairs.push([label.value, value.value]);
    }
  }
  return pairs;
}

function depthChange(token: Token): number {
  if (token.kind !== 'mark') return 0;
  if ('([{'.includes(token.value)) return 1;
  return ')]}'.includes(token.value) ? -1 : 0;
}

function isMark(token: Token | undefined, value: string): boolean {
  return token?.kind === 'mark' && token.value === value;
}
