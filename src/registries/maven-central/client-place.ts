import { coordinate } from './coordinates.ts';

/** Where the files of one version lie. */
export interface MavenPlace {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
}

/** Is this `group:artifact`, of parts that make folders? */
export function isArtifact(name: string): boolean {
  return placeOf(name) !== null;
}

/** Null where name or version could lead to another folder than their own. */
export function placeOf(name: string, version = '0'): MavenPlace | null {
  const [group = '', artifact = '', ...more] = name.split(':');
  const isWhole = more.length === 0 && coordinate(group, artifact) !== null && /^\w[\w.+-]{0,99}$/.test(version);
  const folders = [...group.split('.'), artifact];
  return isWhole && folders.every((folder) => /[\w-]/.test(folder)) ? { group, artifact, version } : null;
}

/** The folder of all versions, from the base on. */
export function folderOf({ group, artifact }: Pick<MavenPlace, 'group' | 'artifact'>): string {
  return `/${group.replaceAll('.', '/')}/${artifact}`;
}

/** The address of one file of a version. */
export function addressOf(place: MavenPlace, file: string): string {
  return `${folderOf(place)}/${encodeURIComponent(place.version)}/${encodeURIComponent(file)}`;
}
