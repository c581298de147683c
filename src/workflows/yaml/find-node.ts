import { pairOf, type YamlNode } from './node.ts';

/** The node at a path of keys and indexes, `['updates', 0, 'package-ecosystem']`, or null where there is none. */
export function findNode(root: YamlNode | null, path: readonly (string | number)[]): YamlNode | null {
  let node = root;
  for (const part of path) {
    if (node?.kind === 'sequence') node = typeof part === 'number' ? (node.items[part] ?? null) : null;
    else node = pairOf(node, String(part))?.value ?? null;
  }
  return node;
}
