/**
 * The files that an audit almost surely reads, to be fetched at once: workflows and actions, manifests, settings of
 * release tools, scripts. Nothing depends on it being right: what is missing is fetched when it is read.
 */
export function firstPaths(paths: readonly string[]): readonly string[] {
  const picked = new Set<string>();
  const shallow = paths
    .filter((path) => !aside.test(path))
    .map((path) => ({ path, name: path.slice(path.lastIndexOf('/') + 1).toLowerCase(), depth: depthOf(path) }))
    .toSorted((a, b) => a.depth - b.depth || (a.path < b.path ? -1 : 1));
  for (const { most, picks } of kinds) {
    const found = shallow.filter((each) => !picked.has(each.path) && picks(each));
    for (const { path } of found.slice(0, most)) picked.add(path);
  }
  return [...picked].sort();
}

interface Candidate {
  readonly path: string;
  /** Lower case. */
  readonly name: string;
  /** How many folders it lies in. */
  readonly depth: number;
}

/** Folders of installed packages and of test data, whose manifests are rarely asked for. */
const aside = /(?:^|\/)(?:node_modules|vendor|third_party|testdata|__fixtures__|fixtures)\//;

interface Kind {
  /** As many as are fetched, the least deep first. */
  readonly most: number;
  readonly picks: (file: Candidate) => boolean;
}

const named = (words: string): ((file: Candidate) => boolean) => {
  const names = new Set(words.split(' '));
  return ({ name }) => names.has(name);
};

const ending = (words: string): ((file: Candidate) => boolean) => {
  const endings = words.split(' ');
  return ({ name }) => endings.some((each) => name.endsWith(each));
};

const scriptFolders = /(?:^|\/)(?:scripts?|bin|ci|\.ci|\.circleci|\.github|tools|build|release|eng)\//i;

/** From what every audit reads to what only some do. */
const kinds: readonly Kind[] = [
  { most: 300, picks: ({ path }) => /^\.github\/workflows\/[^/]+\.ya?ml$/i.test(path) },
  { most: 100, picks: named('action.yml action.yaml') },
  {
    most: 40,
    picks: ({ path }) =>
      /^(?:\.github\/|docs\/)?CODEOWNERS$|^\.github\/(?:dependabot\.ya?ml|renovate\.json5?|mintmark\.yml)$/.test(path),
  },
  { most: 150, picks: named('package.json') },
  {
    most: 150,
    picks: named(
      'cargo.toml pyproject.toml setup.cfg setup.py pom.xml composer.json pubspec.yaml melos.yaml mix.exs gleam.toml go.mod go.work jsr.json jsr.jsonc deno.json deno.jsonc',
    ),
  },
  {
    most: 100,
    picks: named(
      'build.gradle build.gradle.kts settings.gradle settings.gradle.kts gradle.properties build.sbt directory.build.props directory.build.targets nuget.config',
    ),
  },
  { most: 100, picks: ending('.gemspec .csproj .fsproj .vbproj .nuspec .sln .slnx .app.src .gradle .gradle.kts') },
  {
    most: 150,
    picks: named(
      [
        '.npmrc .yarnrc .yarnrc.yml bunfig.toml lerna.json nx.json project.json turbo.json turbo.jsonc rush.json',
        'pnpm-workspace.yaml .releaserc .releaserc.json .releaserc.yaml .releaserc.yml .release-it.json .autorc.json',
        'release-plz.toml .release-plz.toml .goreleaser.yml .goreleaser.yaml goreleaser.yml goreleaser.yaml',
        'jreleaser.yml renovate.json renovate.json5 .renovaterc .renovaterc.json .renovaterc.json5',
        'makefile gnumakefile justfile .justfile taskfile.yml taskfile.yaml rakefile rakefile.rb gemfile',
        'tox.ini tox.toml noxfile.py tasks.py hatch.toml poetry.toml .pypirc pip.conf pip.ini auth.json .netrc',
        'docker-bake.hcl docker-bake.json dockerfile chart.yaml mise.toml .mise.toml .tool-versions .nvmrc',
        '.node-version .travis.yml .gitlab-ci.yml appveyor.yml azure-pipelines.yml jenkinsfile .envrc',
      ].join(' '),
    ),
  },
  {
    most: 100,
    picks: ({ path }) => /(?:^|\/)\.(?:cargo|mvn|gem|config|changeset)\/[^/]+\.(?:toml|xml|json|ya?ml)$/i.test(path),
  },
  {
    most: 100,
    picks: (file) =>
      ending('.sh .bash .zsh .ps1 .mk')(file) ||
      (scriptFolders.test(file.path) && ending('.js .mjs .cjs .ts .py .rb .pl .yml .yaml')(file)),
  },
  // One file of a folder tells whether it is a program.
  { most: 40, picks: (file) => file.name === 'main.go' || (file.depth === 0 && ending('.go')(file)) },
];

function depthOf(path: string): number {
  let depth = 0;
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) depth += 1;
  return depth;
}
