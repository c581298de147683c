import { resolveFrom, within } from '../../manifests/paths.ts';
import type { Statement } from './statements.ts';
import type { Token } from './tokens.ts';
import { bracketed, type Expression, evaluate, isSign, isWord, type Scope } from './values.ts';

/** What a settings script says of the projects of its build. */
export interface Settings {
  /** `rootProject.name`; null where it is left to the folder's name. */
  readonly name: string | null;
  /** Line of the name. */
  readonly line: number;
  /** Names of the included projects by their folder. */
  readonly projects: ReadonlyMap<string, IncludedProject>;
}

export interface IncludedProject {
  /** `:core:api` */
  readonly path: string;
  readonly name: string;
  /** Line of its `include`. */
  readonly line: number;
}

/** @param directory the folder of the settings script */
export function settingsOf(statements: readonly Statement[], directory: string): Settings {
  const reader: Reader = { directory, name: null, line: 1, included: new Map(), folders: new Map(), names: new Map() };
  read(statements, reader, 0);
  const projects = new Map<string, IncludedProject>();
  for (const [path, line] of reader.included) {
    const folder = folderOf(path, reader);
    const name = reader.names.get(path) ?? path.slice(path.lastIndexOf(':') + 1);
    if (folder !== null) projects.set(folder, { path, name, line });
  }
  return { name: reader.name, line: reader.line, projects };
}

interface Reader {
  readonly directory: string;
  name: string | null;
  line: number;
  readonly included: Map<string, number>;
  /** Folders that were set, by project path; null where the path cannot be told. */
  readonly folders: Map<string, string | null>;
  readonly names: Map<string, string>;
}

function read(statements: readonly Statement[], reader: Reader, depth: number): void {
  for (const { tokens, blocks, line } of statements) {
    const [first, , second] = tokens;
    if (isWord(first, 'include', 'includeFlat')) include(tokens, line, reader);
    else if (isWord(first, 'rootProject') && isWord(second, 'name')) {
      const name = evaluate(afterSign(tokens, '='), nothing);
      if (name !== null) {
        reader.name = name;
        reader.line = line;
      }
    } else if (isWord(first, 'project')) configure(tokens, reader);
    if (depth < 16) for (const block of blocks) read(block, reader, depth + 1);
  }
}

/** Projects nest a few levels; a name with more colons is no project. */
const deepest = 16;

/** `include(":a", ":b:c")`: projects above a nested one are part of the build too. */
function include(tokens: Expression, line: number, reader: Reader): void {
  const flat = isWord(tokens[0], 'includeFlat');
  for (const token of tokens) {
    if (token.kind !== 'string' || token.interpolated) continue;
    let path = '';
    const names = token.text.split(':', deepest).filter((part) => part !== '');
    for (const name of names) {
      path += `:${name}`;
      if (!reader.included.has(path)) reader.included.set(path, line);
      if (flat) reader.folders.set(path, resolveFrom(reader.directory, `../${name}`));
    }
  }
}

/** `project(":a").projectDir = file("x")`, `project(":a").name = "x"` */
function configure(tokens: Expression, reader: Reader): void {
  const path = bracketed(tokens, 1)?.[0];
  if (path?.kind !== 'string') return;
  const value = afterSign(tokens, '=');
  const set = tokens.slice(0, tokens.length - value.length);
  const key = path.text.startsWith(':') ? path.text : `:${path.text}`;
  if (set.some((token) => isWord(token, 'projectDir'))) reader.folders.set(key, folderIn(value, reader.directory));
  else if (set.some((token) => isWord(token, 'name'))) {
    const name = evaluate(value, nothing);
    if (name !== null) reader.names.set(key, name);
  }
}

/** `file("x")`, `new File(settingsDir, "x")`, `File(rootDir, "../x")`, `rootDir.resolve("x")`, `new File("$rootDir/x")` */
function folderIn(value: Expression, directory: string): string | null {
  const strings = value.filter((token) => token.kind === 'string');
  const [only] = strings;
  if (strings.length !== 1 || only === undefined) return null;
  const path = only.text.replace(/^\$\{?(?:rootDir|settingsDir|rootProject\.projectDir)\}?\//, '');
  return path.includes('$') ? null : resolveFrom(directory, path);
}

/** A project lies in its parent's folder, under its own name, unless it is told otherwise. */
function folderOf(path: string, reader: Reader): string | null {
  const known = reader.folders.get(path);
  if (known !== undefined) return known;
  const colon = path.lastIndexOf(':');
  const parent = colon === 0 ? reader.directory : folderOf(path.slice(0, colon), reader);
  const folder = parent === null ? null : resolveFrom(parent, within('', path.slice(colon + 1)));
  reader.folders.set(path, folder);
  return folder;
}

function afterSign(tokens: readonly Token[], sign: string): Expression {
  const at = tokens.findIndex((token) => isSign(token, sign));
  return at === -1 ? [] : tokens.slice(at + 1);
}

const nothing: Scope = { lookUp: () => null };
