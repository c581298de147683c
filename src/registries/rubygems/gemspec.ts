import { type RubyToken, rubyTokens } from './ruby-tokens.ts';

/** What a gemspec says in plain words. What it computes is null. */
export interface Gemspec {
  /** Null where the name is computed or taken from the file's name. */
  readonly name: string | null;
  /** 1-based line of the name; 1 where there is none. */
  readonly line: number;
  readonly version: string | null;
  /** `rubygems_mfa_required`: whether RubyGems.org shall demand a second factor of the gem's owners; null where silent. */
  readonly mfaRequired: boolean | null;
  /** The only host that `gem push` accepts; null where the gemspec does not limit it. */
  readonly allowedPushHost: string | null;
  /** `source_code_uri`, without the part that is computed (often the version's tag). */
  readonly source: string | null;
  readonly homepage: string | null;
  /** Gems that it needs at run time. */
  readonly dependencies: readonly string[];
}

/** Reads a gemspec's text without running it. */
export function readGemspec(text: string): Gemspec {
  const tokens = rubyTokens(text);
  const variables = variablesIn(tokens);
  const named = attribute(tokens, 'name');
  const value = (found: Assigned | null): string | null =>
    found === null ? null : literal(tokens, found.at, variables);
  const mfa = metadata(tokens, 'rubygems_mfa_required');
  return {
    name: value(named),
    line: named?.line ?? 1,
    version: value(attribute(tokens, 'version')),
    mfaRequired: mfa === null ? null : (truths.get(tokens[mfa]?.text ?? '') ?? null),
    allowedPushHost: metadataText(tokens, 'allowed_push_host', variables),
    source: sourceUri(tokens, variables),
    homepage: value(attribute(tokens, 'homepage')) ?? metadataText(tokens, 'homepage_uri', variables),
    dependencies: dependenciesIn(tokens),
  };
}

/** `s.add_dependency "x", …`, with brackets or without */
function dependenciesIn(tokens: readonly RubyToken[]): string[] {
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'word' || !adds.has(token.text)) return [];
    const name = isSign(tokens[at + 1], '(') ? tokens[at + 2] : tokens[at + 1];
    return name?.kind === 'string' && !name.computed ? [name.text] : [];
  });
}

const adds = new Set(['add_dependency', 'add_runtime_dependency']);

const truths = new Map([
  ['true', true],
  ['false', false],
]);

interface Assigned {
  /** Index of the first token of the value. */
  readonly at: number;
  readonly line: number;
}

/** `anything.name = …`, the first in the file. */
function attribute(tokens: readonly RubyToken[], name: string): Assigned | null {
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word' || token.text !== name) continue;
    const receiver = tokens[at - 2];
    const startsStatement = at === 2 || isBreak(tokens[at - 3]);
    if (isSign(tokens[at - 1], '.') && receiver?.kind === 'word' && startsStatement && isAssignment(tokens, at + 1))
      return { at: at + 2, line: token.line };
  }
  return null;
}

function isBreak(token: RubyToken | undefined): boolean {
  return token === undefined || token.kind === 'newline' || token.text === ';' || token.text === '|';
}

/** The text of a literal that ends its statement, or of a variable that holds one. */
function literal(tokens: readonly RubyToken[], at: number, variables: ReadonlyMap<string, string>): string | null {
  const [value, ...rest] = tokens.slice(at, at + 4);
  // `.freeze` is all that may follow.
  const after = isSign(rest[0], '.') && rest[1]?.text === 'freeze' ? rest[2] : rest[0];
  const ends =
    after === undefined || after.kind === 'newline' || [';', ',', '}', ')'].includes(after.text) || isCondition(after);
  if (value === undefined || !ends) return null;
  if (value.kind === 'string') return value.computed ? null : value.text.trim();
  return value.kind === 'word' ? (variables.get(value.text) ?? null) : null;
}

function isCondition(token: RubyToken): boolean {
  return token.kind === 'word' && (token.text === 'if' || token.text === 'unless');
}

/** `name = "x"`, `NAME = "x".freeze` */
function variablesIn(tokens: readonly RubyToken[]): Map<string, string> {
  const variables = new Map<string, string>();
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word' || !isBreak(tokens[at - 1]) || !isAssignment(tokens, at + 1)) continue;
    const text = literal(tokens, at + 2, noVariables);
    if (text !== null) variables.set(token.text, text);
  }
  return variables;
}

const noVariables: ReadonlyMap<string, string> = new Map();

/** Index of the value: `metadata["key"] = x`, `"key" => x`, `"key": x`, `key: x`. */
function metadata(tokens: readonly RubyToken[], key: string): number | null {
  for (const [at, token] of tokens.entries()) {
    if (token.text !== key || token.kind === 'newline') continue;
    if (isSign(tokens[at + 1], ']') && isAssignment(tokens, at + 2)) return at + 3;
    if (isSign(tokens[at + 1], '=') && isSign(tokens[at + 2], '>')) return at + 3;
    if (isSign(tokens[at + 1], ':')) return at + 2;
  }
  return null;
}

function metadataText(
  tokens: readonly RubyToken[],
  key: string,
  variables: ReadonlyMap<string, string>,
): string | null {
  const at = metadata(tokens, key);
  return at === null ? null : literal(tokens, at, variables);
}

function sourceUri(tokens: readonly RubyToken[], variables: ReadonlyMap<string, string>): string | null {
  const at = metadata(tokens, 'source_code_uri');
  if (at === null) return null;
  const token = tokens[at];
  const fill = token?.kind === 'string' ? token.text.indexOf('#{') : -1;
  if (fill === -1) return literal(tokens, at, variables);
  const known = token?.text.slice(0, fill) ?? '';
  return known.slice(0, known.lastIndexOf('/') + 1);
}

function isAssignment(tokens: readonly RubyToken[], at: number): boolean {
  return isSign(tokens[at], '=') && !isSign(tokens[at + 1], '=') && !isSign(tokens[at + 1], '>');
}

function isSign(token: RubyToken | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text;
}
