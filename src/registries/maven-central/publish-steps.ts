import { seen } from '../../types/observation.ts';
import { showValue, textOf } from '../../types/values.ts';
import type { Act, Session } from '../act.ts';
import type { ActionRow, CommandRow, PackagesRule, ProvenanceRule } from '../recogniser.ts';

/** Maven Central keeps signatures, not provenance; GitHub's attestation of the files is what there is. */
const attested: ProvenanceRule = { byDefault: 'never', attestedBy: 'any' };
const everything: PackagesRule = { kind: 'workspace' };
const mavenFlags = [
  '-P',
  '--activate-profiles',
  '-f',
  '--file',
  '-s',
  '--settings',
  '-gs',
  '-pl',
  '--projects',
  '-rf',
  '-D',
  '-T',
  '-b',
  '-l',
];
const gradleFlags = [
  '-p',
  '--project-dir',
  '-b',
  '--build-file',
  '-c',
  '-I',
  '--init-script',
  '-x',
  '--exclude-task',
  '-P',
  '-D',
  '--console',
  '--max-workers',
];

/** Commands that deploy to Maven Central. Maven's and Gradle's own words do not tell the repository: the build files do. */
export const commands: readonly CommandRow[] = [
  {
    via: 'mvn deploy',
    program: ['mvn', 'mvnw', 'mvnd'],
    subcommand: [
      ['deploy'],
      ['release:perform'],
      ['nexus-staging:deploy'],
      ['deploy:deploy'],
      ['deploy:deploy-file'],
      ['gpg:sign-and-deploy-file'],
      ['central-publishing:publish'],
      ['org.sonatype.central:central-publishing-maven-plugin:*'],
      ['org.apache.maven.plugins:maven-deploy-plugin:*deploy*'],
    ],
    anywhere: true,
    valueFlags: mavenFlags,
    unless: ['-Dmaven.deploy.skip', '-DskipPublishing'],
    given: mavenToCentral,
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'workspace', named: [{ flag: '-pl' }, { flag: '--projects' }] },
  },
  {
    via: 'gradle publishToMavenCentral',
    program: ['gradle', 'gradlew'],
    subcommand: [
      ['publishToMavenCentral'],
      ['publishAndReleaseToMavenCentral'],
      ['publishAllPublicationsToMavenCentral*'],
      ['publish*ToMavenCentralRepository'],
      ['publish*ToCentralPortal*'],
      ['publish*CentralPortal*'],
      ['releaseMavenCentral*'],
    ],
    anywhere: true,
    valueFlags: gradleFlags,
    unless: ['--dry-run', '-m'],
    oidc: 'never',
    provenance: attested,
    packages: everything,
  },
  {
    via: 'gradle publishToSonatype',
    program: ['gradle', 'gradlew'],
    subcommand: [
      ['publishToSonatype'],
      ['publish*ToSonatypeRepository'],
      ['publish*ToSonatype'],
      ['closeAndReleaseSonatypeStagingRepository'],
      ['closeAndReleaseRepository'],
      ['publish*ToOssrhRepository'],
      ['publish*ToOSSRH*'],
    ],
    anywhere: true,
    valueFlags: gradleFlags,
    unless: ['--dry-run', '-m'],
    oidc: 'never',
    provenance: attested,
    packages: everything,
  },
  {
    via: 'gradle publish',
    program: ['gradle', 'gradlew'],
    subcommand: [['publish'], ['publishAllPublications*'], ['uploadArchives']],
    anywhere: true,
    valueFlags: gradleFlags,
    unless: ['--dry-run', '-m'],
    given: gradleToCentral,
    oidc: 'never',
    provenance: attested,
    packages: everything,
  },
  {
    via: 'jreleaser',
    program: ['gradle', 'gradlew', 'mvn', 'mvnw'],
    subcommand: [
      ['jreleaserFullRelease'],
      ['jreleaserDeploy'],
      ['jreleaser:deploy'],
      ['jreleaser:full-release'],
      ['jreleaserRelease'],
    ],
    anywhere: true,
    valueFlags: [...gradleFlags, ...mavenFlags],
    unless: ['--dryrun', '-Djreleaser.dry.run'],
    given: jreleaserToCentral,
    oidc: 'never',
    provenance: attested,
    packages: everything,
  },
  {
    via: 'jreleaser',
    program: ['jreleaser', 'jreleaser-cli'],
    subcommand: [['full-release'], ['deploy']],
    unless: ['--dry-run', '--dryrun', '-n'],
    given: jreleaserToCentral,
    oidc: 'never',
    provenance: attested,
    packages: everything,
  },
  {
    via: 'sbt ci-release',
    program: ['sbt', 'sbtx', 'sbtn'],
    subcommand: [
      ['ci-release'],
      ['+ci-release'],
      ['sonaRelease'],
      ['sonatypeBundleRelease'],
      ['*publishSigned*'],
      ['*sonatypeReleaseAll*'],
      ['tlCiRelease'],
      ['tlRelease'],
    ],
    anywhere: true,
    oidc: 'never',
    provenance: attested,
    packages: everything,
  },
  {
    via: 'mill publish',
    program: ['mill', 'millw'],
    subcommand: [
      ['mill.scalalib.PublishModule/'],
      ['mill.scalalib.PublishModule/publishAll'],
      ['mill.scalalib.SonatypeCentralPublishModule/'],
      ['mill.scalalib.SonatypeCentralPublishModule/publishAll'],
      ['*publishSonatypeCentral*'],
    ],
    anywhere: true,
    oidc: 'never',
    provenance: attested,
    packages: everything,
  },
  {
    via: 'Central Portal upload',
    program: ['curl'],
    subcommand: [[]],
    valueFlags: [
      '-X',
      '--request',
      '-H',
      '--header',
      '-F',
      '--form',
      '-u',
      '--user',
      '-d',
      '--data',
      '-o',
      '--output',
      '-T',
      '--upload-file',
    ],
    when: (act) =>
      act.kind === 'command' &&
      act.words.some((word) =>
        /central\.sonatype\.com\/api\/v1\/publisher\/upload|ossrh-staging-api\.central\.sonatype\.com\/manual\/upload/.test(
          showValue(word),
        ),
      ),
    credential: [{ flag: '-u' }, { flag: '--user' }, { flag: '-H' }, { flag: '--header' }],
    oidc: 'never',
    provenance: attested,
    packages: everything,
  },
];

