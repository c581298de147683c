import { isAside } from '../manifests/aside.ts';
import { sourceLink } from '../manifests/links.ts';
import { directoryOf, resolveFrom, within } from '../manifests/paths.ts';
import type { Shelf } from '../manifests/shelf.ts';
import { writtenVersion } from '../manifests/versions.ts';
import type { ManifestPackage } from '../registry.ts';
import { coordinate } from './coordinates.ts';
import { type Token, tokensOf } from './gradle/tokens.ts';
import { type Expression, evaluate, isSign, isWord, type Scope } from './gradle/values.ts';

/**
 * The packages of sbt builds, as far as build.sbt spells them out. sbt adds the Scala version to an artifact's name, so
 * a build whose Scala version is computed has none here.
 */
export function readSbt(shelf: Shelf): ManifestPackage[] {
  return shelf.named('build.sbt').flatMap((path) => packagesIn(path, shelf));
}

function packagesIn(path: string, shelf: Shelf): ManifestPackage[] {
  const tokens = tokensOf(shelf.text(path) ?? '').filter(({ kind }) => kind !== 'newline');
  const variables = variablesIn(tokens);
  const [build, ...declared] = projectsIn(tokens, variables);
  const hasRoot = declared.some(({ folder }) => folder === '.');
  // Settings outside of every project are the root's; a declared root is named with the others.
  const root = hasRoot || !build.settings.has('name') ? [] : [build];
  const workspace = declared.length > 0 ? path : null;
  const packages = [...root, ...declared].flatMap((project) =>
    describe(project, build, { path, workspace, variables }),
  );
  // The projects of several platforms share a name.
  return [...new Map(packages.map((each) => [each.name, each])).values()];
}

interface Around {
  readonly path: string;
  readonly workspace: string | null;
  readonly variables: Scope;
}

function describe(project: SbtProject, build: SbtProject, { path, workspace, variables }: Around): ManifestPackage[] {
  const setting = (key: string): Setting | undefined =>
    project.settings.get(key) ??
    (shared.has(key) ? (build.settings.get(`ThisBuild/${key}`) ?? build.settings.get(key)) : undefined);
  const text = (key: string): string | null => {
    const found = setting(key);
    return found === undefined ? null : evaluate(found.value, variables);
  };
  const named = setting('name');
  const name = named === undefined ? project.id : text('name');
  const directory = resolveFrom(directoryOf(path), project.folder ?? project.id ?? '.');
  if (name === null || directory === null) return [];

  return scalaSuffixes(setting, variables).flatMap((suffix): ManifestPackage[] => {
    const full = coordinate(text('organization'), `${normalised(name)}${suffix}`);
    if (full === null) return [];
    return [
      {
        registry: 'maven-central',
        name: full,
        path,
        directory,
        line: named?.line ?? project.line,
        publishable:
          !project.unpublished && !isSkipped(setting) && !isAside(path) && !isAside(within(directory, 'build.sbt')),
        destination: null,
        version: writtenVersion(text('version') ?? undefined),
        provenance: null,
        workspace,
        repository: sourceLink(text('homepage') ?? undefined),
      },
    ];
  });
}

/** Settings that projects take over from the build. */
const shared = new Set(['organization', 'version', 'scalaVersion', 'crossScalaVersions', 'homepage']);

type FindSetting = (key: string) => Setting | undefined;

function isSkipped(setting: FindSetting): boolean {
  return (
    isWord((setting('publish/skip') ?? setting('skip'))?.value[0], 'true') ||
    isWord(setting('publishArtifact')?.value[0], 'false')
  );
}

interface Setting {
  readonly value: Expression;
  readonly line: number;
}

interface SbtProject {
  /** Name of its `val`; null for settings outside of any project. */
  readonly id: string | null;
  readonly folder: string | null;
  readonly line: number;
  readonly settings: Map<string, Setting>;
  /** It takes `NoPublishPlugin`, `noPublishSettings` or the like. */
  unpublished: boolean;
}

