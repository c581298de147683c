import type { ScenarioCommit, ScenarioRelease, ScenarioRun, ScenarioTag } from '../scenario.ts';
import type { ScenarioBuild, ScenarioPackageRelease, ScenarioPublisher } from '../scenario-package.ts';
import { manifestOf } from './manifest-of.ts';
import { releasesOf } from './releases-of.ts';
import { after } from './span.ts';
import type { Story, StoryPackage, StoryRelease } from './story-schema.ts';

/** What one release of one package leaves behind. */
export interface Chapter {
  readonly of: StoryPackage;
  readonly release: StoryRelease;
  readonly published: ScenarioPackageRelease;
  /** `owner/name` that it was built in. */
  readonly repository: string;
  readonly commits: readonly ScenarioCommit[];
  readonly branch: { readonly name: string; readonly commits: readonly ScenarioCommit[] } | null;
  readonly orphans: readonly ScenarioCommit[];
  readonly tags: readonly ScenarioTag[];
  readonly releases: readonly ScenarioRelease[];
  readonly runs: readonly ScenarioRun[];
  /** Of a build that another repository did. */
  readonly foreign: { readonly repository: string; readonly commit: ScenarioCommit; readonly run: ScenarioRun } | null;
}

/** Every release of a story in the order of time, with what it leaves behind. */
export function chaptersOf(story: Story): readonly Chapter[] {
  const all = story.packages.flatMap((each) => releasesOf(each).map((release) => ({ each, release })));
  return all
    .toSorted((a, b) => Date.parse(a.release.at) - Date.parse(b.release.at))
    .map(({ each, release }, index) => chapterOf(story, each, release, index));
}

const firstRun = 5_000_000_000;

function chapterOf(story: Story, of: StoryPackage, release: StoryRelease, index: number): Chapter {
  const id = `${of.registry}:${of.name}@${release.version}`;
  const isByHand = typeof release.by === 'object' || release.by === 'nobody';
  const where = release.commit ?? 'main';
  const commit = commitOf(story, of, release, id);
  const isForeign = release.builtIn !== undefined && release.builtIn.toLowerCase() !== story.repository.toLowerCase();
  const tag = tagOf(of, release);
  const target = where === 'none' || isForeign ? undefined : id;
  const wantsRun = release.run === undefined ? !isByHand : release.run !== null;
  const run = runOf(release, target ?? id, tag, firstRun + index);
  const isBuilt = where !== 'none' && (wantsRun || !isByHand);
  const build = isBuilt ? buildOf(story, release, id, tag, run.id) : null;
  return {
    of,
    release,
    repository: release.builtIn ?? story.repository,
    published: publishedOf(of, release, build, isByHand, id),
    commits: where === 'main' && !isForeign ? [commit] : [],
    branch: where === 'branch' && !isForeign ? { name: release.branch ?? `branch-${index}`, commits: [commit] } : null,
    orphans: [...(where === 'orphan' && !isForeign ? [commit] : []), ...movedTo(release, id)],
    tags: tag === null ? [] : tagsOf(release, tag, target, id),
    releases:
      tag === null || release.githubRelease === false
        ? []
        : [
            {
              tag,
              publishedAt: after(release.at, release.releaseAfter ?? '5m'),
              prerelease: release.version.includes('-'),
            },
          ],
    runs: wantsRun && !isForeign && where !== 'none' ? [run] : [],
    foreign: isForeign && release.builtIn !== undefined ? { repository: release.builtIn, commit, run } : null,
  };
}

function commitOf(story: Story, of: StoryPackage, release: StoryRelease, id: string): ScenarioCommit {
  const manifest = manifestOf(of.registry, of.name, of.directory ?? '', story.repository);
  const notes = { [`notes/${id.replaceAll(/[^\w.-]/g, '-')}.md`]: `What is new in ${release.version}\n` };
  const files =
    release.bump === false || manifest === null ? notes : { ...notes, [manifest.path]: manifest.text(release.version) };
  return {
    id,
    message: `Release ${release.version}`,
    date: after(release.at, '-20m'),
    verified: release.commitVerified ?? true,
    files,
    ...(release.author === undefined ? {} : { author: release.author }),
  };
}

function tagOf({ name }: StoryPackage, { tag = 'v{version}', version }: StoryRelease): string | null {
  return tag === null ? null : filled(tag, name, version);
}

const filled = (form: string, name: string, version: string) =>
  form.replaceAll('{version}', version).replaceAll('{name}', name);

function tagsOf(release: StoryRelease, name: string, target: string | undefined, id: string): readonly ScenarioTag[] {
  const first = {
    name,
    date: after(release.at, release.tagAfter ?? '-10m'),
    ...(target === undefined ? {} : { target }),
  };
  return release.tagMoved === undefined
    ? [first]
    : [first, { name, date: after(release.at, release.tagMoved), target: `${id} moved` }];
}

