import type { Word, WordPart } from './model.ts';
import { joinParts, type SourceText } from './source-text.ts';
import type { SyntaxNode } from './syntax-tree.ts';

/** The word that a node of the bash grammar stands for. */
export function bashWord(node: SyntaxNode, source: SourceText): Word {
  return joinParts(partsOf(node, source));
}

/** The text of a here-document: as it stands where the delimiter is quoted, otherwise with variables. */
export function hereDocument(redirect: SyntaxNode, source: SourceText): Word {
  const delimiter = redirect.children.find((child) => child.type === 'heredoc_start');
  const body = redirect.children.find((child) => child.type === 'heredoc_body');
  const operator = redirect.children.find((child) => child.type.startsWith('<<'));
  if (body === undefined) return [];
  const start = startOfBody(body, delimiter, source);
  const literal = delimiter !== undefined && /['"\\]/.test(source.text.slice(delimiter.start, delimiter.end));
  const parts = literal
    ? source.parts(source.text.slice(start, body.end))
    : mixedParts({ ...body, start }, source, unescapeHereDocument);
  return operator?.type === '<<-' ? withoutLeadingTabs(joinParts(parts)) : joinParts(parts);
}

/** Every variable that is read somewhere within the node. */
function namesWithin(node: SyntaxNode, source: SourceText): string[] {
  const names: string[] = [];
  const visit = (child: SyntaxNode): void => {
    if (child.type === 'variable_name') names.push(source.text.slice(child.start, child.end));
    for (const grandchild of child.children) visit(grandchild);
  };
  visit(node);
  return [...new Set(names)];
}

/** A variable by the name that the grammar saw; a placeholder that follows without a gap is not part of the name. */
function variableParts(name: string, fallback: Word | null, written: string, source: SourceText): Word {
  const [first, ...rest] = source.parts(name);
  if (first === undefined) return [];
  if (first.kind === 'text') return [{ kind: 'variable', name: first.text, fallback, source: written }, ...rest];
  return [{ kind: 'computed', names: [], source: written }];
}

type PartReader = (node: SyntaxNode, source: SourceText) => readonly WordPart[];

const readers: { readonly [type: string]: PartReader } = {
  word: (node, source) => source.parts(unescapeWord(textOf(node, source))),
  extglob_pattern: (node, source) => source.parts(unescapeWord(textOf(node, source))),
  raw_string: (node, source) => source.parts(textOf(node, source).slice(1, -1)),
  ansi_c_string: (node, source) => source.parts(unescapeAnsi(textOf(node, source).slice(2, -1))),
  string: (node, source) => mixedParts(inner(node), source, unescapeString),
  translated_string: (node, source) =>
    node.children.filter((child) => child.named).flatMap((child) => partsOf(child, source)),
  concatenation: (node, source) => mixedParts(node, source, unescapeWord),
  command_name: (node, source) => mixedParts(node, source, unescapeWord),
  simple_expansion: (node, source) =>
    variableParts(textOf(node, source).slice(1), null, source.written(textOf(node, source)), source),
  expansion: expansionParts,
  command_substitution: (node, source) => [{ kind: 'substitution', source: source.written(textOf(node, source)) }],
  process_substitution: (node, source) => [{ kind: 'substitution', source: source.written(textOf(node, source)) }],
  arithmetic_expansion: computed,
  array: computed,
  $: (node, source) => source.parts(textOf(node, source)),
};

function partsOf(node: SyntaxNode, source: SourceText): readonly WordPart[] {
  const reader = readers[node.type];
  if (reader !== undefined) return reader(node, source);
  return node.children.length === 0 ? source.parts(textOf(node, source)) : mixedParts(node, source, unescapeWord);
}

/** Operators after which a word stands that is taken when the variable is unset. */
const fallbackOperators = new Set([':-', '-', ':=', '=']);
/** Operators that only complain. */
const plainOperators = new Set([':?', '?']);

function expansionParts(node: SyntaxNode, source: SourceText): readonly WordPart[] {
  const [, name, operator, ...rest] = node.children;
  const written = source.written(textOf(node, source));
  if (name?.type !== 'variable_name' && name?.type !== 'special_variable_name') return computed(node, source);
  if (operator === undefined || operator.type === '}' || plainOperators.has(operator.type))
    return variableParts(textOf(name, source), null, written, source);
  if (!fallbackOperators.has(operator.type)) return computed(node, source);
  const values = rest.filter((child) => child.type !== '}');
  const end = values.at(-1)?.end ?? operator.end;
  const fallback = joinParts(mixedParts({ ...node, start: operator.end, end, children: values }, source, unescapeWord));
  return variableParts(textOf(name, source), fallback, written, source);
}

function computed(node: SyntaxNode, source: SourceText): readonly WordPart[] {
  return [{ kind: 'computed', names: namesWithin(node, source), source: source.written(textOf(node, source)) }];
}

/** Nodes that hold nothing but literal text of the string around them. */
const literalNodes = new Set(['string_content', 'heredoc_content']);

/** Expansions as they are, and all text between them, whether or not the grammar has a node for it. */
function mixedParts(node: SyntaxNode, source: SourceText, unescape: (text: string) => string): WordPart[] {
  const parts: WordPart[] = [];
  let done = node.start;
  const literal = (end: number): void => {
    if (end > done) for (const part of source.parts(unescape(source.text.slice(done, end)))) parts.push(part);
  };
  for (const child of node.children) {
    if (literalNodes.has(child.type) || child.start < node.start || child.end > node.end) continue;
    if (!child.named && child.type !== '`') continue;
    literal(child.start);
    for (const part of partsOf(child, source)) parts.push(part);
    done = child.end;
  }
  literal(node.end);
  return parts;
}

function inner(string: SyntaxNode): SyntaxNode {
  const closed = string.children.length > 1 && string.children.at(-1)?.type === '"';
  return { ...string, start: string.start + 1, end: closed ? string.end - 1 : string.end };
}

/** The grammar leaves white space at the start of a here-document out of its body. */
function startOfBody(body: SyntaxNode, delimiter: SyntaxNode | undefined, source: SourceText): number {
  let start = body.start;
  while (start > (delimiter?.end ?? 0) && source.text[start - 1] !== '\n') start--;
  const blank = source.text.slice(delimiter?.end ?? start, start);
  return blank.trim() === '' && blank.includes('\n') ? (delimiter?.end ?? start) + blank.indexOf('\n') + 1 : start;
}

function withoutLeadingTabs(word: Word): Word {
  return joinParts(
    word.map((part, index) =>
      part.kind === 'text'
        ? { kind: 'text', text: part.text.replace(index === 0 ? /^\t+/gm : /(?<=\n)\t+/g, '') }
        : part,
    ),
  );
}

function unescapeWord(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\\n|\\([\s\S])/g, (_, character: string | undefined) => character ?? '')
    : text;
}

function unescapeString(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\\n|\\(["\\$`])/g, (_, character: string | undefined) => character ?? '')
    : text;
}

function unescapeHereDocument(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\\n|\\([\\$`])/g, (_, character: string | undefined) => character ?? '')
    : text;
}

const ansiEscapes: { readonly [letter: string]: string } = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function unescapeAnsi(text: string): string {
  return text.replace(
    /\\(?:x([\da-f]{1,2})|u([\da-f]{1,4})|([0-7]{1,3})|([\s\S]))/gi,
    (
      _,
      hex: string | undefined,
      unicode: string | undefined,
      octal: string | undefined,
      letter: string | undefined,
    ) => {
      if (letter !== undefined) return ansiEscapes[letter] ?? letter;
      const code = Number.parseInt(hex ?? unicode ?? octal ?? '0', octal === undefined ? 16 : 8);
      return String.fromCharCode(code);
    },
  );
}

function textOf(node: SyntaxNode, source: SourceText): string {
  return source.text.slice(node.start, node.end);
}
