import type { RepositoryFiles } from '../../types/repository-files.ts';
import { hasOption, optionValue, readArguments } from './arguments.ts';
import { type Language, shebangLanguage } from './dialect.ts';
import { type FollowedCommand, type FollowedScript, followedScript, hiddenText } from './followed-script.ts';
import { evaluateJust, interpolate, type JustScope } from './just-expression.ts';
import { type JustDependency, type Justfile, type JustRecipe, justfileNames, readJustfile } from './justfile.ts';
import { maximumScripts, maximumTargets } from './limits.ts';
import { recipeScripts } from './recipe-lines.ts';
import { nearestFile, resolvePath } from './tree.ts';

type Words = readonly (string | null)[];

/** `just publish 1.2.3`: the recipes that are named and what they need, in the order just runs them. */
export function followJust(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  // just stops reading options at the first recipe.
  const given = readArguments(command.words, { values: valueOptions, stopAfter: 1 });
  if (hasOption(given, ...showsOnly)) return [];
  const named = optionValue(given, '-f', '--justfile');
  const folder = optionValue(given, '-d', '--working-directory');
  const path =
    named === undefined
      ? nearestFile(files, command.directory, justfileNames)
      : resolvePath(command.directory, named ?? '');
  if (path === null) return [];
  const words = [...given.positionals, ...given.rest, ...(given.afterDashes ?? [])];
  const start = words.findIndex((word) => word === null || !assignment.test(word));
  const overrides = new Map(words.slice(0, start === -1 ? undefined : start).map(splitAssignment));
  const goals = start === -1 ? [] : words.slice(start).filter((word) => word !== '--');
  const directory = typeof folder === 'string' ? resolvePath(command.directory, folder) : null;
  const run: Run = { command, files, overrides, directory, visited: new Set(), scripts: [], budget: { left: 200_000 } };
  runGoals(run, readJustfile(files, path), goals);
  return run.scripts;
}

interface Run {
  readonly command: FollowedCommand;
  readonly files: RepositoryFiles;
  readonly overrides: ReadonlyMap<string, string>;
  /** Where the command line says it. */
  readonly directory: string | null;
  readonly visited: Set<string>;
  readonly scripts: FollowedScript[];
  readonly budget: { left: number };
}

/** Recipes one after the other, each taking as many of the words as it has parameters. */
function runGoals(run: Run, justfile: Justfile, words: Words): void {
  let left = words.flatMap((word) => (word?.includes('::') === true ? word.split('::') : [word]));
  const [first] = justfile.recipes;
  if (left.length === 0 && first !== undefined) return runRecipe(run, justfile, first, [], 0);
  for (let count = 0; left.length > 0 && count < 50; count++) {
    const [name = null, ...more] = left;
    const module = name === null ? undefined : justfile.modules.get(name);
    if (module !== undefined) return runGoals(run, readJustfile(run.files, module), more);
    const recipes = recipesNamed(justfile, name ?? '');
    const [recipe] = recipes;
    if (recipe === undefined) return;
    const takes = recipe.parameters.some(({ variadic }) => variadic) ? more.length : recipe.parameters.length;
    for (const each of recipes) runRecipe(run, justfile, each, more.slice(0, takes), 0);
    left = more.slice(takes);
  }
}

function recipesNamed(justfile: Justfile, name: string): readonly JustRecipe[] {
  const target = justfile.aliases.get(name) ?? name;
  return justfile.recipes.filter((recipe) => recipe.name === target);
}

function runRecipe(run: Run, justfile: Justfile, recipe: JustRecipe, words: Words, depth: number): void {
  const key = JSON.stringify([recipe.path, recipe.name, recipe.attributes, words]);
  if (run.visited.has(key) || run.visited.size >= maximumTargets || run.scripts.length >= maximumScripts || depth > 100)
    return;
  run.visited.add(key);
  const values = parameterValues(recipe, words, variableScope(run, justfile));
  const scope = withParameters(variableScope(run, justfile), values);
  const others = (dependencies: readonly JustDependency[]) => {
    for (const dependency of dependencies) {
      const handed = dependency.arguments.map((written) => knownOnly(evaluateJust(written, scope)));
      for (const each of recipesNamed(justfile, dependency.name)) runRecipe(run, justfile, each, handed, depth + 1);
    }
  };
  others(recipe.before);
  run.scripts.push(...recipeText(run, justfile, recipe, words, values, scope));
  others(recipe.after);
}

