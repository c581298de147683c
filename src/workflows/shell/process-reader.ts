import type { Script, ShellCommand, Word } from './model.ts';
import { javascriptStarters, pythonStarters, type Starter } from './process-starters.ts';
import { environmentName, isText, listElements, named, valueWord, written } from './process-words.ts';
import { type ScriptBuilder, type Surroundings, topLevel } from './script-builder.ts';
import type { SourceText } from './source-text.ts';
import type { SyntaxNode } from './syntax-tree.ts';

/**
 * Adds the commands that a Python or JavaScript program starts as processes, what it assigns (to names, and to the
 * environment), and calls of its own functions, which stand as commands of that name.
 */
export function readProcesses(
  root: SyntaxNode,
  source: SourceText,
  builder: ScriptBuilder,
  language: 'python' | 'javascript',
  parseLine: (line: Word) => Script,
): void {
  const functions = new Set<string>();
  collectFunctions(root, source, functions);
  const starters = language === 'python' ? pythonStarters : javascriptStarters;
  visit(root, topLevel, { source, builder, functions, starters, parseLine });
}

interface Reading {
  readonly source: SourceText;
  readonly builder: ScriptBuilder;
  /** Functions that the program defines by name. */
  readonly functions: ReadonlySet<string>;
  readonly starters: readonly Starter[];
  /** Reads a command line that is handed to a shell. */
  readonly parseLine: (line: Word) => Script;
}

type Visitor = (node: SyntaxNode, around: Surroundings, reading: Reading) => void;

const visitors: { readonly [type: string]: Visitor } = {
  call: visitCall,
  call_expression: visitCall,
  new_expression: visitCall,
  if_statement: visitIf,
  for_statement: visitFor,
  for_in_statement: visitFor,
  while_statement: visitFor,
  except_clause: visitBranch,
  catch_clause: visitBranch,
  switch_case: visitBranch,
  case_clause: visitBranch,
  ternary_expression: visitIf,
  conditional_expression: visitBranch,
  function_definition: visitFunction,
  function_declaration: visitFunction,
  generator_function_declaration: visitFunction,
  method_definition: visitFunction,
  variable_declarator: visitDeclarator,
  assignment: visitAssignment,
  assignment_expression: visitAssignment,
  // What a framework calls (a nox session, an invoke task) runs without being called here.
  decorated_definition: (node, around, reading) => {
    for (const child of named(node))
      if (child.type === 'function_definition') visitAll(child, around, reading);
      else visit(child, around, reading);
  },
};

function visit(node: SyntaxNode, around: Surroundings, reading: Reading): void {
  const visitor = visitors[node.type];
  if (visitor === undefined) visitAll(node, around, reading);
  else visitor(node, around, reading);
}

function visitAll(node: SyntaxNode, around: Surroundings, reading: Reading): void {
  for (const child of node.children) if (child.named) visit(child, around, reading);
}

function visitBranch(node: SyntaxNode, around: Surroundings, reading: Reading): void {
  visitAll(node, { ...around, conditional: true }, reading);
}

function visitIf(node: SyntaxNode, around: Surroundings, reading: Reading): void {
  const [condition, ...branches] = named(node);
  if (condition !== undefined) visit(condition, around, reading);
  for (const branch of branches) visit(branch, { ...around, conditional: true }, reading);
}

function visitFor(node: SyntaxNode, around: Surroundings, reading: Reading): void {
  const body = named(node).findLast((child) => child.type === 'block' || child.type.endsWith('statement'));
  const over = node.children.findIndex((child) => child.type === 'in' || child.type === 'of');
  const values = over < 0 ? undefined : node.children[over + 1];
  const variable = over < 1 ? undefined : node.children[over - 1];
  const name = variable?.type === 'identifier' ? written(variable, reading.source) : '';
  const items = listElements(values, reading.source);
  const loops = [...around.loops, { variable: name, items }];
  for (const child of named(node)) visit(child, child === body ? { ...around, loops } : around, reading);
}

function visitFunction(node: SyntaxNode, around: Surroundings, reading: Reading): void {
  const name = named(node).find((child) => child.type === 'identifier' || child.type === 'property_identifier');
  visitAll(
    node,
    { ...topLevel, function: name === undefined ? around.function : written(name, reading.source) },
    reading,
  );
}

function visitDeclarator(node: SyntaxNode, around: Surroundings, reading: Reading): void {
  const name = named(node)[0];
  const value = node.children.length > 1 ? named(node).at(-1) : undefined;
  if (name === undefined || value === undefined || value === name) return;
  if (functionValues.has(value.type))
    visitAll(value, { ...topLevel, function: written(name, reading.source) }, reading);
  else assign(node, name, value, around, reading);
}

function visitAssignment(node: SyntaxNode, around: Surroundings, reading: Reading): void {
  const [target] = named(node);
  const value = named(node).at(-1);
  if (target !== undefined && value !== undefined && value !== target) assign(node, target, value, around, reading);
}

/** Names that are given text, and the environment. */
function assign(node: SyntaxNode, target: SyntaxNode, value: SyntaxNode, around: Surroundings, reading: Reading): void {
  const { source, builder } = reading;
  const targetText = source.text.slice(target.start, target.end);
  const variable = environmentName(targetText);
  const plain = target.type === 'identifier' && (isText(value) || environmentName(written(value, source)) !== null);
  if (variable !== null || plain) {
    const name = variable ?? source.written(targetText);
    const assignments = [{ name, value: valueWord(value, source), exported: variable !== null }];
    builder.add({ words: [], assignments, redirects: [], ...linesOf(node, source) }, around);
  }
  visit(value, around, reading);
}

