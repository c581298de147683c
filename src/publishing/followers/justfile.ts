import type { RepositoryFiles } from '../../types/repository-files.ts';
import { maximumIncludes } from './limits.ts';
import type { RecipeLine } from './recipe-lines.ts';
import { firstFile, folderOf, join, readText, resolvePath } from './tree.ts';

export interface JustParameter {
  readonly name: string;
  /** Takes all that is left. */
  readonly variadic: boolean;
  /** `+name`: at least one. */
  readonly required: boolean;
  /** Expression; null without one. */
  readonly default: string | null;
  /** `$name`: set in the environment as well. */
  readonly exported: boolean;
}

/** A recipe that runs first or after, with the expressions it is handed. */
export interface JustDependency {
  readonly name: string;
  readonly arguments: readonly string[];
}

export interface JustRecipe {
  readonly name: string;
  readonly path: string;
  readonly parameters: readonly JustParameter[];
  readonly before: readonly JustDependency[];
  readonly after: readonly JustDependency[];
  /** Without its indentation; a continued line is one. */
  readonly body: readonly RecipeLine[];
  /** As written between the brackets: `no-cd`, `script("python3")`. */
  readonly attributes: readonly string[];
}

/** A justfile with all that it imports. */
export interface Justfile {
  readonly directory: string;
  /** In order; a name can stand twice, for different systems. */
  readonly recipes: readonly JustRecipe[];
  readonly aliases: ReadonlyMap<string, string>;
  /** Expressions by name. */
  readonly variables: ReadonlyMap<string, string>;
  readonly exported: ReadonlySet<string>;
  readonly settings: ReadonlyMap<string, string>;
  /** Paths of the justfiles that are modules, by name. */
  readonly modules: ReadonlyMap<string, string>;
}

/** Reads a justfile; empty where it is not there. */
export function readJustfile(files: RepositoryFiles, path: string): Justfile {
  const reading: Reading = {
    directory: folderOf(path),
    recipes: [],
    aliases: new Map(),
    variables: new Map(),
    exported: new Set(),
    settings: new Map(),
    modules: new Map(),
    files,
    seen: new Set(),
  };
  readInto(reading, path);
  return reading;
}

interface Reading extends Justfile {
  readonly recipes: JustRecipe[];
  readonly aliases: Map<string, string>;
  readonly variables: Map<string, string>;
  readonly exported: Set<string>;
  readonly settings: Map<string, string>;
  readonly modules: Map<string, string>;
  readonly files: RepositoryFiles;
  readonly seen: Set<string>;
}

function readInto(reading: Reading, path: string): void {
  const text = reading.seen.has(path) || reading.seen.size > maximumIncludes ? null : readText(reading.files, path);
  if (text === null) return;
  reading.seen.add(path);
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  let attributes: readonly string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || line.startsWith('#') || /^\s/.test(line)) continue;
    const bracketed = /^\[(.*)\]\s*$/.exec(line)?.[1];
    if (bracketed !== undefined) {
      attributes = [...attributes, ...splitOutsideQuotes(bracketed, ',').map((each) => each.trim())];
      continue;
    }
    const colon = indexOutside(line, ':');
    if (readDirective(reading, path, line) || colon === -1 || line[colon + 1] === '=') {
      if (colon !== -1 && line[colon + 1] === '=') at = readAssignment(reading, lines, at, colon);
    } else {
      const recipe = readHeader(line, colon, path, attributes);
      const { body, end } = readBody(lines, at + 1);
      if (recipe !== null) reading.recipes.push({ ...recipe, body });
      at = end - 1;
    }
    attributes = [];
  }
}

