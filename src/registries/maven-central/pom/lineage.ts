import { directoryOf, resolveFrom, within } from '../../manifests/paths.ts';
import type { Pom } from './pom.ts';

/** A POM followed by its parents, as far as they lie in the repository. */
export type Lineage = readonly [Pom, ...Pom[]];

/** Real builds nest four or five deep. */
const deepest = 32;

export function lineageOf(pom: Pom, poms: ReadonlyMap<string, Pom>): Lineage {
  const lineage: [Pom, ...Pom[]] = [pom];
  for (let at: Pom = pom; lineage.length < deepest; ) {
    const parent = parentIn(at, poms);
    if (parent === null || lineage.includes(parent)) break;
    lineage.push(parent);
    at = parent;
  }
  return lineage;
}

/** The POM that a path in another POM means: a file, or the pom.xml of a folder. */
export function pomAt(from: Pom, relative: string, poms: ReadonlyMap<string, Pom>): Pom | null {
  const path = resolveFrom(directoryOf(from.path), relative.replaceAll('\\', '/'));
  return path === null ? null : (poms.get(path) ?? poms.get(within(path, 'pom.xml')) ?? null);
}

/** Maven takes a neighbouring file for the parent only where it is the artifact that was asked for. */
function parentIn(pom: Pom, poms: ReadonlyMap<string, Pom>): Pom | null {
  if (pom.parent === null || pom.parent.relativePath === null) return null;
  const found = pomAt(pom, pom.parent.relativePath, poms);
  return found !== null && found.artifactId === pom.parent.artifactId ? found : null;
}

/** What a property says in the whole lineage; properties of profiles only where no plain one is set. */
export function property(lineage: Lineage, name: string): string | null {
  for (const pom of lineage) {
    const value = pom.properties.get(name);
    if (value !== undefined) return value;
  }
  for (const pom of lineage) {
    const value = pom.profileProperties.get(name);
    if (value !== undefined) return value;
  }
  return null;
}

export function groupOf(lineage: Lineage): string | null {
  return inherited(
    lineage,
    (pom) => pom.groupId,
    (pom) => pom.parent?.groupId ?? null,
  );
}

export function versionOf(lineage: Lineage): string | null {
  return inherited(
    lineage,
    (pom) => pom.version,
    (pom) => pom.parent?.version ?? null,
  );
}

function inherited(
  lineage: Lineage,
  own: (pom: Pom) => string | null,
  stated: (pom: Pom) => string | null,
): string | null {
  for (const pom of lineage) {
    const value = own(pom) ?? stated(pom);
    if (value !== null) return value;
  }
  return null;
}

/**
 * Fills in `${…}` as Maven does: the model's own values, then properties, seen from the POM at the head of the lineage.
 * Null where a part is not known from files.
 */
export function interpolate(text: string | null, lineage: Lineage, budget = { left: 64 }): string | null {
  if (text === null) return null;
  let result = '';
  let at = 0;
  for (let start = text.indexOf('${'); start !== -1; start = text.indexOf('${', at)) {
    const end = text.indexOf('}', start);
    if (end === -1) break;
    budget.left -= 1;
    const name = text.slice(start + 2, end);
    const value =
      budget.left < 0 ? null : interpolate(modelValue(name, lineage) ?? property(lineage, name), lineage, budget);
    if (value === null) return null;
    result += text.slice(at, start) + value;
    if (result.length > 4096) return null;
    at = end + 1;
  }
  return result + text.slice(at);
}

function modelValue(name: string, lineage: Lineage): string | null {
  const bare = name.replace(/^(?:project|pom)\./, '');
  const [pom] = lineage;
  switch (bare) {
    case 'groupId':
      return groupOf(lineage);
    case 'artifactId':
      return pom.artifactId;
    case 'version':
      return versionOf(lineage);
    case 'parent.groupId':
      return pom.parent?.groupId ?? null;
    case 'parent.artifactId':
      return pom.parent?.artifactId ?? null;
    case 'parent.version':
      return pom.parent?.version ?? null;
    default:
      return null;
  }
}
