import type { Word, WordPart } from './model.ts';
import { joinParts, type SourceText } from './source-text.ts';
import type { SyntaxNode } from './syntax-tree.ts';

/** The word for an expression of Python or JavaScript: literals, names, string templates, sums; the rest is computed. */
export function valueWord(node: SyntaxNode, source: SourceText): Word {
  return joinParts(partsOf(node, source));
}

/** Text of its own, not only a name: a string, a template, or a sum that has one. */
export function isText(node: SyntaxNode | undefined): boolean {
  if (node === undefined) return false;
  return textNodes.has(node.type) || (sumNodes.has(node.type) && node.children.some(isText));
}

/** The elements of a list literal, also of a sum of lists; null where the node is none. Unknown elements are computed. */
export function listElements(node: SyntaxNode | undefined, source: SourceText): Word[] | null {
  if (node === undefined) return null;
  if (node.type === 'parenthesized_expression') return listElements(named(node)[0], source);
  if (listNodes.has(node.type)) return named(node).map((child) => valueWord(child, source));
  if (!sumNodes.has(node.type)) return null;
  const [left, right] = named(node);
  const first = listElements(left, source);
  const second = listElements(right, source);
  if (first === null && second === null) return null;
  const unknown = (side: SyntaxNode | undefined): Word[] => (side === undefined ? [] : [computed(side, source)]);
  return [...(first ?? unknown(left)), ...(second ?? unknown(right))];
}

/** Children that carry meaning. */
export function named(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter((child) => child.named && child.type !== 'comment');
}

export function written(node: SyntaxNode, source: SourceText): string {
  return source.written(source.text.slice(node.start, node.end));
}

const textNodes = new Set(['string', 'concatenated_string', 'template_string']);
const sumNodes = new Set(['binary_operator', 'binary_expression']);
const listNodes = new Set(['list', 'tuple', 'array']);
const transparentNodes = new Set([
  'parenthesized_expression',
  'await_expression',
  'as_expression',
  'non_null_expression',
  'satisfies_expression',
  'await',
]);

function partsOf(node: SyntaxNode, source: SourceText): readonly WordPart[] {
  const text = source.text.slice(node.start, node.end);
  const [first, ...rest] = named(node);
  if (node.type === 'string' || node.type === 'template_string') return stringParts(node, source);
  if (node.type === 'concatenated_string') return named(node).flatMap((child) => partsOf(child, source));
  if (node.type === 'integer' || node.type === 'number') return source.parts(text);
  if (node.type === 'identifier') return nameParts(text, source);
  if (transparentNodes.has(node.type) && first !== undefined) return partsOf(first, source);
  if (sumNodes.has(node.type) && node.children[1]?.type === '+' && isText(node))
    return [first, ...rest].flatMap((child) => (child === undefined ? [] : partsOf(child, source)));
  const variable = environmentName(text);
  if (variable !== null) return [{ kind: 'variable', name: variable, fallback: null, source: source.written(text) }];
  if (text === 'sys.executable') return [{ kind: 'text', text: 'python' }];
  if (text === 'process.execPath') return [{ kind: 'text', text: 'node' }];
  return computed(node, source);
}

function nameParts(name: string, source: SourceText): Word {
  const [first, ...rest] = source.parts(name);
  if (first?.kind !== 'text') return first === undefined ? [] : [first, ...rest];
  return [{ kind: 'variable', name: first.text, fallback: null, source: first.text }, ...rest];
}

/** The variable that an expression reads from the environment, in either language's ways. */
export function environmentName(text: string): string | null {
  const match =
    /^(?:os\.environ\[["'](\w+)["']\]|os\.(?:environ\.get|getenv)\(["'](\w+)["'][^()]*\)|process\.env\.(\w+)|process\.env\[["'](\w+)["']\]|(?:Deno|Bun)\.env\.(?:get\(["'])?(\w+)(?:["']\))?)$/.exec(
      text.slice(0, 300),
    );
  return match?.slice(1).find((name) => name !== undefined) ?? null;
}

const interpolations = new Set(['interpolation', 'template_substitution']);

function stringParts(node: SyntaxNode, source: SourceText): WordPart[] {
  const [open] = node.children;
  const close = node.children.at(-1);
  if (open === undefined || close === undefined || open === close) return [];
  const prefix = source.text.slice(open.start, open.end).toLowerCase();
  const raw = prefix.includes('r') && open.type === 'string_start';
  const format = prefix.includes('f') && open.type === 'string_start';
  const parts: WordPart[] = [];
  let done = open.end;
  const literal = (end: number): void => {
    let text = source.text.slice(done, end);
    if (!raw) text = unescape(text);
    if (format) text = text.replaceAll('{{', '{').replaceAll('}}', '}');
    for (const part of source.parts(text)) parts.push(part);
  };
  for (const child of node.children) {
    if (!interpolations.has(child.type)) continue;
    literal(child.start);
    const value = named(child)[0];
    for (const part of value === undefined ? [] : partsOf(value, source)) parts.push(part);
    done = child.end;
  }
  literal(close.start);
  return parts;
}

const escapes: { readonly [letter: string]: string } = { n: '\n', t: '\t', r: '\r', '0': '\0', b: '\b' };

function unescape(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, letter: string) => (letter === '\n' ? '' : (escapes[letter] ?? letter)));
}

function computed(node: SyntaxNode, source: SourceText): Word {
  const text = source.text.slice(node.start, node.end);
  const names = Array.from(
    text.matchAll(/(?:environ\[|environ\.get\(|getenv\()["'](\w+)["']|process\.env\.(\w+)/g),
    (match) => match[1] ?? match[2] ?? '',
  );
  const identifiers: string[] = [];
  const visit = (child: SyntaxNode): void => {
    if (child.type === 'identifier') identifiers.push(source.text.slice(child.start, child.end));
    for (const grandchild of child.children) visit(grandchild);
  };
  if (text.length < 2_000) visit(node);
  return [{ kind: 'computed', names: [...new Set([...names, ...identifiers])], source: source.written(text) }];
}
