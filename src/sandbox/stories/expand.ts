import type { Scenario, ScenarioCommit, ScenarioRepository } from '../scenario.ts';
import type { ScenarioPackage } from '../scenario-package.ts';
import { type Chapter, chaptersOf, folder } from './chapter.ts';
import { manifestOf } from './manifest-of.ts';
import { after } from './span.ts';
import type { Story, StoryPackage } from './story-schema.ts';
import { workflowOf } from './workflow-of.ts';

/** The scenario that a story stands for: every commit, tag, run and release of it, each at its time. */
export function expandStory(story: Story): Scenario {
  const [owner = '', name = ''] = story.repository.split('/');
  const chapters = chaptersOf(story);
  const repository: ScenarioRepository = {
    name,
    visibility: story.visibility ?? 'public',
    commits: [firstCommit(story, chapters), ...pushesOf(story), ...chapters.flatMap((each) => each.commits)].toSorted(
      byDate,
    ),
    branches: branchesOf(chapters),
    orphans: chapters.flatMap((each) => each.orphans),
    tags: chapters.flatMap((each) => each.tags),
    releases: chapters.flatMap((each) => each.releases),
    runs: chapters.flatMap((each) => each.runs),
  };
  return {
    organisations: [
      { login: owner, repositories: [repository, ...elsewhere(owner, chapters)], installation: {} },
      ...strangers(owner, chapters),
    ],
    packages: story.packages.map((each) => packageOf(each, story, chapters)),
  };
}

function packageOf(of: StoryPackage, story: Story, chapters: readonly Chapter[]): ScenarioPackage {
  const { registry, name, owners, trustedPublishingOnly, twoFactorRequired, heldAt, advisories } = of;
  return {
    registry,
    name,
    repository: of.sourceLink === undefined ? story.repository : of.sourceLink,
    releases: chapters.filter((each) => each.of === of).map(({ published }) => published),
    ...(owners === undefined ? {} : { owners }),
    ...(trustedPublishingOnly === undefined ? {} : { trustedPublishingOnly }),
    ...(twoFactorRequired === undefined ? {} : { twoFactorRequired }),
    ...(heldAt === undefined ? {} : { heldAt }),
    ...(advisories === undefined ? {} : { advisories }),
  };
}

function firstCommit(story: Story, chapters: readonly Chapter[]): ScenarioCommit {
  const oldest = chapters[0]?.release.at ?? story.watch.from;
  const manifests = story.packages.flatMap(({ registry, name, directory = '' }) => {
    const manifest = manifestOf(registry, name, directory, story.repository);
    return manifest === null ? [] : [[manifest.path, manifest.text('0.0.0')] as const];
  });
  return {
    id: 'first',
    message: 'Begin',
    date: after(oldest < story.watch.from ? oldest : story.watch.from, '-30d'),
    files: {
      'README.md': `# ${story.repository}\n`,
      ...Object.fromEntries(manifests),
      ...workflowsOf(story, chapters),
      ...(story.policy === undefined ? {} : { '.github/mintmark.yml': story.policy }),
    },
  };
}

/** One for each file name that an honest, usual release names. */
function workflowsOf(story: Story, chapters: readonly Chapter[]): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { of, release, runs } of chapters) {
    const file = release.workflow ?? 'release.yml';
    if (runs.length === 0 || `${folder}${file}` in texts || (of.habit?.workflow ?? 'release.yml') !== file) continue;
    const text = workflowOf({
      registries: [
        ...new Set(
          story.packages
            .filter(({ habit }) => (habit?.workflow ?? 'release.yml') === file)
            .map(({ registry }) => registry),
        ),
      ],
      event: release.event ?? 'push',
      environment: release.environment ?? null,
      token: story.token ?? false,
    });
    if (text !== null) texts[`${folder}${file}`] = text;
  }
  for (const [file, text] of Object.entries(story.workflows ?? {})) texts[`${folder}${file}`] = text;
  return texts;
}

function pushesOf({ pushes = [] }: Story): readonly ScenarioCommit[] {
  return pushes.map(({ at, message = 'Change', files, author }) => ({
    message,
    date: at,
    files,
    ...(author === undefined ? {} : { author }),
  }));
}

function branchesOf(chapters: readonly Chapter[]): Readonly<Record<string, readonly ScenarioCommit[]>> {
  const branches: Record<string, ScenarioCommit[]> = {};
  for (const { branch } of chapters) if (branch !== null) (branches[branch.name] ??= []).push(...branch.commits);
  return branches;
}

/** Repositories of the same owner that built something of the story. */
function elsewhere(owner: string, chapters: readonly Chapter[]): readonly ScenarioRepository[] {
  return foreignRepositories(chapters)
    .filter(({ login }) => login === owner)
    .map(({ repository }) => repository);
}

function strangers(owner: string, chapters: readonly Chapter[]): Scenario['organisations'] {
  const others = foreignRepositories(chapters).filter(({ login }) => login !== owner);
  return [...new Set(others.map(({ login }) => login))].map((login) => ({
    login,
    installation: null,
    repositories: others.filter((each) => each.login === login).map(({ repository }) => repository),
  }));
}

function foreignRepositories(chapters: readonly Chapter[]) {
  const builds = chapters.flatMap(({ foreign }) => (foreign === null ? [] : [foreign]));
  return [...new Set(builds.map(({ repository }) => repository))].map((fullName) => {
    const [login = '', name = ''] = fullName.split('/');
    const own = builds.filter(({ repository }) => repository === fullName);
    const repository: ScenarioRepository = {
      name,
      commits: own.map(({ commit }) => commit),
      runs: own.map(({ run }) => run),
    };
    return { login, repository };
  });
}

function byDate(a: ScenarioCommit, b: ScenarioCommit): number {
  return Date.parse(a.date ?? '') - Date.parse(b.date ?? '');
}
