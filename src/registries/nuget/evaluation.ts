import { baseName, directoryOf, resolveFrom, upwards, within } from '../manifests/paths.ts';
import type { Shelf } from '../manifests/shelf.ts';
import { holds } from './condition.ts';
import type { ProjectFile, ReadProjectFile, Step } from './project-file.ts';

/** What a project comes to, as far as its files tell. */
export interface Evaluation {
  /** A property's value; null where it is not set, or not known before the build. */
  property(name: string): string | null;
  /** Whether it is set to something that only a build can work out. */
  isComputed(name: string): boolean;
  /** Whether the project's own file sets it. */
  isOwn(name: string): boolean;
  /** 1-based line in the project's own file; null where it is set elsewhere. */
  lineOf(name: string): number | null;
  readonly sdks: readonly string[];
  /** Packages that are referenced, lower case. */
  readonly references: ReadonlySet<string>;
}

/**
 * Evaluates a project as MSBuild does: the nearest Directory.Build.props above it, its own file, the nearest
 * Directory.Build.targets, each with its imports. A value under a condition that only a build can decide counts where
 * there is no other.
 */
export function evaluate(path: string, file: ProjectFile, { read, shelf, budget }: Surroundings): Evaluation {
  const state: State = {
    path,
    shelf,
    read,
    sure: new Map(),
    maybe: new Map(),
    sdks: [...file.sdks],
    references: new Set(),
    imports: 0,
    budget,
  };
  importNearest('Directory.Build.props', state);
  for (const step of file.steps) take(step, path, state, 0);
  importNearest('Directory.Build.targets', state);

  const find = (name: string): Value | undefined =>
    state.sure.get(name.toLowerCase()) ?? state.maybe.get(name.toLowerCase());
  return {
    property: (name) => {
      const value = find(name);
      return value === undefined ? null : settled(expand(value.text, path, state));
    },
    isComputed: (name) => {
      const value = find(name);
      return value !== undefined && settled(expand(value.text, path, state)) === null;
    },
    isOwn: (name) => find(name)?.from === path,
    lineOf: (name) => {
      const value = find(name);
      return value?.from === path ? value.line : null;
    },
    sdks: state.sdks,
    references: state.references,
  };
}

/** What all projects of a repository share. */
export interface Surroundings {
  readonly shelf: Shelf;
  readonly read: ReadProjectFile;
  /** Steps of imported files that may still be taken: what every project imports is taken once for each. */
  readonly budget: { left: number };
}

interface Value {
  readonly text: string;
  readonly from: string;
  readonly line: number;
}

interface State {
  readonly path: string;
  readonly shelf: Shelf;
  readonly read: ReadProjectFile;
  readonly sure: Map<string, Value>;
  readonly maybe: Map<string, Value>;
  readonly sdks: string[];
  readonly references: Set<string>;
  imports: number;
  readonly budget: { left: number };
}

const mostImports = 64;
const deepestImport = 16;
const longest = 2048;

function importNearest(name: string, state: State): void {
  const found = nearest(name, directoryOf(state.path), state.shelf);
  if (found !== null) importFile(found, state, 0);
}

function nearest(name: string, directory: string, shelf: Shelf): string | null {
  for (const folder of upwards(directory)) {
    const path = within(folder, name);
    if (shelf.has(path)) return path;
  }
  return null;
}

function importFile(path: string, state: State, depth: number): void {
  if (depth > deepestImport || state.imports >= mostImports || path === state.path) return;
  state.imports++;
  const file = state.read(path);
  if (file === null) return;
  state.sdks.push(...file.sdks);
  state.budget.left -= file.steps.length;
  if (state.budget.left < 0) return;
  for (const step of file.steps) take(step, path, state, depth);
}

function take(step: Step, file: string, state: State, depth: number): void {
  let certain = true;
  for (const condition of step.conditions) {
    const answer = holds(condition, (text) => settled(expand(text, file, state)));
    if (answer === false) return;
    certain &&= answer === true;
  }
  if (step.kind === 'property') set(step, file, state, certain);
  else if (step.kind === 'reference') {
    if (certain) state.references.add(step.packageId.trim().toLowerCase());
  } else {
    const path = importedPath(step.project, file, state);
    if (path !== null) importFile(path, state, depth + 1);
  }
}

