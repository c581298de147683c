import { parse } from 'yaml';
import { seen } from '../../types/observation.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { textOf } from '../../types/values.ts';
import type { Act } from '../act.ts';

const configurations = [
  '.goreleaser.yml',
  '.goreleaser.yaml',
  'goreleaser.yml',
  'goreleaser.yaml',
  '.config/goreleaser.yml',
  '.config/goreleaser.yaml',
];
/** Lists of GoReleaser's configuration whose entries push images, and the keys that name them. */
const pushing: Readonly<Record<string, readonly string[]>> = {
  dockers: ['image_templates'],
  dockers_v2: ['images'],
  docker_manifests: ['name_template', 'image_templates'],
  docker_images: ['image_templates'],
  kos: ['repository', 'repositories'],
};
const mostText = 262_144;

/** The images that GoReleaser's configuration pushes; template parts (`{{ .Tag }}`) stay as written. */
export function goreleaserImages(act: Act, files: RepositoryFiles): readonly string[] {
  return [...new Set(configurationsOf(act, files).flatMap((path) => imagesIn(seen(files.read(path)) ?? '')))];
}

/** Whether GoReleaser is run to release: not a snapshot, a check or a build alone. */
export function goreleaserReleases(act: Act): boolean {
  const words =
    act.kind === 'command'
      ? act.words.map((word) => textOf(word) ?? '')
      : (textOf(act.inputs.get('args') ?? []) ?? 'release').split(/\s+/);
  if (!words.some((word) => word === 'release' || word === 'r')) return false;
  return !words.some(
    (word) =>
      /^--(snapshot|skip-publish|prepare|single-target|help)$/.test(word) || /^--skip=.*(publish|docker)/.test(word),
  );
}

function configurationsOf(act: Act, files: RepositoryFiles): readonly string[] {
  const words =
    act.kind === 'command'
      ? act.words.map((word) => textOf(word) ?? '')
      : (textOf(act.inputs.get('args') ?? []) ?? '').split(/\s+/);
  const at = words.findIndex((word) => word === '-f' || word === '--config');
  const named = words.find((word) => word.startsWith('--config='))?.slice(9) ?? (at >= 0 ? words[at + 1] : undefined);
  const paths = named === undefined ? configurations : [named.replace(/^\.\//, '')];
  return paths.filter((path) => files.read(path).state === 'seen').slice(0, 1);
}

function imagesIn(text: string): readonly string[] {
  if (text.length > mostText) return [];
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 100, logLevel: 'silent' });
  } catch {
    return [];
  }
  if (!isRecord(document)) return [];
  return Object.entries(pushing).flatMap(([list, keys]) => {
    const entries = (document as Readonly<Record<string, unknown>>)[list];
    if (!Array.isArray(entries)) return [];
    return entries
      .filter(isRecord)
      .flatMap((entry) =>
        entry['skip_push'] === true || entry['skip_push'] === 'true' ? [] : keys.flatMap((key) => textsOf(entry[key])),
      );
  });
}

function textsOf(value: unknown): readonly string[] {
  const texts =
    typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  // a template's blanks would cut the name
  return texts.map((text) => text.replace(/\{\{[^{}]{0,200}\}\}/g, '{{}}'));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
