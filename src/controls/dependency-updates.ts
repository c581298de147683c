import { isTable, type Table, tableAt, valueAt } from '../registries/manifests/document.ts';
import { parseJson } from '../registries/manifests/json.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import { findNode, pairOf, readYaml } from '../workflows/yaml/index.ts';

/** Something that keeps dependencies up to date, by its configuration in the repository. */
export type Updates =
  | {
      readonly kind: 'dependabot';
      readonly path: string;
      /** Every `package-ecosystem` that is updated. */
      readonly ecosystems: ReadonlySet<string>;
      /** How many updates the file lists; null where it has no list that could be added to. */
      readonly count: number | null;
    }
  | {
      readonly kind: 'renovate';
      readonly path: string;
      /** `enabledManagers`; null where it names none, which means all. */
      readonly managers: ReadonlySet<string> | null;
      /** Managers that are switched off one by one. */
      readonly disabled: ReadonlySet<string>;
    }
  /** It is there and cannot be understood. */
  | { readonly kind: 'unread'; readonly path: string };

/** All that is set up; Dependabot and Renovate may share the work. */
export function updatesOf(files: RepositoryFiles): readonly Updates[] {
  return [dependabot(files), renovate(files)].filter((updates) => updates !== null);
}

function dependabot(files: RepositoryFiles): Updates | null {
  for (const path of ['.github/dependabot.yml', '.github/dependabot.yaml']) {
    const reading = files.read(path);
    if (reading.state === 'unreadable') return { kind: 'unread', path };
    if (reading.state !== 'seen') continue;
    const { root, problems } = readYaml(reading.value, path);
    if (root === null && problems.length > 0) return { kind: 'unread', path };
    const list = findNode(root, ['updates']);
    const items = list?.kind === 'sequence' ? list.items : [];
    const names = items.flatMap((item) => {
      const name = pairOf(item, 'package-ecosystem')?.value;
      return name?.kind === 'scalar' ? [name.value.trim()] : [];
    });
    const count = list?.kind === 'sequence' ? items.length : null;
    return { kind: 'dependabot', path, ecosystems: new Set(names), count };
  }
  return null;
}

const renovateFiles = [
  'renovate.json',
  'renovate.json5',
  '.github/renovate.json',
  '.github/renovate.json5',
  '.renovaterc',
  '.renovaterc.json',
  '.renovaterc.json5',
];

function renovate(files: RepositoryFiles): Updates | null {
  for (const path of renovateFiles) {
    const reading = files.read(path);
    if (reading.state === 'absent') continue;
    // JSON with comments is all that is read of JSON5
    const parsed = reading.state === 'seen' ? parseJson(path, reading.value) : null;
    return parsed !== null && 'document' in parsed ? settingsOf(path, parsed.document.root) : { kind: 'unread', path };
  }
  const manifest = files.read('package.json');
  const parsed = manifest.state === 'seen' ? parseJson('package.json', manifest.value) : null;
  const settings = parsed !== null && 'document' in parsed ? tableAt(parsed.document.root, 'renovate') : undefined;
  return settings === undefined ? null : settingsOf('package.json', settings);
}

function settingsOf(path: string, settings: Table): Updates | null {
  if (valueAt(settings, 'enabled') === false) return null;
  const enabled = valueAt(settings, 'enabledManagers');
  const managers = Array.isArray(enabled) ? new Set(enabled.filter((each) => typeof each === 'string')) : null;
  const disabled = Object.entries(settings).flatMap(([name, value]) =>
    isTable(value) && valueAt(value, 'enabled') === false ? [name] : [],
  );
  return { kind: 'renovate', path, managers, disabled: new Set(disabled) };
}