function set(step: Step & { kind: 'property' }, file: string, state: State, certain: boolean): void {
  const values = certain ? state.sure : state.maybe;
  const key = step.name.toLowerCase();
  // A name that builds on the assembly's must wait until that is known.
  const text =
    key === 'assemblyname' ? expand(step.value, file, state) : expand(step.value, file, state, 'assemblyname');
  if (text.length <= longest) values.set(key, { text, from: file, line: step.line });
}

/** Fills in `$(Name)`. What is not known stays as it is written. */
function expand(text: string, file: string, state: State, except = ''): string {
  if (!text.includes('$(') || text.length > longest) return text;
  const filled = text.replaceAll(/\$\((\w{1,100})\)/g, (written, name: string) => {
    const key = name.toLowerCase();
    return key === except ? written : (valueOf(key, file, state) ?? written);
  });
  return filled.length <= longest ? filled : text;
}

function valueOf(key: string, file: string, state: State): string | null {
  const builtIn = builtIns[key]?.(file, state.path);
  if (builtIn !== undefined) return builtIn;
  const value = state.sure.get(key) ?? state.maybe.get(key);
  if (value !== undefined) return value.text;
  if (key === 'assemblyname') return projectName(state.path);
  return unsetIsEmpty.has(key) ? '' : null;
}

/** Folders are written from the root of the repository, which `//` stands for. */
const builtIns: Readonly<Record<string, (file: string, project: string) => string>> = {
  msbuildprojectname: (_, project) => projectName(project),
  msbuildprojectfile: (_, project) => baseName(project),
  msbuildprojectdirectory: (_, project) => `//${directoryOf(project)}`,
  msbuildthisfilename: (file) => projectName(file),
  msbuildthisfile: (file) => baseName(file),
  msbuildthisfiledirectory: (file) => `//${directoryOf(file)}/`,
};

/** Properties that nobody sets from outside; a build that does not mention them leaves them empty. */
const unsetIsEmpty = new Set([
  'ispackable',
  'packageid',
  'istestproject',
  'packastool',
  'outputtype',
  'generatepackageonbuild',
  'isshipping',
  'isshippingpackage',
  'istestutilityproject',
  'packagetype',
  'isunittestproject',
]);

/** Null where something in a text is still to be filled in. */
function settled(text: string): string | null {
  return text.includes('$(') ? null : text;
}

function importedPath(written: string, file: string, state: State): string | null {
  const above = /^\$\(\[MSBuild\]::Get(PathOfFile|DirectoryNameOfFile)Above\((.{1,300})\)\)(.{0,200})$/i.exec(
    written.trim(),
  );
  if (above !== null) return fileAbove(above, file, state);
  const path = settled(expand(written, file, state));
  return path === null || path.includes('*') ? null : locate(path, file);
}

/** The two functions take their arguments in different orders; the file is the one without a folder. */
function fileAbove([, kind = '', list = '', rest = '']: readonly string[], file: string, state: State): string | null {
  const [first = '', second = ''] = list
    .split(',')
    .map((argument) => settled(expand(argument.trim().replaceAll(/^['"]|['"]$/g, ''), file, state)) ?? '');
  const byPath = kind.toLowerCase() === 'pathoffile';
  const name = byPath ? first : second;
  const start = locate((byPath ? second : first) || '.', file);
  if (start === null || name === '' || name.includes('/')) return null;
  const found = nearest(name, start, state.shelf);
  return found === null || rest === '' ? found : locate(`//${directoryOf(found)}/${rest}`, file);
}

function locate(written: string, file: string): string | null {
  const path = written.replaceAll('\\', '/');
  return path.startsWith('//') ? resolveFrom('', path.replace(/^\/+/, '')) : resolveFrom(directoryOf(file), path);
}

/** The file's name without its ending. */
function projectName(path: string): string {
  return baseName(path).replace(/\.[^.]*$/, '');
}