/** Actions that deploy to Maven Central. */
export const actions: readonly ActionRow[] = [
  {
    via: 'jreleaser/release-action',
    action: ['jreleaser/release-action'],
    when: (act) =>
      act.kind === 'action' &&
      !/--dry-?run|\b(config|changelog|announce|assemble|checksum|sign|download|catalog|init|template)\b/.test(
        textOf(act.inputs.get('arguments') ?? []) ?? '',
      ),
    given: jreleaserToCentral,
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'workspace' },
  },
  {
    via: 'samuelmeuli/action-maven-publish',
    action: ['samuelmeuli/action-maven-publish'],
    credential: [{ input: 'nexus_password' }],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'directory', at: [{ input: 'directory' }] },
  },
  {
    via: 'cucumber/action-publish-mvn',
    action: ['cucumber/action-publish-mvn'],
    credential: [{ input: 'nexus-password' }],
    oidc: 'never',
    provenance: attested,
    packages: { kind: 'directory', at: [{ input: 'working-directory' }] },
  },
  {
    via: 'nexus-actions/release-nexus-staging-repo',
    action: ['nexus-actions/release-nexus-staging-repo'],
    credential: [{ input: 'password' }],
    oidc: 'never',
    provenance: attested,
    packages: everything,
  },
];

/** `mvn deploy` goes where the poms say: to Central by Sonatype's plugin or hosts, or where the settings hold a Central account. */
function mavenToCentral(act: Act, session: Session): boolean {
  if (act.kind === 'command' && act.words.some((word) => /^-DaltDeploymentRepository=/.test(showValue(word))))
    return act.words.some((word) => /sonatype|central/.test(showValue(word)));
  const poms = session.files.paths
    .filter((path) => /(^|\/)pom\.xml$/.test(path))
    .slice(0, 500)
    .map((path) => seen(session.files.read(path)) ?? '');
  if (
    poms.some((text) =>
      /central-publishing-maven-plugin|oss\.sonatype\.org|central\.sonatype\.com|nexus-staging-maven-plugin|<id>\s*(ossrh|central|sonatype[\w-]*)\s*<\/id>|<artifactId>\s*(oss-parent|apache)\s*<\/artifactId>/.test(
        text,
      ),
    )
  )
    return true;
  return namesCentral(act, session) && !poms.some((text) => /<distributionManagement>/.test(text));
}

const gradleMarks =
  /com\.vanniktech\.maven\.publish|mavenPublishing\s*\{|publishToMavenCentral|mavenCentralPublishing|SONATYPE_HOST|gradle-nexus\.publish-plugin|nexusPublishing\s*\{|oss\.sonatype\.org|central\.sonatype\.com|com\.gradleup\.nmcp|nmcp\s*\{/;

/** `gradle publish` goes to every repository the build declares; Central is one where a build file or an account says so. */
function gradleToCentral(act: Act, session: Session): boolean {
  const build = session.files.paths
    .filter(
      (path) =>
        /(\.gradle|\.gradle\.kts|gradle\.properties|libs\.versions\.toml)$/.test(path) && !path.includes('/test/'),
    )
    .slice(0, 500);
  return build.some((path) => gradleMarks.test(seen(session.files.read(path)) ?? '')) || namesCentral(act, session);
}

/** JReleaser deploys to Central with an account in its environment; without one it makes the GitHub release alone. */
function jreleaserToCentral(act: Act): boolean {
  return [...act.environment.keys()].some((name) =>
    /MAVEN_?CENTRAL|NEXUS2|SONATYPE|OSSRH|^JRELEASER_DEPLOY_MAVEN/i.test(name),
  );
}

/** An account of Central is in the environment, or setup-java wrote one. */
function namesCentral(act: Act, session: Session): boolean {
  const central = /^(MAVEN_?CENTRAL|CENTRAL|SONATYPE|OSSRH|ORG_GRADLE_PROJECT_(MAVENCENTRAL|SONATYPE|OSSRH|CENTRAL))/i;
  if ([...act.environment.keys()].some((name) => central.test(name))) return true;
  return session.before.some(
    (earlier) =>
      earlier.kind === 'action' &&
      earlier.action === 'actions/setup-java' &&
      /^(ossrh|central|sonatype|maven-central)/i.test(textOf(earlier.inputs.get('server-id') ?? []) ?? ''),
  );
}
