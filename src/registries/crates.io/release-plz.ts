import { parse } from 'smol-toml';
import { seen } from '../../types/observation.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';

const mostText = 262_144;

/** Crates that release-plz is told not to publish: `[[package]] name = "x"`, `publish = false` or `release = false`. */
export function releasePlzWithholds(files: RepositoryFiles): ReadonlySet<string> {
  const text = ['release-plz.toml', '.release-plz.toml']
    .map((path) => seen(files.read(path)))
    .find((found) => found !== undefined);
  if (text === undefined || text.length > mostText) return new Set();
  try {
    const packages = parse(text)['package'];
    if (!Array.isArray(packages)) return new Set();
    return new Set(packages.flatMap((entry) => (isWithheld(entry) ? [entry.name] : [])));
  } catch {
    return new Set();
  }
}

function isWithheld(entry: unknown): entry is { readonly name: string } {
  if (typeof entry !== 'object' || entry === null) return false;
  const { name, publish, release } = entry as Readonly<Record<string, unknown>>;
  return typeof name === 'string' && (publish === false || release === false);
}
