import { child, children, childText, descend, type XmlElement } from '../../manifests/xml.ts';

/** One pom.xml as written: nothing inherited, nothing interpolated. */
export interface Pom {
  readonly path: string;
  readonly groupId: string | null;
  readonly artifactId: string | null;
  /** 1-based line of the artifactId. */
  readonly line: number;
  readonly version: string | null;
  readonly parent: PomParent | null;
  /** Folders or files of the modules, those of profiles included. */
  readonly modules: readonly string[];
  readonly properties: ReadonlyMap<string, string>;
  /** Properties that only a profile sets; they count where nothing else does. */
  readonly profileProperties: ReadonlyMap<string, string>;
  /** The release repository of `distributionManagement`. */
  readonly repository: string | null;
  readonly scm: string | null;
  /** It states some of what Maven Central demands of a POM: licences, developers, a source link. */
  readonly introduced: boolean;
  /** `<skip>` of maven-deploy-plugin. */
  readonly deploySkip: string | null;
  /** central-publishing-maven-plugin takes part in the build, maybe in a profile: whether modules inherit it. */
  readonly central: 'inherited' | 'own' | null;
  readonly centralSkip: string | null;
  /** artifactIds that central-publishing-maven-plugin leaves out. */
  readonly centralExcludes: readonly string[];
}

export interface PomParent {
  readonly groupId: string | null;
  readonly artifactId: string | null;
  readonly version: string | null;
  /** Null where the parent comes from a repository. */
  readonly relativePath: string | null;
}

/** The model in a POM's document; null where the root is no `project`. */
export function pomOf(path: string, project: XmlElement): Pom | null {
  if (project.name !== 'project') return null;
  const profiles = children(child(project, 'profiles'), 'profile');
  const builds = [project, ...profiles].map((owner) => child(owner, 'build'));
  const used = builds.flatMap((build) => pluginsOf(build));
  const managed = builds.flatMap((build) => pluginsOf(child(build, 'pluginManagement')));
  // A profile that skips deploying is for another occasion; the settings of the plain build are the ones to trust.
  const plain = [...pluginsOf(builds[0] ?? null), ...pluginsOf(descend(builds[0] ?? null, 'pluginManagement'))];
  const central = used.filter(isCentral);
  const centralSettings = [...central, ...managed.filter(isCentral)].map((plugin) => child(plugin, 'configuration'));
  const artifact = child(project, 'artifactId');

  return {
    path,
    groupId: childText(project, 'groupId'),
    artifactId: artifact?.text || null,
    line: artifact?.line ?? 1,
    version: childText(project, 'version'),
    parent: parentOf(child(project, 'parent')),
    modules: [project, ...profiles].flatMap(modulesOf),
    properties: propertiesOf([project]),
    profileProperties: propertiesOf(profiles),
    repository: childText(descend(project, 'distributionManagement', 'repository'), 'url'),
    scm: scmOf(child(project, 'scm')),
    introduced: ['licenses', 'developers', 'scm'].some((name) => child(project, name) !== null),
    deploySkip: firstText(
      plain.filter(isDeploy).map((plugin) => child(plugin, 'configuration')),
      'skip',
    ),
    central:
      central.length === 0
        ? null
        : central.every((plugin) => childText(plugin, 'inherited') === 'false')
          ? 'own'
          : 'inherited',
    centralSkip: firstText(centralSettings, 'skipPublishing'),
    centralExcludes: centralSettings
      .flatMap((settings) => children(child(settings, 'excludeArtifacts'), 'excludeArtifact'))
      .slice(0, 1000)
      .map(({ text }) => text),
  };
}

function parentOf(parent: XmlElement | null): PomParent | null {
  if (parent === null) return null;
  const relativePath = child(parent, 'relativePath');
  return {
    groupId: childText(parent, 'groupId'),
    artifactId: childText(parent, 'artifactId'),
    version: childText(parent, 'version'),
    relativePath: relativePath === null ? '../pom.xml' : relativePath.text || null,
  };
}

/** Maven 4 calls modules subprojects. */
function modulesOf(owner: XmlElement): string[] {
  return [...children(child(owner, 'modules'), 'module'), ...children(child(owner, 'subprojects'), 'subproject')].map(
    ({ text }) => text,
  );
}

function propertiesOf(owners: readonly XmlElement[]): Map<string, string> {
  return new Map(
    owners.flatMap((owner) =>
      (child(owner, 'properties')?.elements ?? []).map(({ name, text }) => [name, text] as const),
    ),
  );
}

function scmOf(scm: XmlElement | null): string | null {
  const link = childText(scm, 'url') ?? childText(scm, 'connection') ?? childText(scm, 'developerConnection');
  return link?.replace(/^scm:[a-z]+:/, '') ?? null;
}

function pluginsOf(build: XmlElement | null): readonly XmlElement[] {
  return children(child(build, 'plugins'), 'plugin');
}

function isDeploy(plugin: XmlElement): boolean {
  return childText(plugin, 'artifactId') === 'maven-deploy-plugin';
}

function isCentral(plugin: XmlElement): boolean {
  return childText(plugin, 'artifactId') === 'central-publishing-maven-plugin';
}

function firstText(elements: readonly (XmlElement | null)[], name: string): string | null {
  for (const element of elements) {
    const text = childText(element, name);
    if (text !== null) return text;
  }
  return null;
}
