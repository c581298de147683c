import { assignmentsOf, declarationCommand } from './bash-assignments.ts';
import { redirectNodes, redirectsOf } from './bash-redirects.ts';
import { bashWord } from './bash-words.ts';
import type { Redirect } from './model.ts';
import { isOutput, type ScriptBuilder, type Surroundings, topLevel } from './script-builder.ts';
import type { SourceText } from './source-text.ts';
import type { SyntaxNode } from './syntax-tree.ts';

/** Adds the commands of a bash parse tree. */
export function readBash(root: SyntaxNode, source: SourceText, builder: ScriptBuilder): void {
  visit(root, topLevel, { source, builder });
}

interface Reading {
  readonly source: SourceText;
  readonly builder: ScriptBuilder;
}

/** Adds what stands in the node; answers the command whose output is the node's output, if there is one. */
type Visitor = (node: SyntaxNode, around: Surroundings, reading: Reading) => number | null;

const visitors: { readonly [type: string]: Visitor } = {
  command: (node, around, reading) => addCommand(node, [], [], around, reading),
  redirected_statement: visitRedirected,
  pipeline: (node, around, reading) => visitPipeline(node.children, around, reading),
  list: visitList,
  declaration_command: visitDeclaration,
  variable_assignment: visitAssignments,
  variable_assignments: visitAssignments,
  unset_command: (node, around, reading) => addWords(node.children, node, around, reading),
  for_statement: visitFor,
  c_style_for_statement: visitFor,
  while_statement: visitWhile,
  if_statement: (node, around, reading) => visitAfter('then', node, around, reading),
  elif_clause: (node, around, reading) => visitAll(node.children, { ...around, conditional: true }, reading),
  else_clause: (node, around, reading) => visitAll(node.children, { ...around, conditional: true }, reading),
  case_item: (node, around, reading) => visitAll(node.children, { ...around, conditional: true }, reading),
  function_definition: visitFunction,
  command_substitution: visitSubstitution,
  process_substitution: visitSubstitution,
  ERROR: visitBroken,
};

function visit(node: SyntaxNode, around: Surroundings, reading: Reading): number | null {
  const visitor = visitors[node.type];
  return visitor === undefined ? visitAll(node.children, around, reading) : visitor(node, around, reading);
}

function visitAll(nodes: readonly SyntaxNode[], around: Surroundings, reading: Reading): number | null {
  let last: number | null = null;
  for (const node of nodes) if (node.named) last = visit(node, around, reading) ?? last;
  return last;
}

/** `if`: what stands before `then` always runs, what stands after it does not. */
function visitAfter(keyword: string, node: SyntaxNode, around: Surroundings, reading: Reading): number | null {
  const at = node.children.findIndex((child) => child.type === keyword);
  const tested = visitAll(node.children.slice(0, at), { ...around, redirects: [] }, reading);
  return visitAll(node.children.slice(at), { ...around, conditional: true }, reading) ?? tested;
}

function visitList(node: SyntaxNode, around: Surroundings, reading: Reading): number | null {
  const [left, ...rest] = node.children;
  if (left === undefined) return null;
  const first = visit(left, { ...around, redirects: [] }, reading);
  return visitAll(rest, { ...around, conditional: true }, reading) ?? first;
}

/** Each stage reads from the one before it; redirects around the whole concern its ends. */
function visitPipeline(nodes: readonly SyntaxNode[], around: Surroundings, reading: Reading): number | null {
  const stages = nodes.filter((node) => node.named && node.type !== 'comment');
  let from = around.pipedFrom;
  stages.forEach((stage, index) => {
    const redirects = around.redirects.filter((redirect) =>
      isOutput(redirect) ? index === stages.length - 1 : index === 0,
    );
    from = visit(stage, { ...around, redirects, pipedFrom: from }, reading);
  });
  return from;
}

/**
 * A statement with redirects. The grammar hangs what follows `<<EOF` on the same line (arguments, further redirects,
 * `| next`, `&& next`) below the here-document.
 */