/** `import 'x.just'`, `mod name 'path'`; whether the line is one. */
function readDirective(reading: Reading, path: string, line: string): boolean {
  const imported = /^import\??\s+["']([^"']{1,300})["']/.exec(line)?.[1];
  if (imported !== undefined) {
    const target = resolvePath(folderOf(path), imported);
    if (target !== null) readInto(reading, target);
    return true;
  }
  const [, name, written] = /^mod\??\s+([A-Za-z_][\w-]*)\s*(?:["']([^"']{1,300})["'])?\s*(?:#.*)?$/.exec(line) ?? [];
  const setting = /^set\s+([\w-]+)\s*$/.exec(line)?.[1];
  if (setting !== undefined) reading.settings.set(setting, 'true');
  if (name === undefined) return setting !== undefined;
  const module = moduleFile(reading.files, folderOf(path), name, written);
  if (module !== null) reading.modules.set(name, module);
  return true;
}

function moduleFile(files: RepositoryFiles, folder: string, name: string, written: string | undefined): string | null {
  const place = resolvePath(folder, written ?? name);
  if (place === null) return null;
  if (written !== undefined && readText(files, place) !== null) return place;
  const inside = justfileNames.concat('mod.just').map((file) => join(place, file));
  return firstFile(files, '', [...(written === undefined ? [`${place}.just`] : []), ...inside]);
}

/** The names a justfile is found by. */
export const justfileNames = ['justfile', '.justfile', 'Justfile', 'JUSTFILE', '.Justfile'];

/** Gives the last line of the assignment: strings and lists may go on. */
function readAssignment(reading: Reading, lines: readonly string[], from: number, colon: number): number {
  const line = lines[from] ?? '';
  const words = line.slice(0, colon).trim().split(/\s+/);
  const name = words.at(-1) ?? '';
  let value = line.slice(colon + 2).trim();
  let end = from;
  const triple = /^(?:[xf])?("""|'''|```)/.exec(value)?.[1];
  const isOpen = () =>
    triple === undefined
      ? value.startsWith('[') && !value.includes(']')
      : value.indexOf(triple, value.indexOf(triple) + 3) === -1;
  while (isOpen() && end + 1 < lines.length && end - from < 200) value += `\n${lines[++end] ?? ''}`;
  if (words[0] === 'alias') reading.aliases.set(name, value.split(/\s/)[0]?.replaceAll('::', ' ') ?? '');
  else if (words[0] === 'set') reading.settings.set(name, value);
  else {
    reading.variables.set(name, value);
    if (words[0] === 'export') reading.exported.add(name);
  }
  return end;
}

function readHeader(line: string, colon: number, path: string, attributes: readonly string[]): JustRecipe | null {
  const [first = '', ...words] = splitOutsideQuotes(line.slice(0, colon), ' ').filter((word) => word !== '');
  const name = first.replace(/^@/, '');
  if (!/^[A-Za-z_][\w-]*$/.test(name)) return null;
  const [before = [], after = []] = splitDependencies(line.slice(colon + 1));
  return { name, path, parameters: words.map(readParameter), before, after, body: [], attributes };
}

function readParameter(word: string): JustParameter {
  const [, sign = '', dollar = '', name = '', expression] = /^([*+]?)(\$?)([\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
  const value = expression ?? null;
  return {
    name,
    variadic: sign !== '',
    required: sign !== '*' && value === null,
    default: value,
    exported: dollar !== '',
  };
}

/** What stands behind the colon: before `&&` what runs first, behind it what runs after. */
function splitDependencies(text: string): readonly (readonly JustDependency[])[] {
  const groups: JustDependency[][] = [[]];
  for (const word of splitOutsideQuotes(text, ' ')) {
    if (word.startsWith('#')) break;
    if (word === '&&') groups.push([]);
    else if (word !== '') groups.at(-1)?.push(readDependency(word));
  }
  return groups;
}

function readDependency(word: string): JustDependency {
  if (!word.startsWith('(')) return { name: word, arguments: [] };
  const [name = '', ...written] = splitOutsideQuotes(word.slice(1, word.endsWith(')') ? -1 : undefined), ' ').filter(
    Boolean,
  );
  return { name, arguments: joinOperands(written) };
}

/** `"v" + version` is one expression, whatever stands between its parts. */
function joinOperands(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const [index, word] of words.entries()) {
    const isOperand = ['+', '/'].includes(word) || ['+', '/'].includes(words[index - 1] ?? '');
    if (isOperand && joined.length > 0) joined[joined.length - 1] += ` ${word}`;
    else joined.push(word);
  }
  return joined;
}

function readBody(
  lines: readonly string[],
  from: number,
): { readonly body: readonly RecipeLine[]; readonly end: number } {
  let end = from;
  while (end < lines.length && (/^[ \t]/.test(lines[end] ?? '') || (lines[end] ?? '').trim() === '')) end++;
  const indent = /^[ \t]+/.exec(lines.slice(from, end).find((line) => line.trim() !== '') ?? '')?.[0] ?? '';
  const body: RecipeLine[] = [];
  for (let at = from; at < end; at++) {
    const parts = [stripped(lines[at] ?? '', indent)];
    const line = at + 1;
    while (parts.at(-1)?.endsWith('\\') === true && at + 1 < end) parts.push(stripped(lines[++at] ?? '', indent));
    body.push({ line, text: parts.join('\n') });
  }
  return { body, end };
}

function stripped(line: string, indent: string): string {
  return line.startsWith(indent) ? line.slice(indent.length) : line.trimStart();
}

/** The first place of a character outside of quotes and brackets; -1 without one. */
function indexOutside(text: string, wanted: string): number {
  const [first = '', rest] = splitOutsideQuotes(text, wanted, 2);
  return rest === undefined ? -1 : first.length;
}

function splitOutsideQuotes(text: string, separator: string, limit = Infinity): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  let quote: string | null = null;
  for (let at = 0; at < text.length && parts.length < limit - 1; at++) {
    const character = text[at] ?? '';
    if (quote !== null) quote = character === quote ? null : quote;
    else if (/["'`]/.test(character)) quote = character;
    else if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (depth <= 0 && (character === separator || (separator === ' ' && character === '\t'))) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
