import { showValue, textOf } from '../../types/values.ts';
import type { Carrier } from '../act.ts';
import type { ActionRow, CommandRow, PackagesRule, ProvenanceRule } from '../recogniser.ts';
import { changelogToCentral, gradleToCentral, jreleaserToCentral, mavenToCentral } from './destinations.ts';

/** Maven Central keeps signatures, not provenance; GitHub's attestation of the files is what there is. */
const attested: ProvenanceRule = { byDefault: 'never', attestedBy: 'any' };
const everything: PackagesRule = { kind: 'workspace' };
// without Maven's `-b`, which would be taken for `-B`: flags are read without case
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
  '-T',
  '-l',
];
// `-I`, `-D` and `-P` are left out: flags are read without case, and `-i` and `-d` take no word of their own
const gradleFlags = [
  '-p',
  '--project-dir',
  '-b',
  '--build-file',
  '-c',
  '--init-script',
  '-x',
  '--exclude-task',
  '--console',
  '--max-workers',
];

/** Properties of a build that hold an account's password, by the names in use; `-PsonatypePassword=…`. */
const gradleAccounts: readonly Carrier[] = [
  'mavenCentralPassword',
  'centralPassword',
  'centralPortalPassword',
  'sonatypePassword',
  'sonatypeToken',
  'ossrhPassword',
  'ossrhToken',
  'nexusPassword',
  'sonatype.password',
  'ossrh.password',
  'nexus.password',
  'SONATYPE_PASSWORD',
  'OSSRH_PASSWORD',
  'NEXUS_PASSWORD',
].map((name) => ({ flag: `-P${name}` }));
const mavenAccounts: readonly Carrier[] = ['central', 'ossrh', 'sonatype', 'nexus'].map((name) => ({
  flag: `-D${name}.password`,
}));

/** Commands that deploy to Maven Central. Maven's and Gradle's own words do not tell the repository: the build files do. */
export const commands: readonly CommandRow[] = [
  {
    via: 'mvn deploy',
    program: ['mvn', 'mvnw', 'mvnd'],
    subcommand: [
      ['deploy'],
      ['release:perform'],
      ['nexus-staging:deploy'],
      ['deploy-staged'],
      ['deploy-staged-repository'],
      ['deploy:deploy'],
      ['deploy:deploy-file'],
      ['gpg:sign-and-deploy-file'],
      ['central-publishing:publish'],
      ['org.sonatype.central:central-publishing-maven-plugin:*'],
      ['org.apache.maven.plugins:maven-deploy-plugin:*deploy*'],
    ],
    anywhere: true,
    valueFlags: mavenFlags,
    unless: ['-Dmaven.deploy.skip', '-DskipPublishing', '-DskipRemoteStaging'],
    given: mavenToCentral,
    credential: mavenAccounts,
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
      // not `…ToCentralPortalSnapshots`
      ['*publish*CentralPortal'],
      ['publish*CentralPortal*Repository'],
      ['releaseMavenCentral*'],
    ],
    anywhere: true,
    valueFlags: gradleFlags,
    unless: ['--dry-run', '-m'],
    credential: gradleAccounts,
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
    credential: gradleAccounts,
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
    credential: gradleAccounts,
    oidc: 'never',
    provenance: attested,
    packages: everything,
  },
  // its plugin's task pushes the tag of what has been published: builds hang publishing before it
  {
    via: 'gradle changelogPush (Spotless Changelog)',
    program: ['gradle', 'gradlew'],
    subcommand: [['changelogPush']],
    anywhere: true,
    valueFlags: gradleFlags,
    unless: ['--dry-run', '-m'],
    given: changelogToCentral,
    credential: gradleAccounts,
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
  // Quarkus' and SmallRye's shared workflow: `mvn release:perform` with the organisation's account
  {
    via: 'perform-release.yml',
    action: [
      'smallrye/.github/.github/workflows/perform-release.yml',
      'quarkiverse/.github/.github/workflows/perform-release.yml',
    ],
    oidc: 'never',
    provenance: { byDefault: 'unknown' },
    packages: everything,
  },
];