function visitRedirected(node: SyntaxNode, around: Surroundings, reading: Reading): number | null {
  const hung = node.children.filter((child) => child.type === 'heredoc_redirect').flatMap((child) => child.children);
  const redirects = redirectsOf([...node.children, ...hung], reading.source);
  const [body] = node.children.filter((child) => !redirectNodes.has(child.type));
  const outer = { ...node, children: body === undefined ? [] : body.children };
  const own =
    body === undefined || body.type === 'command'
      ? addCommand(outer, hung.filter(isArgument), redirects, around, reading)
      : visit(body, { ...around, redirects: [...redirects, ...around.redirects] }, reading);
  for (const child of node.children) if (redirectNodes.has(child.type)) visitSubstitutions(child, around, reading);
  return visitHung(hung, own, around, reading);
}

function visitHung(
  hung: readonly SyntaxNode[],
  own: number | null,
  around: Surroundings,
  reading: Reading,
): number | null {
  let last = own;
  let conditional = around.conditional;
  for (const node of hung) {
    if (node.type === '&&' || node.type === '||') conditional = true;
    else if (node.type === 'pipeline')
      last = visitPipeline(node.children, { ...around, conditional, pipedFrom: last }, reading);
    else if (visitors[node.type] !== undefined && !isArgument(node))
      last = visit(node, { ...around, conditional }, reading) ?? last;
  }
  return last;
}

function addCommand(
  node: SyntaxNode,
  moreArguments: readonly SyntaxNode[],
  moreRedirects: readonly Redirect[],
  around: Surroundings,
  reading: Reading,
): number {
  const children = [...node.children, ...moreArguments];
  const slot = reading.builder.reserve();
  const words = children.filter(isArgument).map((child) => bashWord(child, reading.source));
  const redirects = [...redirectsOf(children, reading.source), ...moreRedirects];
  const assignments = assignmentsOf(children, true, reading.source);
  reading.builder.fill(slot, { words, assignments, redirects, ...linesOf(node, reading) }, around);
  for (const child of children) visitSubstitutions(child, around, reading);
  return slot;
}

function addWords(nodes: readonly SyntaxNode[], whole: SyntaxNode, around: Surroundings, reading: Reading): number {
  const words = nodes.map((child) => bashWord(child, reading.source));
  const slot = reading.builder.add({ words, assignments: [], redirects: [], ...linesOf(whole, reading) }, around);
  for (const child of nodes) visitSubstitutions(child, around, reading);
  return slot;
}

function visitAssignments(node: SyntaxNode, around: Surroundings, reading: Reading): null {
  const children = node.type === 'variable_assignment' ? [node] : node.children;
  const assignments = assignmentsOf(children, false, reading.source);
  reading.builder.add({ words: [], assignments, redirects: [], ...linesOf(node, reading) }, around);
  for (const child of children) visitSubstitutions(child, around, reading);
  return null;
}

function visitDeclaration(node: SyntaxNode, around: Surroundings, reading: Reading): null {
  const facts = declarationCommand(node, reading.source);
  reading.builder.add({ ...facts, redirects: [], ...linesOf(node, reading) }, around);
  for (const child of node.children) visitSubstitutions(child, around, reading);
  return null;
}

function visitFor(node: SyntaxNode, around: Surroundings, reading: Reading): number | null {
  const name = find(node, 'variable_name');
  const at = node.children.findIndex((child) => child.type === 'in');
  const body = node.children.find((child) => bodyNodes.has(child.type));
  const values = node.children.slice(at + 1).filter((child) => child.named && child !== body);
  const items = at < 0 ? null : values.map((value) => bashWord(value, reading.source));
  const computed = items === null || items.some((item) => item.some((part) => part.kind === 'substitution'));
  const loop = { variable: name === null ? '' : text(name, reading), items: computed ? null : items };
  if (at >= 0) for (const value of values) visitSubstitutions(value, around, reading);
  return body === undefined ? null : visit(body, { ...around, loops: [...around.loops, loop] }, reading);
}

