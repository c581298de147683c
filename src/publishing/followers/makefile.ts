import { matchesGlob } from '../../types/glob.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { maximumIncludes, maximumRules } from './limits.ts';
import { expandMake, splitOutside } from './make-expand.ts';
import { stemOf, wordsOf } from './make-functions.ts';
import { type MakeScope, type MakeVariable } from './make-scope.ts';
import { type Branch, conditionOf, isConditional } from './makefile-conditions.ts';
import { type MakeLine, makeLines, withoutComment } from './makefile-lines.ts';
import type { RecipeLine } from './recipe-lines.ts';
import { readText, resolvePath } from './tree.ts';

/** `targets: prerequisites` with its recipe. */
export interface MakeRule {
  readonly path: string;
  readonly targets: readonly string[];
  readonly prerequisites: readonly string[];
  /** As written, unexpanded. */
  readonly recipe: RecipeLine[];
  /** Of `%.a: %.b`: what the targets' stem is found with. */
  readonly pattern: string | null;
}

export interface TargetVariable {
  readonly name: string;
  readonly variable: MakeVariable;
  readonly exported: boolean;
}

/** A makefile with all that it includes, read in order as make does. */
export interface Makefile {
  readonly rules: readonly MakeRule[];
  readonly variables: ReadonlyMap<string, MakeVariable>;
  readonly targetVariables: ReadonlyMap<string, readonly TargetVariable[]>;
  /** Names of variables that recipes see in their environment. */
  readonly exported: ReadonlySet<string>;
  readonly scope: MakeScope;
}

/** Reads a makefile; `given` are variables of the command line, which win, and of the environment, which do not. */
export function readMakefile(
  files: RepositoryFiles,
  path: string,
  directory: string,
  given: {
    readonly commandLine: ReadonlyMap<string, string>;
    readonly environment: ReadonlyMap<string, string | null>;
  },
): Makefile {
  const variables = new Map<string, MakeVariable>([['MAKEFILE_LIST', { value: 'Makefile', expanded: true }]]);
  const lookup = (name: string): MakeVariable | undefined => {
    const said = given.commandLine.get(name);
    if (said !== undefined) return { value: said, expanded: true };
    const own = variables.get(name) ?? builtInVariables.get(name);
    if (own !== undefined || !given.environment.has(name)) return own;
    return { value: given.environment.get(name) ?? `\${${name}}`, expanded: true };
  };
  const scope: MakeScope = { lookup, missing: 'shell', budget: { left: 4_000_000 }, depth: 0, expand: expandMake };
  const reading: Reading = {
    files,
    directory,
    variables,
    scope,
    rules: [],
    targetVariables: new Map(),
    exported: new Set(given.commandLine.keys()),
    included: new Set(),
  };
  readInto(reading, path);
  return reading;
}

interface Reading extends Makefile {
  readonly files: RepositoryFiles;
  readonly directory: string;
  readonly rules: MakeRule[];
  readonly variables: Map<string, MakeVariable>;
  readonly targetVariables: Map<string, TargetVariable[]>;
  readonly exported: Set<string>;
  readonly included: Set<string>;
}

function readInto(reading: Reading, path: string): void {
  const source = reading.included.size > maximumIncludes ? null : readText(reading.files, path);
  if (source === null || reading.included.has(path)) return;
  reading.included.add(path);
  const conditions: Branch[] = [];
  let current: readonly MakeRule[] = [];
  const lines = makeLines(source);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) continue;
    const held = conditions.some(({ now }) => now === 'no');
    if (line.indented && current.length > 0) {
      if (!held) for (const rule of current) rule.recipe.push({ line: line.line, text: line.recipe });
      continue;
    }
    const text = withoutComment(line.text).trim();
    if (text === '') continue;
    if (isConditional(text)) conditionOf(text, conditions, reading.scope);
    else if (/^(?:override |export )*define\s/.test(text)) at = readDefine(reading, lines, at, conditions);
    else if (!held) current = readStatement(reading, path, { ...line, text }, conditions);
  }
}

/** A statement; gives the rules to which recipe lines may follow. */
function readStatement(
  reading: Reading,
  path: string,
  line: MakeLine,
  conditions: readonly Branch[],
): readonly MakeRule[] {
  const include = /^[-s]?include\s+(.*)$/.exec(line.text)?.[1];
  if (include !== undefined) {
    includeFiles(reading, include);
    return [];
  }
  const listed = /^export\s+([\w\s]+)$/.exec(line.text)?.[1];
  for (const name of wordsOf(listed ?? '')) reading.exported.add(name);
  const assignment = readAssignment(line.text);
  if (assignment !== null) {
    const certain = conditions.every(({ now }) => now === 'yes');
    assign(reading, assignment, certain);
    return [];
  }
  return listed !== undefined || /^(?:unexport|vpath|undefine|export$)/.test(line.text)
    ? []
    : readRule(reading, path, line);
}

function includeFiles(reading: Reading, written: string): void {
  for (const word of wordsOf(expandMake(written, { ...reading.scope, missing: 'empty' })).slice(0, maximumIncludes)) {
    const path = resolvePath(reading.directory, word);
    if (path === null) continue;
    const paths = path.includes('*') ? reading.files.paths.filter((each) => matchesGlob(each, path)) : [path];
    for (const each of paths.slice(0, maximumIncludes)) readInto(reading, each);
  }
}

