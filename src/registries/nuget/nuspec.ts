import { baseName, directoryOf, within } from '../manifests/paths.ts';
import type { Shelf } from '../manifests/shelf.ts';
import { child, childText, openXml } from '../manifests/xml.ts';

export interface Nuspec {
  /** As written, `$id$` included. */
  readonly id: string;
  readonly line: number;
  readonly version: string | null;
  /** `repository`'s address, else the project's page. */
  readonly source: string | null;
  readonly homepage: string | null;
}

/** Reads a .nuspec file; null where it names no package, or lies in the folder of a package that was restored. */
export function readNuspec(path: string, shelf: Shelf): Nuspec | null {
  const root = openXml(shelf, path);
  const metadata = root?.name === 'package' ? child(root, 'metadata') : null;
  const id = child(metadata, 'id');
  if (id === null || id.text === '') return null;
  const version = childText(metadata, 'version');
  if (isRestored(path, id.text, version)) return null;
  return {
    id: id.text,
    line: id.line,
    version,
    source: child(metadata, 'repository')?.attributes.get('url') ?? null,
    homepage: childText(metadata, 'projectUrl'),
  };
}

/** The project that `$id$` stands for: of the same name, or the only one beside it. */
export function projectBeside(path: string, projects: readonly string[]): string | null {
  const stem = within(directoryOf(path), baseName(path).replace(/\.nuspec$/i, ''));
  const beside = projects.filter((project) => directoryOf(project) === directoryOf(path));
  return (
    beside.find((project) => project.startsWith(`${stem}.`) && project.lastIndexOf('.') === stem.length) ??
    (beside.length === 1 ? (beside[0] ?? null) : null)
  );
}

/** NuGet unpacks into a folder named for the package and its version. */
function isRestored(path: string, id: string, version: string | null): boolean {
  return version !== null && baseName(directoryOf(path)).toLowerCase() === `${id}.${version}`.toLowerCase();
}