/** The commit that somebody moved the tag to. */
function movedTo({ tagMoved, version, at }: StoryRelease, id: string): readonly ScenarioCommit[] {
  if (tagMoved === undefined) return [];
  const files = { 'notes/moved.md': `Something else in ${version}\n` };
  return [{ id: `${id} moved`, message: 'Change', date: after(at, tagMoved), files }];
}

export const folder = '.github/workflows/';

function runOf(release: StoryRelease, commit: string, tag: string | null, id: number): ScenarioRun {
  const told = release.run ?? {};
  return {
    id,
    workflow: `${folder}${told.workflow ?? release.workflow ?? 'release.yml'}`,
    event: release.event ?? 'push',
    commit,
    startedAt: after(release.at, told.startsAfter ?? '-5m'),
    endedAt: after(release.at, told.endsAfter ?? '3m'),
    ...(release.from === 'branch' || tag === null ? {} : { branch: tag }),
    ...(release.author === undefined ? {} : { actor: release.author }),
    ...(told.conclusion === undefined ? {} : { conclusion: told.conclusion }),
    ...(told.jobs === undefined ? {} : { jobs: told.jobs }),
    ...(told.deletedAfter === undefined ? {} : { deletedAt: after(release.at, told.deletedAfter) }),
  };
}

function buildOf(story: Story, release: StoryRelease, commit: string, tag: string | null, run: number): ScenarioBuild {
  const { from = 'tag' } = release;
  const branch = `refs/heads/${release.commit === 'branch' ? (release.branch ?? 'main') : 'main'}`;
  return {
    repository: release.builtIn ?? story.repository,
    commit,
    ref: from === 'branch' || (from === 'tag' && tag === null) ? branch : from === 'tag' ? `refs/tags/${tag}` : from,
    workflow: `${folder}${release.workflow ?? 'release.yml'}`,
    run,
    event: release.event ?? 'push',
    environment: release.environment ?? null,
    runner: release.runner ?? 'github-hosted',
  };
}

/** Registries that take attestations of the build. */
const attesting = new Set(['npm', 'pypi', 'rubygems', 'jsr']);

function publishedOf(
  of: StoryPackage,
  release: StoryRelease,
  build: ScenarioBuild | null,
  isByHand: boolean,
  id: string,
): ScenarioPackageRelease {
  const attests =
    attesting.has(of.registry) && build !== null && !isByHand && (release.provider ?? 'github') === 'github';
  const { withdrawn, files } = release;
  return {
    version: release.version,
    at: release.at,
    by: publisherOf(release),
    build,
    attested: release.attested === undefined ? attests : build === null ? false : release.attested,
    claimedCommit:
      release.claims === 'none' || release.commit === 'none' ? null : release.claims === 'other' ? 'f'.repeat(40) : id,
    ...(release.held === undefined
      ? {}
      : { heldSeconds: (Date.parse(after(release.at, release.held)) - Date.parse(release.at)) / 1000 }),
    ...(release.dirty === undefined ? {} : { dirty: release.dirty }),
    ...(release.sourceLink === undefined ? {} : { repository: release.sourceLink }),
    ...(release.installScript === undefined ? {} : { installScript: release.installScript }),
    ...(release.dependencies === undefined ? {} : { dependencies: release.dependencies }),
    ...(release.signingKey === undefined ? {} : { signingKey: release.signingKey }),
    ...(release.vanishesAfter === undefined ? {} : { vanishedAt: after(release.at, release.vanishesAfter) }),
    ...(withdrawn === undefined
      ? {}
      : {
          withdrawn: {
            kind: withdrawn.kind,
            at: after(release.at, withdrawn.after),
            reason: withdrawn.reason ?? 'withdrawn',
          },
        }),
    ...(files === undefined
      ? {}
      : {
          files: files.map(({ name, after: span, content, workflow, builtIn }) => ({
            name,
            ...(span === undefined ? {} : { at: after(release.at, span) }),
            ...(content === undefined ? {} : { content }),
            ...(build === null || (workflow === undefined && builtIn === undefined)
              ? {}
              : {
                  build: {
                    ...build,
                    ...(workflow === undefined ? {} : { workflow: `${folder}${workflow}` }),
                    ...(builtIn === undefined ? {} : { repository: builtIn }),
                  },
                }),
          })),
        }),
  };
}

function publisherOf({ by = 'trusted', configuration, provider, approver }: StoryRelease): ScenarioPublisher {
  if (by === 'nobody') return { nobody: true };
  if (typeof by === 'object')
    return { person: { name: by.person, ...(by.email === undefined ? {} : { email: by.email }) } };
  return {
    trusted: {
      ...(provider === undefined ? {} : { provider }),
      ...(configuration === undefined ? {} : { configuration }),
      ...(by === 'staged' ? { approver: approver ?? { name: 'approver' } } : {}),
    },
  };
}
