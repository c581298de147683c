import type { ScenarioBuild, ScenarioPackage, ScenarioPackageRelease } from '../scenario-package.ts';
import { artifactOf } from './artifact.ts';
import { type Build, type Builds, repositoryOf } from './builds.ts';
import type { LocalRegistry } from './local-registry.ts';

/** A release as it was handed in, whether it is shown by now or not. */
export interface StockRelease {
  readonly definition: ScenarioPackageRelease;
  readonly version: string;
  /** When the registry took it, in milliseconds since the epoch as all times here. */
  readonly takenAt: number;
  readonly shownAt: number;
  readonly goneAt: number;
  /** The source link that this version carries; null for none. */
  readonly repository: string | null;
  readonly files: readonly StockFile[];
  /** The run that built it; null for a laptop. Commits are looked up when it is asked for. */
  build(): Build | null;
  /** What the client wrote into the package. */
  claimed(): { readonly commit: string; readonly dirty: boolean } | null;
}

export interface StockFile {
  readonly service: string;
  readonly package: string;
  readonly version: string;
  readonly name: string;
  readonly takenAt: number;
  readonly shownAt: number;
  readonly isAttested: boolean;
  build(): Build | null;
  bytes(): Promise<Buffer>;
}

export interface StockContext {
  readonly registry: LocalRegistry;
  readonly package: ScenarioPackage;
  readonly builds: Builds;
  /** Before that nothing is shown, whatever the release says. */
  readonly notBefore: number;
}

export function stockRelease(definition: ScenarioPackageRelease, context: StockContext): StockRelease {
  const { registry, builds, notBefore } = context;
  const { version } = definition;
  const takenAt = Date.parse(definition.at);
  const link = definition.repository === undefined ? (context.package.repository ?? null) : definition.repository;
  const home = repositoryOf(context.package.repository ?? null);
  const heldFor = (definition.heldSeconds ?? 0) * 1000;
  const buildOf = (build: ScenarioBuild | null = null): Build | null =>
    build === null ? null : builds.of(build, home, definition.by.trusted?.provider ?? 'github');
  const claimed = (): ReturnType<StockRelease['claimed']> => {
    const { claimedCommit, dirty = false } = definition;
    if (claimedCommit === null) return null;
    const commit = claimedCommit === undefined ? buildOf(definition.build)?.commit : builds.commit(home, claimedCommit);
    return commit === undefined ? null : { commit, dirty };
  };

  const named = definition.files ?? registry.usualFiles(context.package.name, version).map((name) => ({ name }));
  const files = named.map((file: NonNullable<ScenarioPackageRelease['files']>[number], index): StockFile => {
    const uploadedAt = file.at === undefined ? takenAt : Date.parse(file.at);
    const built = file.build ?? definition.build ?? null;
    const plan = { service: registry.service, name: context.package.name, version, file: file.name };
    return {
      service: registry.service,
      package: context.package.name,
      version,
      name: file.name,
      takenAt: uploadedAt,
      shownAt: Math.max(uploadedAt + heldFor, notBefore),
      isAttested:
        built !== null && (definition.attested === true || (definition.attested === 'partial' && index === 0)),
      build: () => buildOf(built),
      bytes: once(() => artifactOf({ ...plan, content: file.content ?? '', checkout: claimed() })),
    };
  });

  return {
    definition,
    version,
    takenAt,
    shownAt: Math.max(takenAt + heldFor, notBefore),
    goneAt: definition.vanishedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(definition.vanishedAt),
    repository: link,
    files,
    build: () => buildOf(definition.build),
    claimed,
  };
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
