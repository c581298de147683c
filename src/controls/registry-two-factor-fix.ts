import { type RubyToken, rubyTokens } from '../registries/rubygems/ruby-tokens.ts';
import type { Edit, Fix } from './control.ts';

/**
 * The edit that lets a gemspec demand a second factor of the gem's owners; null where the place for it is not clear.
 * `byOidc`: no owner's key takes part in a release, so that none can fail for the want of a second factor.
 */
export function gemspecFix(path: string, text: string, byOidc: boolean): Fix | null {
  const edit = text.includes(mfaKey) ? flipped(path, text) : added(path, text);
  if (edit === null) return null;
  return {
    safety: edit.kind === 'insert' && byOidc ? 'safe' : 'needs-thought',
    title: 'Let RubyGems.org demand a second factor of the owners',
    first: [
      'See that every owner of the gem has a second factor: from the next release on, owners without one cannot push.',
    ],
    edits: [edit],
  };
}

/** Of a specification's metadata. */
export const mfaKey = 'rubygems_mfa_required';

/** Only where the gemspec says the opposite in so many words; anything else is Ruby that has to be written. */
function flipped(path: string, text: string): Edit | null {
  const lines = text.split('\n');
  const index = lines.findIndex((each) => each.includes(mfaKey));
  const from = [`'false'`, `"false"`].find((word) => lines[index]?.includes(word));
  return from === undefined
    ? null
    : { kind: 'replace', path, line: index + 1, from, to: from.replace('false', 'true') };
}

/** A line of its own behind the last line of metadata, or behind the name, as the lines around it are written. */
function added(path: string, text: string): Edit | null {
  const tokens = rubyTokens(text);
  const name = statements(tokens, 'name').at(0);
  if (name === undefined) return null;
  const metadata = statements(tokens, 'metadata').filter(({ receiver }) => receiver === name.receiver);
  const behind = metadata.at(-1) ?? name;
  const last = lastLineOf(tokens, behind.at);
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const [indentation = ''] = /^[ \t]*/.exec(lines[name.line - 1] ?? '') ?? [];
  // what stands deeper than the name is in a condition or a loop
  if (last === null || !lines[behind.line - 1]?.startsWith(`${indentation}${name.receiver}.`)) return null;
  if (/\.freeze\s*$/.test(lines[last - 1] ?? '')) return null;
  const quote = [behind.line, name.line].some((each) => lines[each - 1]?.includes("'")) ? "'" : '"';
  const line = `${indentation}${name.receiver}.metadata[${quote}${mfaKey}${quote}] = ${quote}true${quote}`;
  return { kind: 'insert', path, line: last + 1, text: line };
}

interface Statement {
  /** Index of its first token. */
  readonly at: number;
  readonly receiver: string;
  readonly line: number;
}

/** `spec.name = …` and `spec.metadata["x"] = …`, where they begin a line. */
function statements(tokens: readonly RubyToken[], attribute: string): readonly Statement[] {
  return tokens.flatMap((token, at) => {
    const [dot, word, next] = tokens.slice(at + 1, at + 4);
    const before = tokens[at - 1];
    const begins = before === undefined || before.kind === 'newline' || before.text === '|';
    const isMeant = dot?.text === '.' && word?.kind === 'word' && word.text === attribute;
    return token.kind === 'word' && begins && isMeant && (next?.text === '=' || next?.text === '[')
      ? [{ at, receiver: token.text, line: token.line }]
      : [];
  });
}

const opening: ReadonlySet<string> = new Set(['(', '[', '{']);
const closing: ReadonlySet<string> = new Set([')', ']', '}']);

/** The line on which a statement ends; null where that is not clear from its brackets. */
function lastLineOf(tokens: readonly RubyToken[], start: number): number | null {
  let depth = 0;
  for (let at = start; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) return null;
    if (token.kind === 'sign' && opening.has(token.text)) depth += 1;
    if (token.kind === 'sign' && closing.has(token.text)) depth -= 1;
    if (depth < 0) return null;
    if (token.kind !== 'newline' || depth > 0) continue;
    const before = tokens[at - 1];
    const next = tokens[at + 1];
    const goesOn = before?.kind === 'sign' && !closing.has(before.text);
    return goesOn || next?.text === '.' ? null : token.line;
  }
  return null;
}