function recipeText(
  run: Run,
  justfile: Justfile,
  recipe: JustRecipe,
  words: Words,
  values: ReadonlyMap<string, string>,
  scope: JustScope,
): readonly FollowedScript[] {
  const environment = environmentOf(justfile, recipe, values, scope);
  const directory = run.directory ?? recipeFolder(run, justfile, recipe);
  const parts = { path: recipe.path, directory, environment, arguments: words, label: `just ${recipe.name}` };
  const lines = recipe.body.map(({ line, text }) => ({ line, text: interpolate(text, scope) }));
  const [first] = lines;
  const script = recipe.attributes.find((attribute) => /^script\b/.test(attribute));
  if (first === undefined) return [];
  if (first.text.startsWith('#!') || script !== undefined) {
    const text = lines.map((line) => line.text).join('\n');
    const interpreter = /\(\s*["']([^"']*)["']/.exec(script ?? '')?.[1];
    const dialect = plainDialect(shebangLanguage(interpreter === undefined ? text : `#!${interpreter}`));
    return dialect === null ? [] : [followedScript({ ...parts, line: first.line, text, dialect })];
  }
  const shell = /["']([^"']*)["']/.exec(justfile.settings.get('shell') ?? '')?.[1];
  const dialect = shell === undefined ? 'bash' : plainDialect(shebangLanguage(`#!${shell}`));
  const kept = lines.filter(({ text }) => text.trim() !== '' && !text.trimStart().startsWith('#'));
  const bare = kept.map(({ line, text }) => ({ line, text: text.replace(/^\s*[@-]+\s*/, '') }));
  return dialect === null ? [] : recipeScripts(bare, { ...parts, dialect });
}

function recipeFolder(run: Run, justfile: Justfile, recipe: JustRecipe): string {
  if (recipe.attributes.includes('no-cd')) return run.command.directory;
  const written = recipe.attributes
    .map((each) => /^working-directory\s*[(:]\s*["']([^"']*)["']/.exec(each)?.[1])
    .find(Boolean);
  const setting = /^["']([^"']*)["']/.exec(justfile.settings.get('working-directory') ?? '')?.[1];
  return resolvePath(justfile.directory, written ?? setting ?? '.') ?? justfile.directory;
}

/** The values of parameters; one that is handed something hidden becomes `$n`, as the script sees it. */
function parameterValues(recipe: JustRecipe, words: Words, scope: JustScope): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [index, parameter] of recipe.parameters.entries()) {
    const own = parameter.variadic ? words.slice(index) : words.slice(index, index + 1);
    const shown = own.map((word, at) => word ?? `\${${index + at + 1}}`).join(' ');
    const fallback = parameter.default === null ? '' : evaluateJust(parameter.default, withParameters(scope, values));
    values.set(parameter.name, own.length === 0 ? fallback : shown);
  }
  return values;
}

function variableScope(run: Run, justfile: Justfile): JustScope {
  const known = new Map<string, string>(run.overrides);
  const scope: JustScope = {
    environment: run.command.environment,
    budget: run.budget,
    lookup: (name) => {
      const before = known.get(name);
      const expression = justfile.variables.get(name);
      if (before !== undefined || expression === undefined) return before ?? null;
      // What refers to itself finds this.
      known.set(name, hiddenText);
      const value = evaluateJust(expression, scope);
      known.set(name, value.length > maximumValue ? hiddenText : value);
      return known.get(name) ?? null;
    },
  };
  return scope;
}

function withParameters(scope: JustScope, values: ReadonlyMap<string, string>): JustScope {
  return { ...scope, lookup: (name) => values.get(name) ?? scope.lookup(name) };
}

function environmentOf(justfile: Justfile, recipe: JustRecipe, values: ReadonlyMap<string, string>, scope: JustScope) {
  const everything = justfile.settings.get('export') === 'true';
  const names = [...justfile.variables.keys()].filter((name) => everything || justfile.exported.has(name));
  const exported = recipe.parameters.filter((parameter) => everything || parameter.exported).map(({ name }) => name);
  const set = [
    ...names.map((name) => [name, scope.lookup(name)] as const),
    ...exported.map((name) => [name, values.get(name)] as const),
  ];
  return new Map(
    set.flatMap(([name, value]): [string, string][] => (value && !value.includes('$') ? [[name, value]] : [])),
  );
}

function knownOnly(text: string): string | null {
  return text.includes('$') ? null : text;
}

function plainDialect(language: Language) {
  return language === 'ruby' || language === 'php' ? null : language;
}

function splitAssignment(word: string | null): [string, string] {
  const equals = word?.indexOf('=') ?? 0;
  return [word?.slice(0, equals) ?? '', word?.slice(equals + 1) ?? ''];
}

const assignment = /^[A-Za-z_][\w-]*=/;

const maximumValue = 16_384;

const valueOptions = ['-f', '--justfile', '-d', '--working-directory', '--shell', '--dotenv-path', '--color'];

const showsOnly = [
  '-l',
  '--list',
  '-n',
  '--dry-run',
  '--summary',
  '-s',
  '--show',
  '--evaluate',
  '--dump',
  '--fmt',
  '--choose',
  '--init',
  '-e',
  '--edit',
];
