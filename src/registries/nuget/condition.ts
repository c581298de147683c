/**
 * Whether an MSBuild condition holds: comparisons of texts, tests of a text's start, end or content, joined by `and` and
 * `or`. Null where it depends on what only a build knows, or is written in another way.
 *
 * @param expand fills in properties; null where one is not known before the build
 */
export function holds(condition: string, expand: (text: string) => string | null): boolean | null {
  if (condition.length > 1000) return null;
  const whole = condition.trim();
  // `and` and `or` without brackets around them; MSBuild reads them from left to right.
  const parts = splitOutsideQuotes(whole);
  if (parts.length > 1) return join(parts, expand);
  return single(whole, expand);
}

function join(parts: readonly Part[], expand: (text: string) => string | null): boolean | null {
  let result: boolean | null = null;
  for (const [index, { word, text }] of parts.entries()) {
    const next = single(text, expand);
    if (index === 0) result = next;
    else if (word === 'and')
      result = result === false || next === false ? false : result === null || next === null ? null : true;
    else result = result === true || next === true ? true : result === null || next === null ? null : false;
  }
  return result;
}

interface Part {
  /** What joins it to the part before. */
  readonly word: 'and' | 'or' | '';
  readonly text: string;
}

function splitOutsideQuotes(condition: string): Part[] {
  const parts: Part[] = [];
  let start = 0;
  let word: Part['word'] = '';
  let quoted = false;
  for (let at = 0; at < condition.length; at++) {
    if (condition[at] === "'") quoted = !quoted;
    if (quoted || (condition[at] ?? '') > ' ') continue;
    const joint = /^\s(and|or)(?=[\s('!])/i.exec(condition.slice(at, at + 5));
    if (joint === null) continue;
    parts.push({ word, text: condition.slice(start, at).trim() });
    word = joint[1]?.toLowerCase() === 'and' ? 'and' : 'or';
    start = at + joint[0].length;
    at = start - 1;
  }
  return [...parts, { word, text: condition.slice(start).trim() }];
}

function single(text: string, expand: (text: string) => string | null): boolean | null {
  const literal = /^'?(true|false)'?$/i.exec(text)?.[1]?.toLowerCase();
  if (literal !== undefined) return literal === 'true';
  const comparison =
    /^'([^']*)'\s*(==|!=)\s*'([^']*)'$/.exec(text) ?? /^([^'\s]+)\s*(==|!=)\s*'?([^'\s]*)'?$/.exec(text);
  if (comparison !== null) {
    const [left, right] = [expand(comparison[1] ?? ''), expand(comparison[3] ?? '')];
    if (left === null || right === null) return null;
    return (left.toLowerCase() === right.toLowerCase()) === (comparison[2] === '==');
  }
  const method =
    /^'?(!?)\$\((\w+)\.(EndsWith|StartsWith|Contains)\(\s*['"`]([^'"`]*)['"`]\s*\)\)'?(?:\s*==\s*'?(true|false)'?)?$/i.exec(
      text,
    );
  if (method === null) return null;
  const value = expand(`$(${method[2]})`);
  if (value === null) return null;
  const found = tests[method[3]?.toLowerCase() ?? '']?.(value, method[4] ?? '') ?? false;
  return (method[5]?.toLowerCase() === 'false') !== (method[1] === '!') ? !found : found;
}

const tests: Readonly<Record<string, (value: string, part: string) => boolean>> = {
  endswith: (value, part) => value.endsWith(part),
  startswith: (value, part) => value.startsWith(part),
  contains: (value, part) => value.includes(part),
};
