import type { RepositoryFiles } from '../../types/repository-files.ts';
import type { Dialect } from '../../workflows/shell/model.ts';
import { hasOption, optionValue, readArguments } from './arguments.ts';
import { shebangLanguage } from './dialect.ts';
import type { FollowedCommand, FollowedScript } from './followed-script.ts';
import { maximumScripts, maximumTargets } from './limits.ts';
import { expandMake } from './make-expand.ts';
import { stemOf } from './make-functions.ts';
import { type MakeScope } from './make-scope.ts';
import { type Makefile, type MakeRule, readMakefile, type TargetVariable } from './makefile.ts';
import { type RecipeLine, recipeScripts } from './recipe-lines.ts';
import { baseName, firstFile, folderOf, hasFile, resolvePath } from './tree.ts';

/** `make publish VAR=x -C folder`: the recipes of the targets and of what they need, in the order make runs them. */
export function followMake(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(command.words, { values: valueOptions });
  const folder = resolvePath(command.directory, optionValue(given, '-C', '--directory') ?? '.');
  if (folder === null || hasOption(given, ...showsOnly)) return [];
  const named = optionValue(given, '-f', '--file', '--makefile');
  const path = typeof named === 'string' ? resolvePath(folder, named) : firstFile(files, folder, fileNames);
  if (named === null || path === null) return [];
  const words = [...given.positionals, ...(given.afterDashes ?? [])];
  const commandLine = new Map(words.map(assignmentOf).filter((each) => each !== null));
  const makefile = readMakefile(files, path, folder, { commandLine, environment: command.environment });
  // A number on its own is what `-j` was given.
  const goals = words.filter((word) => word === null || !(assignmentOf(word) !== null || /^\d+$/.test(word)));
  const targets = goals.length === 0 ? [defaultGoal(makefile)] : goals;
  const oneShell = makefile.rules.some((rule) => rule.targets.includes('.ONESHELL'));
  const run: Run = { makefile, oneShell, files, folder, commandLine, command, visited: new Set(), scripts: [] };
  for (const target of targets) if (typeof target === 'string') visit(run, target, []);
  return run.scripts;
}

interface Run {
  readonly makefile: Makefile;
  readonly files: RepositoryFiles;
  readonly folder: string;
  readonly commandLine: ReadonlyMap<string, string>;
  readonly command: FollowedCommand;
  /** A recipe's lines share a shell. */
  readonly oneShell: boolean;
  readonly visited: Set<string>;
  readonly scripts: FollowedScript[];
}

/** A target after its prerequisites, which see the variables that are set for it. */
function visit(run: Run, target: string, inherited: readonly TargetVariable[]): void {
  if (run.visited.has(target) || run.visited.size >= maximumTargets || run.scripts.length >= maximumScripts) return;
  run.visited.add(target);
  const rules = rulesFor(run, target);
  const variables = [...inherited, ...(run.makefile.targetVariables.get(target) ?? [])];
  const needed = rules.flatMap(({ rule, stem }) =>
    rule.prerequisites.map((name) => (stem === null ? name : name.replace('%', () => stem))),
  );
  for (const name of needed) visit(run, name, variables);
  const automatic = automaticVariables(target, needed);
  for (const { rule, stem } of rules) {
    if (rule.recipe.length === 0 || run.scripts.length >= maximumScripts) continue;
    run.scripts.push(...recipeOf(run, target, rule, new Map([...automatic, ['*', stem ?? '']]), variables));
  }
}

interface FoundRule {
  readonly rule: MakeRule;
  readonly stem: string | null;
}

/** The rules that name the target; without a recipe among them also the first pattern that fits. */
function rulesFor(run: Run, target: string): readonly FoundRule[] {
  const named = run.makefile.rules
    .filter((rule) => rule.targets.includes(target))
    .map((rule): FoundRule => ({ rule, stem: rule.pattern === null ? null : stemOf(target, rule.pattern) }));
  if (named.some(({ rule }) => rule.recipe.length > 0)) return named;
  if (hasFile(run.files, resolvePath(run.folder, target) ?? '')) return named;
  for (const rule of run.makefile.rules) {
    const pattern = rule.recipe.length > 0 ? rule.targets.find((each) => each.includes('%')) : undefined;
    const stem = pattern === undefined ? null : stemOf(target, pattern);
    if (stem !== null) return [...named, { rule, stem }];
  }
  return named;
}

