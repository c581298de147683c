import { isAside } from '../../manifests/aside.ts';
import { sourceLink } from '../../manifests/links.ts';
import { directoryOf } from '../../manifests/paths.ts';
import type { Shelf } from '../../manifests/shelf.ts';
import { writtenVersion } from '../../manifests/versions.ts';
import { openXml } from '../../manifests/xml.ts';
import type { ManifestPackage } from '../../registry.ts';
import { coordinate, foreignRepository } from '../coordinates.ts';
import { groupOf, interpolate, type Lineage, lineageOf, pomAt, property, versionOf } from './lineage.ts';
import { type Pom, pomOf } from './pom.ts';

/** The packages that pom.xml files describe. A POM whose coordinates need something outside of the files has none. */
export function readPoms(shelf: Shelf): ManifestPackage[] {
  const poms = new Map<string, Pom>();
  for (const path of shelf.named('pom.xml')) {
    const root = isTemplate(path) ? null : openXml(shelf, path);
    const pom = root === null ? null : pomOf(path, root);
    if (pom !== null) poms.set(path, pom);
  }
  const roots = rootsOf(poms);
  return [...poms.values()].flatMap((pom) => packageOf(lineageOf(pom, poms), roots.get(pom.path) ?? null));
}

/** What an archetype writes out is nobody's package. */
function isTemplate(path: string): boolean {
  return path.split('/').includes('archetype-resources');
}

/** The outermost aggregating POM of every POM that belongs to a multi-module build, itself included. */
function rootsOf(poms: ReadonlyMap<string, Pom>): Map<string, string> {
  const above = new Map<string, string>();
  for (const pom of poms.values())
    for (const module of pom.modules) {
      const member = pomAt(pom, module, poms);
      if (member !== null && member !== pom && !above.has(member.path)) above.set(member.path, pom.path);
    }

  const roots = new Map<string, string>();
  for (const pom of poms.values()) {
    const walked = new Set<string>();
    let at = pom.path;
    for (let up = above.get(at); up !== undefined && !roots.has(at) && !walked.has(at); up = above.get(at)) {
      walked.add(at);
      at = up;
    }
    const root = roots.get(at) ?? at;
    if (walked.size > 0) roots.set(root, root);
    for (const path of walked) roots.set(path, root);
  }
  return roots;
}

function packageOf(lineage: Lineage, workspace: string | null): ManifestPackage[] {
  const [pom] = lineage;
  const name = coordinate(interpolate(groupOf(lineage), lineage), interpolate(pom.artifactId, lineage));
  if (name === null) return [];
  return [
    {
      registry: 'maven-central',
      name,
      path: pom.path,
      directory: directoryOf(pom.path),
      line: pom.line,
      publishable: isDeployed(lineage) && !isSetAside(pom.path, workspace),
      destination: destinationOf(lineage),
      version: writtenVersion(interpolate(versionOf(lineage), lineage) ?? undefined),
      provenance: null,
      workspace,
      repository: sourceLink(firstOf(lineage, (each) => interpolate(each.scm, lineage)) ?? undefined),
    },
  ];
}

/** Maven deploys every module of the build, wherever it lies; a build that lies aside as a whole is not the project's. */
function isSetAside(path: string, workspace: string | null): boolean {
  return isAside(path) && (workspace === null || isAside(workspace));
}

function isDeployed(lineage: Lineage): boolean {
  if (!isPresentable(lineage)) return false;
  if (isTrue(property(lineage, 'maven.deploy.skip'), lineage)) return false;
  // central-publishing-maven-plugin uploads in place of maven-deploy-plugin, which is then often told to skip.
  if (!usesCentral(lineage))
    return !isTrue(
      firstOf(lineage, (pom) => pom.deploySkip),
      lineage,
    );
  if (isTrue(firstOf(lineage, (pom) => pom.centralSkip) ?? property(lineage, 'skipPublishing'), lineage)) return false;
  const artifact = interpolate(lineage[0].artifactId, lineage);
  return !lineage.some((pom) => pom.centralExcludes.some((excluded) => interpolate(excluded, lineage) === artifact));
}

/** Maven Central refuses a POM that tells nobody who made it; a parent from elsewhere may tell it. */
function isPresentable(lineage: Lineage): boolean {
  return lineage.some((pom) => pom.introduced) || lineage.at(-1)?.parent !== null;
}

function usesCentral([pom, ...parents]: Lineage): boolean {
  return pom.central !== null || parents.some((parent) => parent.central === 'inherited');
}

function destinationOf(lineage: Lineage): string | null {
  if (usesCentral(lineage)) return null;
  return foreignRepository(
    interpolate(
      firstOf(lineage, (pom) => pom.repository),
      lineage,
    ),
  );
}

function isTrue(text: string | null, lineage: Lineage): boolean {
  return interpolate(text, lineage)?.toLowerCase() === 'true';
}

function firstOf(lineage: Lineage, pick: (pom: Pom) => string | null): string | null {
  for (const pom of lineage) {
    const value = pick(pom);
    if (value !== null) return value;
  }
  return null;
}
