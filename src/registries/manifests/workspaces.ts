import { directoryOf, upwards } from './paths.ts';

/** A manifest that gathers others. */
export interface WorkspaceRoot {
  readonly manifest: string;
  /** Whether the folder is one of its members; its own folder too, where the root is a member of itself. */
  claims(directory: string): boolean;
}

/** The manifest of the workspace that a folder belongs to; null outside of any. */
export type Membership = (directory: string) => string | null;

/** Answers which workspace a folder belongs to: the nearest one above that claims it, else its own where that does. */
export function membership(roots: readonly WorkspaceRoot[]): Membership {
  const byDirectory = new Map<string, WorkspaceRoot[]>();
  for (const root of roots) {
    const directory = directoryOf(root.manifest);
    const others = byDirectory.get(directory);
    if (others === undefined) byDirectory.set(directory, [root]);
    else others.push(root);
  }

  return (directory) => {
    const [own = directory, ...above] = upwards(directory);
    for (const folder of [...above, own]) {
      const claiming = byDirectory.get(folder)?.find((root) => root.claims(directory));
      if (claiming !== undefined) return claiming.manifest;
    }
    return null;
  };
}