function recipeOf(
  run: Run,
  target: string,
  rule: MakeRule,
  automatic: ReadonlyMap<string, string>,
  variables: readonly TargetVariable[],
): readonly FollowedScript[] {
  const { makefile, folder: directory } = run;
  const own = new Map(variables.map(({ name, variable }) => [name, variable]));
  const scope: MakeScope = {
    ...makefile.scope,
    lookup: (name) => {
      const value = automatic.get(name);
      if (value !== undefined) return { value, expanded: true };
      return run.commandLine.has(name) ? makefile.scope.lookup(name) : (own.get(name) ?? makefile.scope.lookup(name));
    },
  };
  const lines = rule.recipe.map((line) => expandedLine(line, scope)).filter(({ text }) => text.trim() !== '');
  const shell = expandMake('$(SHELL)', scope);
  const environment = exportedVariables(run, variables, scope);
  const parts = { path: rule.path, directory, environment, dialect: dialectOf(shell), label: `make ${target}` };
  if (!run.oneShell) return recipeScripts(lines, parts);
  const [first] = lines;
  const text = lines.map((line) => line.text).join('\n');
  return first === undefined ? [] : recipeScripts([{ line: first.line, text }], parts);
}

/** Expanded, without make's own marks in front, on as many lines as it was written on. */
function expandedLine(line: RecipeLine, scope: MakeScope): RecipeLine {
  const expanded = expandMake(line.text, scope).replace(/^[\s@+-]+/, '');
  const missing = line.text.split('\n').length - expanded.split('\n').length;
  return { line: line.line, text: expanded + '\n'.repeat(Math.max(0, missing)) };
}

function automaticVariables(target: string, needed: readonly string[]): ReadonlyMap<string, string> {
  const [first = ''] = needed;
  const all = [...new Set(needed)].join(' ');
  const folder = (path: string) => folderOf(path) || '.';
  return new Map([
    ['@', target],
    ['@D', folder(target)],
    ['@F', baseName(target)],
    ['<', first],
    ['<D', folder(first)],
    ['<F', baseName(first)],
    ['^', all],
    ['+', needed.join(' ')],
    ['?', all],
  ]);
}

/** What recipes see: exported variables, and those that the environment has already and the makefile changes. */
function exportedVariables(
  run: Run,
  variables: readonly TargetVariable[],
  scope: MakeScope,
): ReadonlyMap<string, string> {
  const changed = [...run.makefile.variables.keys()].filter((name) => run.command.environment.has(name));
  const specific = variables.filter(({ exported }) => exported).map(({ name }) => name);
  const names = new Set([...run.makefile.exported, ...changed, ...specific]);
  const values = new Map<string, string>();
  for (const name of names) {
    const value = scope.lookup(name) === undefined ? '$' : expandMake(`$(${name})`, scope);
    // What the shell would still have to compute is not known.
    if (!value.includes('$')) values.set(name, value);
  }
  return values;
}

function defaultGoal(makefile: Makefile): string | null {
  const named = makefile.variables.get('.DEFAULT_GOAL')?.value.trim();
  const isGoal = (target: string) => !target.includes('%') && (!target.startsWith('.') || target.includes('/'));
  return named ?? makefile.rules.flatMap(({ targets }) => targets).find(isGoal) ?? null;
}

function assignmentOf(word: string | null): readonly [string, string] | null {
  const found = /^([A-Za-z_][\w.-]*)(?::{0,3}|\?|\+)=/.exec(word ?? '');
  return word === null || found === null ? null : [found[1] ?? '', word.slice(found[0].length)];
}

function dialectOf(shell: string): Dialect {
  const language = shebangLanguage(`#!${shell}`);
  return language === null || language === 'ruby' || language === 'php' ? 'bash' : language;
}

const fileNames = ['GNUmakefile', 'makefile', 'Makefile'];

const valueOptions = ['-C', '--directory', '-f', '--file', '--makefile', '-I', '--include-dir', '-o', '-W', '-l'];

/** With these make prints or asks, and runs nothing. */
const showsOnly = [
  '-n',
  '--just-print',
  '--dry-run',
  '--recon',
  '-q',
  '--question',
  '-t',
  '--touch',
  '-p',
  '-v',
  '--version',
  '-h',
  '--help',
];
