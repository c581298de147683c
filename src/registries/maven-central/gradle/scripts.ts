import { type Table, tableAt, textAt } from '../../manifests/document.ts';
import { baseName, directoryOf, resolveFrom, upwards, within } from '../../manifests/paths.ts';
import type { Shelf } from '../../manifests/shelf.ts';
import { parseToml } from '../../manifests/toml.ts';
import { type Facts, factsOf } from './facts.ts';
import { type Applied, isCentralUploader, isPublisher } from './plugins.ts';
import { statementsOf } from './statements.ts';
import { evaluate, type Scope } from './values.ts';

/** Build scripts of a repository, each read once, and what they bring in. */
export interface Scripts {
  facts(path: string): Facts | null;
  /**
   * The facts themselves, then those of every convention plugin and script of the repository that they apply, nearest
   * first; with the ids of the plugins from elsewhere.
   */
  closure(facts: readonly Facts[], directory: string): Closure;
}

export interface Closure {
  readonly facts: readonly Facts[];
  readonly publishes: boolean;
  readonly toCentral: boolean;
}

/** Far more than any build nests its conventions. */
const mostScripts = 64;

export function buildScripts(shelf: Shelf): Scripts {
  const read = new Map<string, Facts | null>();
  const plugins = scriptPlugins(shelf);
  const catalog = catalogs(shelf);

  const facts = (path: string): Facts | null => {
    const known = read.get(path);
    if (known !== undefined) return known;
    const text = shelf.text(path);
    const found = text === null ? null : factsOf(statementsOf(text));
    read.set(path, found);
    return found;
  };

  const closure = (start: readonly Facts[], directory: string): Closure => {
    const all = [...start];
    const seen = new Set<string>();
    let publishes = false;
    let toCentral = false;
    for (let at = 0; at < all.length && all.length < mostScripts; at++) {
      publishes ||= all[at]?.publishes === true;
      for (const applied of all[at]?.applied ?? []) {
        const id = pluginId(applied, catalog, directory);
        if (id !== null) {
          publishes ||= isPublisher(id);
          toCentral ||= isCentralUploader(id);
        }
        const path = id === null ? scriptPath(applied, shelf, directory) : (plugins.get(id) ?? null);
        const found = path === null || seen.has(path) ? null : facts(path);
        if (path === null || found === null) continue;
        seen.add(path);
        all.push(found);
      }
    }
    return { facts: all, publishes, toCentral };
  };

  return { facts, closure };
}

/**
 * Precompiled script plugins by their id: the file's name, after the package that its folder names. `buildSrc` and
 * included builds keep them in `src/main/kotlin` or `src/main/groovy`.
 */
function scriptPlugins(shelf: Shelf): ReadonlyMap<string, string> {
  const plugins = new Map<string, string>();
  for (const path of [...shelf.ending('.gradle.kts'), ...shelf.ending('.gradle')]) {
    const source = /(?:^|\/)src\/main\/(?:kotlin|groovy)\//.exec(path);
    if (source === null) continue;
    const id = baseName(path).replace(/\.gradle(?:\.kts)?$/, '');
    const folder = directoryOf(path.slice(source.index + source[0].length));
    plugins.set(folder === '' ? id : `${folder.replaceAll('/', '.')}.${id}`, path);
    if (!plugins.has(id)) plugins.set(id, path);
  }
  return plugins;
}

type Catalog = (catalog: string, alias: string, directory: string) => string;

/** The ids behind aliases; where a catalog is not among the files, the alias itself still tells by its words. */
function catalogs(shelf: Shelf): Catalog {
  const read = new Map<string, ReadonlyMap<string, string>>();
  const idsIn = (path: string): ReadonlyMap<string, string> => {
    const known = read.get(path) ?? catalogIds(tableAt(shelf.open(path, parseToml)?.root, 'plugins') ?? {});
    read.set(path, known);
    return known;
  };
  return (catalog, alias, directory) => {
    for (const folder of upwards(directory)) {
      const path = within(folder, `gradle/${catalog}.versions.toml`);
      const id = shelf.has(path) ? idsIn(path).get(alias) : undefined;
      if (id !== undefined) return id;
    }
    return alias;
  };
}

/** `maven-publish = "com.example.plugin:1.0"` or `{ id = "com.example.plugin", version = "1.0" }`; dashes become dots. */
function catalogIds(plugins: Table): ReadonlyMap<string, string> {
  return new Map(
    Object.keys(plugins).flatMap((name): [string, string][] => {
      const id = textAt(plugins, name, 'id') ?? textAt(plugins, name)?.split(':', 1)[0];
      return id === undefined ? [] : [[name.replaceAll(/[-_]/g, '.'), id]];
    }),
  );
}

function pluginId(applied: Applied, catalog: Catalog, directory: string): string | null {
  if (applied.kind === 'plugin') return applied.id;
  return applied.kind === 'alias' ? catalog(applied.catalog, applied.alias, directory) : null;
}

/** The file that `apply from:` names, where it lies in the repository. */
function scriptPath(applied: Applied, shelf: Shelf, directory: string): string | null {
  if (applied.kind !== 'script') return null;
  const strings = applied.path.filter((token) => token.kind === 'string');
  const [only] = strings;
  if (only === undefined || strings.length !== 1) return null;
  const written = evaluate([only], places) ?? '';
  const fromRoot =
    /^(?:\/\/root\/)/.test(written) ||
    applied.path.some((token) => token.text === 'rootProject' || token.text === 'rootDir');
  const relative = written.replace(/^\/\/root\//, '');
  for (const folder of fromRoot ? upwards(directory) : [directory]) {
    const path = resolveFrom(folder, relative);
    if (path !== null && shelf.has(path)) return path;
  }
  return null;
}

/** Marks the root of the build, which is some folder above; a path cannot begin like this otherwise. */
const places: Scope = { lookUp: (name) => (rootNames.has(name) ? '//root' : name === 'projectDir' ? '.' : null) };

const rootNames = new Set(['rootDir', 'rootProject.projectDir', 'rootProject.rootDir', 'projectRoot']);
