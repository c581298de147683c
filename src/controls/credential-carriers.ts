import { isWorkflowPath } from '../workflows/parse-uses.ts';

/** The files in which credentials are usually left, as many as are searched; and the others, which are not. */
export function carriersIn(paths: readonly string[]): {
  readonly paths: readonly string[];
  readonly leftOut: readonly string[];
} {
  const carriers = paths.filter(isCarrier);
  return { paths: carriers.slice(0, most), leftOut: carriers.slice(most) };
}

const most = 2_000;

function isCarrier(path: string): boolean {
  const folders = path.toLowerCase().split('/');
  const name = folders.pop() ?? '';
  return (
    isWorkflowPath(path) ||
    names.has(name) ||
    endings.some((ending) => name.endsWith(ending)) ||
    starts.some((start) => name.startsWith(start)) ||
    (folders.some((folder) => folder === '.cargo' || folder === '.gem' || folder === '.docker') &&
      !name.endsWith('.md')) ||
    (folders.some((folder) => scriptFolders.has(folder)) && scriptEndings.some((ending) => name.endsWith(ending)))
  );
}

/** Settings of package managers, build tools and other services that publish. Lower case. */
const names: ReadonlySet<string> = new Set(
  [
    '.npmrc .yarnrc .yarnrc.yml bunfig.toml package.json .releaserc .releaserc.json lerna.json',
    '.pypirc pip.conf pip.ini poetry.toml pyproject.toml setup.cfg tox.ini noxfile.py',
    'gradle.properties local.properties pom.xml build.sbt sonatype.sbt credentials.sbt',
    'nuget.config directory.build.props auth.json composer.json .netrc _netrc gemfile rakefile',
    'action.yml action.yaml makefile gnumakefile justfile .justfile taskfile.yml taskfile.yaml',
    '.goreleaser.yml .goreleaser.yaml jreleaser.yml .travis.yml .gitlab-ci.yml appveyor.yml',
    'azure-pipelines.yml .drone.yml jenkinsfile vagrantfile procfile .envrc',
  ].flatMap((words) => words.split(' ')),
);

const starts = ['.env', 'dockerfile', 'docker-compose'];

const endings = ['settings.xml', '.gradle', '.gradle.kts', '.sh', '.bash', '.zsh', '.ps1', '.cmd', '.bat', '.mk'];

const scriptFolders: ReadonlySet<string> = new Set(
  ['scripts script bin ci .ci .circleci .github tools build release eng'].flatMap((words) => words.split(' ')),
);

const scriptEndings = ['.js', '.mjs', '.cjs', '.ts', '.py', '.rb', '.pl', '.yml', '.yaml'];
