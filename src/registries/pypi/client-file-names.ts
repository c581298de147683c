import { clean } from '@renovatebot/pep440';
import { normaliseName } from './names.ts';

/**
 * Finds the version that a file belongs to, by the file's name, among the versions of a project. A file of a version
 * that is not among them keeps the version that its name tells, if that is one, so that no file is hidden by its name;
 * null where it tells none.
 */
export function versionFinder(project: string, versions: readonly string[]): (fileName: string) => string | null {
  const bySpelling = new Map(
    versions.toReversed().flatMap((version) => spellings(version).map((key) => [key, version])),
  );
  for (const version of versions) bySpelling.set(version, version);
  return (fileName) => {
    const written = writtenVersion(project, fileName);
    if (written === null) return null;
    const known = [written, ...spellings(written)]
      .map((key) => bySpelling.get(key))
      .find((found) => found !== undefined);
    return known ?? clean(written);
  };
}

/** The version as the name of a wheel, an egg, a source distribution or an old installer writes it. */
function writtenVersion(project: string, fileName: string): string | null {
  if (fileName.length > 300) return null;
  const form = forms.find(({ ends }) => ends.some((end) => fileName.toLowerCase().endsWith(end)));
  if (form === undefined) return null;
  const end = form.ends.find((candidate) => fileName.toLowerCase().endsWith(candidate)) ?? '';
  const rest = afterName(project, fileName.slice(0, fileName.length - end.length));
  const version = rest === null ? '' : form.cut(rest);
  return version === '' || version.length > 100 ? null : version;
}

/** What follows the project's name and a dash, however the name is spelt: `a--b` is `a-b`, but not with a page of dashes. */
function afterName(project: string, stem: string): string | null {
  const name = normaliseName(project);
  const last = name.length + 20;
  for (let dash = stem.indexOf('-'); dash !== -1 && dash <= last; dash = stem.indexOf('-', dash + 1))
    if (normaliseName(stem.slice(0, dash)) === name) return stem.slice(dash + 1);
  return null;
}

/** Endings of files that PyPI takes or once took, and where the version ends in what follows the name. */
const forms: readonly { readonly ends: readonly string[]; readonly cut: (rest: string) => string }[] = [
  { ends: ['.whl', '.egg', '.rpm'], cut: (rest) => rest.split('-', 1)[0] ?? '' },
  { ends: ['.exe', '.msi', '.dmg'], cut: (rest) => rest.split(/\.(?:win|linux|macosx)/, 1)[0] ?? '' },
  { ends: ['.tar.gz', '.zip', '.tgz', '.tar.bz2', '.tbz', '.tar.xz', '.tar.z', '.tar'], cut: (rest) => rest },
];

/** Other ways in which the same version is written: `1.0RC1` is `1.0rc1`, `1.0.0` is `1`, `1.0_local` is `1.0-local`. */
function spellings(version: string): readonly string[] {
  if (version.length > 100) return [];
  const plain = version.toLowerCase().replaceAll('_', '-');
  const normal = clean(version) ?? clean(version.replaceAll('_', '+'));
  if (normal === null) return [plain];
  return [normal, normal.replace(/^((?:\d+!)?\d+(?:\.\d+)*?)(?:\.0)+(?!\.?\d)/, '$1'), plain];
}