const functionValues = new Set(['arrow_function', 'function_expression', 'lambda']);

function visitCall(node: SyntaxNode, around: Surroundings, reading: Reading): void {
  const [callee, ...rest] = named(node);
  const list = rest.at(-1);
  if (callee !== undefined && list !== undefined) {
    const name = lastName(callee, reading.source);
    const starter = reading.starters.find((candidate) => starts(candidate, callee, name, reading.source));
    const positional = named(list).filter((child) => !argumentExtras.has(child.type));
    const started = starter !== undefined && addStarted(node, list, positional, starter, around, reading);
    if (!started && reading.functions.has(name)) addCall(node, name, positional, around, reading);
  }
  visitAll(node, around, reading);
}

function addCall(
  node: SyntaxNode,
  name: string,
  positional: readonly SyntaxNode[],
  around: Surroundings,
  { source, builder }: Reading,
): void {
  const words: Word[] = [[{ kind: 'text', text: name }], ...positional.map((child) => valueWord(child, source))];
  builder.add({ words, assignments: [], redirects: [], ...linesOf(node, source) }, around);
}

/** Adds what the call starts; false where its arguments are of no form that tells a command. */
function addStarted(
  node: SyntaxNode,
  list: SyntaxNode,
  positional: readonly SyntaxNode[],
  starter: Starter,
  around: Surroundings,
  { source, builder, parseLine }: Reading,
): boolean {
  const assignments = environmentOf(list, source);
  const place = linesOf(node, source);
  const [first, second, ...others] = positional.slice(starter.skip ?? 0);
  const add = (words: readonly Word[]): true => {
    builder.add({ words, assignments, redirects: [], ...place }, around);
    return true;
  };
  if (list.type === 'template_string') return addLine(valueWord(list, source));
  const elements = listElements(first, source);
  if (elements !== null) return add(elements);
  if (first === undefined) return false;
  const more = listElements(second?.type === 'object' ? pairValue(second, 'args', source) : second, source);
  if (more !== null) return add([valueWord(first, source), ...more]);
  if (isText(first) && second !== undefined && [second, ...others].some(isText))
    return add(
      [first, second, ...others].filter((child) => child.type !== 'object').map((child) => valueWord(child, source)),
    );
  if (isText(first)) return addLine(valueWord(first, source));
  return first.type === 'identifier' && add([valueWord(first, source)]);

  function addLine(line: Word): true {
    const { commands } = parseLine(line);
    const base: number[] = [];
    for (const command of commands) {
      const pipedFrom = command.pipedFrom === null ? null : (base[command.pipedFrom] ?? null);
      const inside = { ...around, pipedFrom, conditional: around.conditional || command.conditional };
      const loops = [...around.loops, ...command.loops];
      const facts = { ...command, assignments: [...assignments, ...command.assignments], ...place };
      base.push(builder.add(facts, { ...inside, loops }));
    }
    return true;
  }
}

/** Arguments that are not positional. */
const argumentExtras = new Set(['keyword_argument', 'dictionary_splat', 'type_arguments']);

/** `env=dict(…)`, `env={…}`, `{ env: {…} }` with names that are written out. */
function environmentOf(list: SyntaxNode, source: SourceText): ShellCommand['assignments'] {
  const options = named(list).flatMap((child) => {
    if (child.type === 'object') return [pairValue(child, 'env', source)];
    const [name, value] = named(child);
    return child.type === 'keyword_argument' && name !== undefined && written(name, source) === 'env' ? [value] : [];
  });
  return options
    .flatMap((option) => (option === undefined ? [] : named(option)))
    .filter((child) => child.type === 'pair')
    .flatMap((pair) => {
      const [key, value] = named(pair);
      if (key === undefined || value === undefined) return [];
      const name = written(key, source).replace(/^["']|["']$/g, '');
      return /^\w+$/.test(name) ? [{ name, value: valueWord(value, source), exported: true }] : [];
    });
}

function pairValue(object: SyntaxNode, name: string, source: SourceText): SyntaxNode | undefined {
  for (const pair of named(object)) {
    const [key, value] = named(pair);
    if (pair.type === 'pair' && key !== undefined && written(key, source) === name) return value;
  }
  return undefined;
}

function starts(starter: Starter, callee: SyntaxNode, name: string, source: SourceText): boolean {
  if (!starter.callee.includes(name)) return false;
  if (starter.object === undefined) return true;
  const [object] = named(callee);
  return object !== undefined && callee.children.length > 1 && starter.object.includes(lastName(object, source));
}

/** `run` of `subprocess.run`, `$` of `$({ cwd })`. */
function lastName(callee: SyntaxNode, source: SourceText): string {
  if (callee.children.length === 0) return written(callee, source);
  const inner =
    callee.type.startsWith('call') || callee.type === 'await_expression' ? named(callee)[0] : named(callee).at(-1);
  return inner === undefined ? '' : lastName(inner, source);
}

function collectFunctions(node: SyntaxNode, source: SourceText, functions: Set<string>): void {
  const [name] = named(node);
  const value = named(node).at(-1);
  const defines =
    visitors[node.type] === visitFunction ||
    (node.type === 'variable_declarator' && value !== undefined && functionValues.has(value.type));
  if (defines && name !== undefined) {
    const identifier = named(node).find((child) => child.type.endsWith('identifier'));
    functions.add(written(identifier ?? name, source));
  }
  for (const child of node.children) collectFunctions(child, source, functions);
}

function linesOf(node: SyntaxNode, source: SourceText): { line: number; endLine: number } {
  return { line: source.lineAt(node.start), endLine: source.lineAt(Math.max(node.start, node.end - 1)) };
}
