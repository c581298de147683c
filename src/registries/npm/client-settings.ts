import { tableAt, textAt } from '../manifests/document.ts';
import { registryAddress } from '../manifests/links.ts';
import { within } from '../manifests/paths.ts';
import type { Shelf } from '../manifests/shelf.ts';
import { parseYaml } from '../manifests/yaml.ts';

/** What the committed settings of npm's clients say about publishing. */
export interface ClientSettings {
  /** For a package in this folder; `scope` with its `@`. The nearest file decides: the folder's, the workspace's, the root's. */
  of(directory: string, workspace: string | null, scope: string | null): PublishSettings;
}

interface PublishSettings {
  /** Null where the files name none, or name it through a variable. */
  readonly registry: string | null;
  readonly provenance: boolean | null;
}

export function clientSettings(shelf: Shelf): ClientSettings {
  const known = new Map<string, readonly Source[]>();
  const sourcesOf = (folder: string): readonly Source[] => {
    const sources = known.get(folder) ?? [
      npmSource(shelf.text(within(folder, '.npmrc')) ?? ''),
      yarnSource(shelf, within(folder, '.yarnrc.yml')),
    ];
    known.set(folder, sources);
    return sources;
  };

  return {
    of: (directory, workspace, scope) => {
      const sources = [...new Set([directory, workspace ?? '', ''])].flatMap(sourcesOf);
      return { registry: first(sources, (source) => source.registry(scope)), provenance: first(sources, provenance) };
    },
  };
}

interface Source {
  registry(scope: string | null): string | null;
  readonly provenance: boolean | null;
}

/** `.npmrc`: one `key = value` a line, comments after `;` and `#`. The last of a key holds. */
function npmSource(text: string): Source {
  const settings = new Map<string, string>();
  for (const line of text.split('\n', maximumLines)) {
    const equals = line.indexOf('=');
    const key = line.slice(0, Math.max(equals, 0)).trim();
    // Credentials stand in the same file; only what is asked for below is kept.
    if (key === 'registry' || key === 'provenance' || /^@[\w.~-]+:registry$/.test(key)) {
      settings.set(key, unquoted(line.slice(equals + 1).trim()));
    }
  }
  const said = settings.get('provenance');
  return {
    registry: (scope) =>
      (scope === null ? null : registryAddress(settings.get(`${scope}:registry`))) ??
      registryAddress(settings.get('registry')),
    provenance: said === undefined ? null : said !== 'false',
  };
}

/** `.yarnrc.yml`: `npmPublishRegistry`, `npmRegistryServer`, both also in `npmScopes`, and `npmPublishProvenance`. */
function yarnSource(shelf: Shelf, path: string): Source {
  const root = shelf.open(path, parseYaml)?.root;
  const said = root?.['npmPublishProvenance'];
  const serverIn = (settings: unknown): string | null =>
    registryAddress(textAt(settings, 'npmPublishRegistry')) ?? registryAddress(textAt(settings, 'npmRegistryServer'));
  return {
    registry: (scope) =>
      (scope === null ? null : serverIn(tableAt(root, 'npmScopes', scope.slice(1)))) ?? serverIn(root),
    provenance: typeof said === 'boolean' ? said : null,
  };
}

const maximumLines = 1000;

function provenance(source: Source): boolean | null {
  return source.provenance;
}

function first<T>(sources: readonly Source[], read: (source: Source) => T | null): T | null {
  for (const source of sources) {
    const value = read(source);
    if (value !== null) return value;
  }
  return null;
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, '$1').replace(/^'(.*)'$/, '$1');
}