/** `while read -r x`: the variable is the last that `read` names. Other loops have none. */
function visitWhile(node: SyntaxNode, around: Surroundings, reading: Reading): number | null {
  const body = node.children.find((child) => bodyNodes.has(child.type));
  const conditions = node.children.filter((child) => child !== body);
  const read = conditions.find(
    (child) => child.type === 'command' && child.children[0] && text(child.children[0], reading) === 'read',
  );
  const last = read?.children.at(-1);
  const name = read !== undefined && read.children.length > 1 && last?.type === 'word' ? text(last, reading) : '';
  const loop = { variable: name.startsWith('-') ? '' : name, items: null };
  const tested = visitAll(conditions, around, reading);
  return (body === undefined ? null : visit(body, { ...around, loops: [...around.loops, loop] }, reading)) ?? tested;
}

function visitFunction(node: SyntaxNode, around: Surroundings, reading: Reading): null {
  const name = node.children.find((child) => child.type === 'word');
  const redirects = redirectsOf(node.children, reading.source);
  const inside = { ...topLevel, redirects, function: name === undefined ? around.function : text(name, reading) };
  const rest = node.children.filter((child) => child !== name && !redirectNodes.has(child.type));
  visitAll(rest, inside, reading);
  return null;
}

/** Its output is a word, not the input of what comes next. */
function visitSubstitution(node: SyntaxNode, around: Surroundings, reading: Reading): null {
  visitAll(node.children, { ...around, pipedFrom: null, redirects: [] }, reading);
  return null;
}

function visitSubstitutions(node: SyntaxNode, around: Surroundings, reading: Reading): void {
  if (substitutionNodes.has(node.type)) visitSubstitution(node, around, reading);
  else if (node.type !== 'heredoc_redirect')
    for (const child of node.children) visitSubstitutions(child, around, reading);
  else for (const child of node.children) if (child.type === 'heredoc_body') visitSubstitutions(child, around, reading);
}

/** Where the grammar gave up, what it had read of a command lies about in pieces: a name, then arguments. */
function visitBroken(node: SyntaxNode, around: Surroundings, reading: Reading): number | null {
  let last: number | null = null;
  let pieces: SyntaxNode[] = [];
  const finish = (): void => {
    const [first] = pieces;
    const end = pieces.at(-1)?.end ?? 0;
    if (first !== undefined)
      last = addCommand({ ...first, type: 'command', end, children: pieces }, [], [], around, reading);
    pieces = [];
  };
  for (const child of node.children) {
    if (child.type === 'command_name') {
      finish();
      pieces = [child];
    } else if (pieces.length > 0 && isArgument(child)) pieces.push(child);
    else {
      finish();
      if (child.named) last = visit(child, around, reading) ?? last;
    }
  }
  finish();
  return last;
}

const bodyNodes = new Set(['do_group', 'compound_statement']);
const substitutionNodes = new Set(['command_substitution', 'process_substitution']);

const argumentNodes = new Set([
  'command_name',
  'word',
  'number',
  'string',
  'raw_string',
  'ansi_c_string',
  'translated_string',
  'concatenation',
  'simple_expansion',
  'expansion',
  'command_substitution',
  'process_substitution',
  'arithmetic_expansion',
  'brace_expression',
  'extglob_pattern',
  'regex',
]);

function isArgument(node: SyntaxNode): boolean {
  return argumentNodes.has(node.type);
}

function linesOf(node: SyntaxNode, { source }: Reading): { line: number; endLine: number } {
  const end = source.text[node.end - 1] === '\n' ? node.end - 1 : node.end;
  return { line: source.lineAt(node.start), endLine: source.lineAt(Math.max(node.start, end)) };
}

function find(node: SyntaxNode, type: string): SyntaxNode | null {
  for (const child of node.children) {
    if (child.type === type) return child;
    if (child.type !== 'variable_assignment') continue;
    const found = find(child, type);
    if (found !== null) return found;
  }
  return null;
}

function text(node: SyntaxNode, { source }: Reading): string {
  return source.written(source.text.slice(node.start, node.end));
}