/** The build's own settings first, then each `lazy val x = project…` with what follows up to the next. */
function projectsIn(tokens: readonly Token[], variables: Scope): [SbtProject, ...SbtProject[]] {
  const build: SbtProject = { id: null, folder: '.', line: 1, settings: new Map(), unpublished: false };
  const declared: SbtProject[] = [];
  let current = build;
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'sign' && '([{'.includes(token.text)) depth++;
    if (token.kind === 'sign' && ')]}'.includes(token.text)) depth--;
    if (isWord(token, 'lazy') && isWord(tokens[at + 1], 'val')) {
      const started = projectAt(tokens, at, variables);
      if (started !== null) declared.push(started);
      current = started ?? build;
    } else if (
      depth === 0 &&
      isWord(token, 'ThisBuild', 'inThisBuild', 'val', 'def') &&
      !isWord(tokens[at - 1], 'lazy')
    )
      current = build;
    if (token.kind === 'word' && /^(?:no|skip|dont)_?publish/i.test(token.text)) current.unpublished = true;
    const key = isSign(token, ':') && isSign(tokens[at + 1], '=') ? keyBefore(tokens, at) : null;
    if (key === null) continue;
    const owner = key.startsWith('ThisBuild/') ? build : current;
    owner.settings.set(key, { value: valueAfter(tokens, at + 2), line: token.line });
  }
  return [build, ...declared];
}

/** `lazy val core = (project in file("core"))`, `lazy val core = project.in(file("core"))`, `lazy val core = crossProject(…)` */
function projectAt(tokens: readonly Token[], at: number, variables: Scope): SbtProject | null {
  const name = tokens[at + 2];
  const head = tokens.slice(at + 3, at + 24);
  const until = head.findIndex((token) => isWord(token, 'settings', 'lazy'));
  const said = until === -1 ? head : head.slice(0, until);
  if (name?.kind !== 'word' || !said.slice(0, 4).some((token) => isWord(token, 'project', 'Project', 'crossProject')))
    return null;
  const file = said.findIndex((token) => isWord(token, 'file'));
  const folder = file === -1 ? null : evaluate(said.slice(file + 2, file + 3), variables);
  return { id: name.text, folder, line: name.line, settings: new Map(), unpublished: false };
}

/** `organization`, `ThisBuild / organization`, `publish / skip` */
function keyBefore(tokens: readonly Token[], at: number): string | null {
  const key = tokens[at - 1];
  if (key?.kind !== 'word') return null;
  if (isSign(tokens[at - 2], '/') && tokens[at - 3]?.kind === 'word') return `${tokens[at - 3]?.text}/${key.text}`;
  // `organization in ThisBuild := …`
  if (isWord(tokens[at - 2], 'in') && key.text === 'ThisBuild') return `ThisBuild/${tokens[at - 3]?.text ?? ''}`;
  return key.text;
}

/** Up to the end of the line, or to what closes around it. */
function valueAfter(tokens: readonly Token[], start: number): Expression {
  let depth = 0;
  let at = start;
  for (; at < tokens.length && at < start + 64; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (depth === 0 && at > start && token.line !== tokens[at - 1]?.line) break;
    if (token.kind !== 'sign') continue;
    if ('([{'.includes(token.text)) depth++;
    if (')]}'.includes(token.text)) depth--;
    if (depth < 0 || (depth === 0 && token.text === ',')) break;
  }
  return tokens.slice(start, at);
}

function variablesIn(tokens: readonly Token[]): Scope {
  const values = new Map<string, string>();
  for (const [at, token] of tokens.entries()) {
    const [name, equals, value] = tokens.slice(at + 1, at + 4);
    if (isWord(token, 'val') && name !== undefined && isSign(equals, '=') && value?.kind === 'string')
      values.set(name.text, value.text);
  }
  return { lookUp: (name) => values.get(name) ?? null };
}

/** What the Scala versions add to an artifact's name: `_2.13`, `_3`; nothing without cross paths. */
function scalaSuffixes(setting: FindSetting, variables: Scope): readonly string[] {
  if (isWord(setting('crossPaths')?.value[0], 'false')) return [''];
  if (isWord(setting('sbtPlugin')?.value[0], 'true')) return ['_2.12_1.0'];
  const cross =
    setting('crossScalaVersions')?.value.filter((token) => token.kind === 'string' || token.kind === 'word') ?? [];
  const versions = [...cross, ...(setting('scalaVersion')?.value.slice(0, 1) ?? [])].map((token) =>
    evaluate([token], variables),
  );
  return [...new Set(versions.flatMap((version) => suffix(version) ?? []))];
}

function suffix(version: string | null): string | null {
  const [epoch, major] = version?.split('.') ?? [];
  if (epoch === '3') return '_3';
  return epoch === '2' && major !== undefined && /^\d+$/.test(major) ? `_2.${major}` : null;
}

/** sbt's own rule for the artifact of a name that people read. */
function normalised(name: string): string {
  return name.toLowerCase().replaceAll(/\W+/g, '-');
}
