/*
 * Our own matcher, since globs come from the repository: the common libraries turn them into regular expressions, which
 * backtrack, and one was seen to loop without end over a hostile pattern.
 */

/**
 * Whether a path matches a glob of `*`, `?`, `**`, `[a-z]`, `{a,b}`, `@(a|b)` and `!(a|b)`. Takes time in proportion to
 * the product of both lengths, whatever they hold; a glob of more than 512 characters matches nothing.
 */
export function matchesGlob(path: string, glob: string): boolean {
  return globMatcher(glob)(path);
}

/** The same, prepared once for many paths; where asked, `*` and `**` pass over names that begin with a dot. */
export function globMatcher(glob: string, skipsHidden = false): (path: string) => boolean {
  if (glob.length > longestGlob) return () => false;
  const alternatives = expandBraces(glob).map((plain) => plain.split('/').map(segmentOf));
  return (path) => {
    if (path.length > longestPath) return false;
    const parts = path.split('/');
    return alternatives.some((pattern) => matchesFolders(parts, pattern, skipsHidden));
  };
}

/** Whether a name matches a pattern in which `*` stands for any run of characters, slashes too. */
export function matchesWildcard(name: string, pattern: string): boolean {
  return pattern.length <= longestGlob && matchesTokens(name, tokensOf(pattern));
}

/** `a{b,c}` and `a@(b|c)` as `ab` and `ac`, nested ones too; at most 64, the text itself where there would be more. */
export function expandBraces(text: string): readonly string[] {
  let open = [text];
  const done: string[] = [];
  while (open.length > 0) {
    if (open.length + done.length > 64) return [text];
    const [next = '', ...others] = open;
    const expanded = expandInnermost(next);
    if (expanded === null) done.push(next);
    open = expanded === null ? others : [...expanded, ...others];
  }
  return [...new Set(done)];
}

const longestGlob = 512;
const longestPath = 4096;

function expandInnermost(text: string): readonly string[] | null {
  return expandGroup(text, '{', '}', ',') ?? expandGroup(text, '@(', ')', '|');
}

function expandGroup(text: string, opening: string, closing: string, between: string): readonly string[] | null {
  const end = text.indexOf(closing);
  const start = end === -1 ? -1 : text.lastIndexOf(opening, end);
  if (start === -1) return null;
  const choices = text.slice(start + opening.length, end).split(between);
  return choices.map((choice) => text.slice(0, start) + choice + text.slice(end + 1));
}

/** One part of a pattern between slashes. */
type Segment =
  | { readonly kind: 'folders' }
  | { readonly kind: 'name'; readonly tokens: readonly Token[] }
  | { readonly kind: 'none-of'; readonly names: readonly (readonly Token[])[] };

type Token = '*' | '?' | { readonly character: string } | { readonly set: string; readonly isNegated: boolean };

function segmentOf(piece: string): Segment {
  if (piece === '**') return { kind: 'folders' };
  const negated = /^!\(([^()]*)\)$/.exec(piece)?.[1];
  if (negated !== undefined) return { kind: 'none-of', names: negated.split('|').map(tokensOf) };
  return { kind: 'name', tokens: tokensOf(piece) };
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    const end = character === '[' ? text.indexOf(']', at + 2) : -1;
    if (end > 0) {
      const isNegated = text[at + 1] === '!' || text[at + 1] === '^';
      tokens.push({ set: text.slice(at + (isNegated ? 2 : 1), end), isNegated });
      at = end;
    } else if (character === '\\' && at + 1 < text.length) tokens.push({ character: text[++at] ?? '' });
    else tokens.push(character === '*' || character === '?' ? character : { character });
  }
  return tokens;
}

/** Every position that the pattern so far can have reached. */
function matchesFolders(parts: readonly string[], pattern: readonly Segment[], skipsHidden: boolean): boolean {
  let reached = new Set([0]);
  for (const segment of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (segment.kind === 'folders')
        for (let to = at; to <= parts.length && !(skipsHidden && to > at && isHidden(parts[to - 1])); to += 1)
          next.add(to);
      else if (at < parts.length && !(skipsHidden && isHidden(parts[at]) && !namesHidden(segment))) {
        if (matchesSegment(parts[at] ?? '', segment)) next.add(at + 1);
      }
    }
    reached = next;
  }
  return reached.has(parts.length);
}

function isHidden(name: string | undefined): boolean {
  return name?.startsWith('.') === true;
}

function namesHidden(segment: Segment): boolean {
  const first = segment.kind === 'name' ? segment.tokens[0] : undefined;
  return typeof first === 'object' && 'character' in first && first.character === '.';
}

function matchesSegment(name: string, segment: Exclude<Segment, { kind: 'folders' }>): boolean {
  if (segment.kind === 'name') return matchesTokens(name, segment.tokens);
  return !segment.names.some((tokens) => matchesTokens(name, tokens));
}

/** The usual two-pointer walk: after a mismatch the last `*` takes one character more. */
function matchesTokens(text: string, tokens: readonly Token[]): boolean {
  let at = 0;
  let token = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const wanted = tokens[token];
    if (wanted === '*') {
      star = token++;
      resume = at;
    } else if (wanted !== undefined && isMet(wanted, text[at] ?? '')) {
      token += 1;
      at += 1;
    } else if (star !== -1) {
      token = star + 1;
      at = ++resume;
    } else return false;
  }
  while (tokens[token] === '*') token += 1;
  return token === tokens.length;
}

function isMet(token: Exclude<Token, '*'>, character: string): boolean {
  if (token === '?') return true;
  if ('character' in token) return token.character === character;
  return holds(token.set, character) !== token.isNegated;
}

/** `a-z` is a range, any other character stands for itself. */
function holds(set: string, character: string): boolean {
  for (let at = 0; at < set.length; at += 1) {
    const start = set[at] ?? '';
    const end = set[at + 1] === '-' ? set[at + 2] : undefined;
    if (end !== undefined) {
      if (start <= character && character <= end) return true;
      at += 2;
    } else if (start === character) return true;
  }
  return false;
}