interface Assignment {
  readonly name: string;
  readonly operator: string;
  readonly value: string;
  readonly exported: boolean;
}

function readAssignment(text: string): Assignment | null {
  const found = /^((?:(?:export|override|private)\s+)*)([^\s:#=!?+]+)\s*(=|:{1,3}=|\?=|\+=|!=)\s*/.exec(
    text.slice(0, 1000),
  );
  if (found === null) return null;
  const [whole, modifiers = '', name = '', operator = ''] = found;
  return { name, operator, value: text.slice(whole.length), exported: modifiers.includes('export') };
}

function assign(reading: Reading, assignment: Assignment, certain: boolean): void {
  const { operator, value } = assignment;
  const name = expandMake(assignment.name, { ...reading.scope, missing: 'empty' });
  const before = reading.scope.lookup(name);
  if (assignment.exported) reading.exported.add(name);
  // In a branch of which files cannot tell whether it is taken, what was set before stays.
  if (before !== undefined && (operator === '?=' || !certain)) return;
  reading.variables.set(name, changed(operator, value, before, reading.scope));
}

function changed(operator: string, value: string, before: MakeVariable | undefined, scope: MakeScope): MakeVariable {
  if (operator === '!=') return { value: `$(${expandMake(value, scope)})`, expanded: true };
  if (operator === '+=' && before !== undefined) {
    const more = before.expanded ? expandMake(value, scope) : value;
    const joined = `${before.value} ${more}`;
    scope.budget.left -= joined.length;
    return { value: scope.budget.left < 0 ? '' : joined, expanded: before.expanded };
  }
  return operator.startsWith(':') ? { value: expandMake(value, scope), expanded: true } : { value, expanded: false };
}

function readDefine(reading: Reading, lines: readonly MakeLine[], from: number, conditions: readonly Branch[]): number {
  const name = /define\s+([^\s=:?+]+)/.exec(lines[from]?.text.slice(0, 500) ?? '')?.[1] ?? '';
  let end = from + 1;
  while (end < lines.length && lines[end]?.text.trim() !== 'endef') end++;
  // A reference stands on one line, so the lines of what it stands for are put on one as well.
  const body = lines.slice(from + 1, end).map(({ recipe }) => recipe.trim().replace(/^[@+-]+\s*/, ''));
  const value = body.filter((line) => line !== '' && !line.startsWith('#')).join('; ');
  if (name !== '' && !conditions.some(({ now }) => now === 'no'))
    reading.variables.set(name, { value, expanded: false });
  return end;
}

function readRule(reading: Reading, path: string, line: MakeLine): readonly MakeRule[] {
  const [written = '', rest] = splitOutside(line.text, ':', 2);
  if (rest === undefined || reading.rules.length >= maximumRules) return [];
  const scope: MakeScope = { ...reading.scope, missing: 'empty' };
  const targets = wordsOf(expandMake(written, scope)).filter((target) => target !== '&');
  const after = rest.replace(/^:/, '');
  const specific = readAssignment(after.trim());
  if (specific !== null) {
    setTargetVariable(reading, targets, specific);
    return [];
  }
  const [head = '', inline] = splitOutside(after, ';', 2);
  const [first = '', second] = splitOutside(head, ':', 2).map((part) => expandMake(part, scope));
  const names = wordsOf((second ?? first).replaceAll('|', ' '));
  const pattern = second === undefined ? (targets.find((target) => target.includes('%')) ?? null) : first.trim();
  const recipe: RecipeLine[] = inline === undefined ? [] : [{ line: line.line, text: inline.trim() }];
  // A static pattern gives each of its targets prerequisites of its own.
  const groups = second === undefined ? [targets] : targets.map((target) => [target]);
  const rules = groups.slice(0, 500).map((group): MakeRule => {
    const stem = second === undefined ? null : stemOf(group[0] ?? '', first.trim());
    const prerequisites = stem === null ? names : names.map((name) => name.replace('%', () => stem));
    return { path, targets: group, prerequisites, recipe: [...recipe], pattern };
  });
  reading.rules.push(...rules);
  return rules;
}

function setTargetVariable(reading: Reading, targets: readonly string[], assignment: Assignment): void {
  const { name, operator, value, exported } = assignment;
  for (const target of targets.slice(0, 500)) {
    const own = reading.targetVariables.get(target) ?? [];
    const before = own.findLast((each) => each.name === name)?.variable ?? reading.scope.lookup(name);
    if (operator === '?=' && before !== undefined) continue;
    own.push({ name, variable: changed(operator, value, before, reading.scope), exported });
    reading.targetVariables.set(target, own);
  }
}

const builtInVariables: ReadonlyMap<string, MakeVariable> = new Map(
  Object.entries({
    MAKE: 'make',
    MAKEFLAGS: '',
    MFLAGS: '',
    CURDIR: '.',
    SHELL: '/bin/sh',
    RM: 'rm -f',
    MAKECMDGOALS: '',
  }).map(([name, value]) => [name, { value, expanded: true }]),
);
