import type { Carrier } from '../registries/act.ts';
import { isOn } from '../registries/command-line.ts';
import type { PackagesRule } from '../registries/recogniser.ts';
import type { ManifestPackage } from '../registries/registry.ts';
import { globMatcher, matchesGlob } from '../types/glob.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import { candidatesOf, known, showValue, textOf, type Value } from '../types/values.ts';
import { firstCarried } from './carried.ts';
import { enter } from './interpret/folders.ts';
import type { Recognition } from './recognise.ts';

/** The manifests whose packages an act publishes; empty where files cannot tell. */
export function manifestsOf(
  recognition: Recognition,
  packages: readonly ManifestPackage[],
  files: RepositoryFiles,
): readonly ManifestPackage[] {
  const rule = recognition.row.packages;
  const mine = packages.filter(({ registry, publishable }) => registry === recognition.registry.id && publishable);
  if (rule.kind === 'directory') return inDirectory(rule, recognition, mine);
  if (rule.kind === 'workspace') {
    const withheld = rule.withheld?.(files);
    return inWorkspace(
      rule.named,
      recognition,
      withheld === undefined ? mine : mine.filter(({ name }) => !withheld.has(name)),
    );
  }
  return [];
}

function inDirectory(
  rule: PackagesRule & { readonly kind: 'directory' },
  recognition: Recognition,
  mine: readonly ManifestPackage[],
): readonly ManifestPackage[] {
  const { act, line } = recognition;
  const named = namedBy(rule.named, recognition, mine);
  if (named !== null) return named;
  if (line !== null && rule.all?.some((flag) => isOn(line, [flag]))) return inWorkspace(undefined, recognition, mine);
  const target = firstCarried(rule.at ?? [], act, line);
  const folder = target === undefined || target === null ? act.directory : enter(act.directory, target);
  if (target !== undefined && target !== null && isTarball(target)) {
    const around = (candidatesOf(act.directory) ?? []).flatMap((path) => nearest(path, mine));
    return around.length > 0 ? unique(around) : inWorkspace(undefined, recognition, mine);
  }
  const folders = candidatesOf(folder);
  if (folders === null) return alone(mine);
  const found = folders.flatMap((path) => (path.includes('*') ? matching(path, mine) : nearest(path, mine)));
  return found.length > 0 ? unique(found) : alone(mine);
}

function inWorkspace(
  named: readonly Carrier[] | undefined,
  recognition: Recognition,
  mine: readonly ManifestPackage[],
): readonly ManifestPackage[] {
  const chosen = namedBy(named, recognition, mine);
  if (chosen !== null) return chosen;
  const folder = textOf(recognition.act.directory);
  if (folder === null) return alone(mine);
  const roots = new Set(mine.map(({ workspace }) => workspace).filter((root) => root !== null));
  const around = [...roots]
    .map((root) => ({ root, folder: folderOf(root) }))
    .filter((root) => within(folder, root.folder));
  const closest = around.sort((a, b) => b.folder.length - a.folder.length)[0];
  if (closest !== undefined) return mine.filter(({ workspace }) => workspace === closest.root);
  const own = nearest(folder, mine);
  if (own.length > 0) return own;
  // packed files are pushed by pattern: whatever is beneath may be among them
  return mine.filter(({ directory }) => within(directory, folder) || roots.size === 0);
}

/** Packages that flags name, by name, glob or folder; null where none is named, or the name is not known. */
function namedBy(
  carriers: readonly Carrier[] | undefined,
  recognition: Recognition,
  mine: readonly ManifestPackage[],
): readonly ManifestPackage[] | null {
  const { act, line } = recognition;
  const value = firstCarried(carriers ?? [], act, line);
  if (value === undefined || value === null) return null;
  const values = line === null ? [value] : allFlags(carriers ?? [], line.flags, value);
  const texts = values.map((one) => candidatesOf(one));
  if (texts.includes(null)) return selectedByTag(value) ? mine : alone(mine);
  const chosen = texts.flatMap((list) => (list ?? []).flatMap((text) => text.split(/[\s,]+/))).filter(Boolean);
  const found = mine.filter((manifest) => chosen.some((text) => names(text, manifest, textOf(act.directory) ?? '')));
  return found.length > 0 ? found : null;
}

function allFlags(
  carriers: readonly Carrier[],
  flags: ReadonlyMap<string, readonly (Value | null)[]>,
  fallback: Value,
): readonly Value[] {
  const values = carriers
    .flatMap((carrier) => ('flag' in carrier ? (flags.get(carrier.flag) ?? []) : []))
    .filter((value) => value !== null);
  return values.length > 0 ? values : [fallback];
}

/** A packed file, or a name that is only known when the script runs: any package of the workspace may be in it. */
function isTarball(target: Value): boolean {
  const texts = candidatesOf(target);
  return texts === null || (texts.length > 0 && texts.every((text) => /\.tgz$|\.tar\.gz$/.test(text)));
}

/** `--workspace=${GITHUB_REF_NAME%@*}`: the tag chooses the package, so each of them may be meant. */
function selectedByTag(value: Value): boolean {
  return /ref_?name|\bref\b|tag/i.test(showValue(value));
}

function names(text: string, manifest: ManifestPackage, directory: string): boolean {
  const wanted = text.replace(/^\.{3}|\.{3}$|\^/g, '').replace(/^\{(.*)\}$/, '$1');
  if (wanted.toLowerCase() === manifest.name.toLowerCase()) return true;
  const folder = textOf(enter(known(directory), known(wanted))) ?? wanted;
  if (/^[.\w@][\w./@-]*$/.test(wanted)) return folder === manifest.directory && manifest.directory !== '';
  return wanted.length <= 200 && (matchesGlob(manifest.name, wanted) || matchesGlob(manifest.directory, folder));
}

/** The manifests of the folder, else of the closest folder above that has one: `packages/a/dist` belongs to `packages/a`. */
function nearest(folder: string, mine: readonly ManifestPackage[]): readonly ManifestPackage[] {
  for (let path = folder; ; path = folderOf(path)) {
    const here = mine.filter(({ directory }) => directory === path);
    if (here.length > 0 || path === '') return here;
  }
}

function matching(glob: string, mine: readonly ManifestPackage[]): readonly ManifestPackage[] {
  if (glob.length > 200) return [];
  const matches = globMatcher(glob);
  return mine.filter(({ directory }) => matches(directory));
}

/** Where the folder does not tell, a repository with one package leaves no doubt. */
function alone(mine: readonly ManifestPackage[]): readonly ManifestPackage[] {
  return new Set(mine.map(({ name }) => name)).size === 1 ? mine : [];
}

function unique(manifests: readonly ManifestPackage[]): readonly ManifestPackage[] {
  return [...new Set(manifests)];
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function within(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
