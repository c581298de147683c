import { describe, expect, it } from 'vitest';
import { calledFor, publishedTo, run, use } from '../steps-of.ts';

const coordinates =
  '<groupId>org.example</groupId><artifactId>left</artifactId><version>1.0.0</version><name>left</name><description>Left</description><url>https://example.com</url><licenses><license><name>MIT</name></license></licenses>';
const pom = (
  build = '<groupId>org.sonatype.central</groupId><artifactId>central-publishing-maven-plugin</artifactId>',
) => ({
  'pom.xml': `<project><modelVersion>4.0.0</modelVersion>${coordinates}<build><plugins><plugin>${build}</plugin></plugins></build></project>\n`,
});
const gradle = (build: string) => ({ 'build.gradle.kts': `group = "org.example"\nversion = "1.0.0"\n${build}\n` });
const vanniktech = gradle('plugins { id("com.vanniktech.maven.publish") version "0.30.0" }');
const account = (name = 'MAVEN_CENTRAL_PASSWORD') => `env: { ${name}: "\${{ secrets.PASSWORD }}" }`;

const inMaven = (steps: string) => publishedTo('maven-central', pom(), steps);
const inGradle = (steps: string) => publishedTo('maven-central', vanniktech, steps);

describe('Maven’s goals', () => {
  it.each([
    ['deploy', 'mvn deploy'],
    ['deploy in batch mode', './mvnw -B deploy'],
    ['deploy with a profile', 'mvn -B -ntp -P release clean deploy -DskipTests'],
    ['release:perform', 'mvn release:prepare release:perform'],
    ['nexus-staging:deploy', 'mvn org.sonatype.plugins:nexus-staging-maven-plugin:1.7.0:deploy'],
    ['nexus-staging:deploy-staged', 'mvn org.sonatype.plugins:nexus-staging-maven-plugin:deploy-staged'],
    ['central-publishing:publish', 'mvn central-publishing:publish'],
    [
      'deploy to a repository that is named',
      'mvn deploy -DaltDeploymentRepository=ossrh::https://ossrh-staging-api.central.sonatype.com/x',
    ],
  ])('that deploy are known: %s', async (_, command) => {
    expect(await inMaven(run(command, [account()]))).toMatchObject([
      { auth: 'token', provenance: false, packages: ['org.example:left'] },
    ]);
  });

  it.each([
    ['verify', 'mvn -B verify'],
    ['install', 'mvn install -Dmaven.deploy.skip'],
    ['a deploy that is skipped', 'mvn deploy -Dmaven.deploy.skip=true'],
    ['a staging folder', 'mvn nexus-staging:deploy -DskipRemoteStaging=true'],
    ['a folder of the machine', 'mvn deploy -DaltDeploymentRepository=local::file:./target/repo'],
  ])('are not taken for %s', async (_, command) => {
    expect(await inMaven(run(command, [account()]))).toEqual([]);
  });

  it('are left alone where the poms name a repository of their own', async () => {
    const poms = pom(
      '<artifactId>x</artifactId><distributionManagement><repository><id>own</id></repository></distributionManagement>',
    );
    expect(await publishedTo('maven-central', poms, run('mvn deploy', [account('TOKEN')]))).toEqual([]);
  });
});

describe('Gradle’s tasks', () => {
  it.each([
    ['publishToMavenCentral', './gradlew publishToMavenCentral'],
    ['publishAndReleaseToMavenCentral', './gradlew :left:publishAndReleaseToMavenCentral --no-configuration-cache'],
    ['of one publication', './gradlew publishMavenPublicationToMavenCentralRepository'],
    ['after a flag of one letter', './gradlew -i publishToMavenCentral'],
    ['after a property', './gradlew -Pversion=1.0.0 -Dx=y publishToMavenCentral'],
    ['publishAggregationToCentralPortal', './gradlew publishAggregationToCentralPortal'],
    ['nmcpPublishAggregationToCentralPortal', './gradlew nmcpPublishAggregationToCentralPortal'],
    ['publishToSonatype', './gradlew publishToSonatype closeAndReleaseSonatypeStagingRepository'],
    ['publishAllPublicationsToSonatypeRepository', './gradlew publishAllPublicationsToSonatypeRepository'],
    ['publish', './gradlew publish'],
    ['jreleaserDeploy', './gradlew jreleaserDeploy'],
  ])('that publish are known: %s', async (_, command) => {
    const steps = run(command, [account('JRELEASER_MAVENCENTRAL_PASSWORD')]);
    expect(await inGradle(steps)).toMatchObject([{ auth: 'token' }]);
  });

  it.each([
    ['publishToMavenLocal', './gradlew publishToMavenLocal'],
    ['a rehearsal', './gradlew publishToMavenCentral --dry-run'],
    ['the portal’s snapshots', './gradlew nmcpPublishAggregationToCentralPortalSnapshots'],
    ['a task that is excluded', './gradlew build -x publishToSonatype'],
    ['a build', './gradlew build'],
    ['JReleaser’s set-up', './gradlew jreleaserConfig'],
  ])('are not taken for %s', async (_, command) => {
    expect(await inGradle(run(command, [account()]))).toEqual([]);
  });

  it('that publish everywhere need a secret of the job', async () => {
    expect(await inGradle(run('./gradlew publish -PonlyLocal=true'))).toEqual([]);
  });

  it('that publish everywhere need a sign of Central', async () => {
    const own = gradle('publishing { repositories { maven { url = uri("https://packages.example.com") } } }');
    expect(await publishedTo('maven-central', own, run('./gradlew publish', [account('TOKEN')]))).toEqual([]);
  });

  it('that push a changelog count where publishing hangs before it', async () => {
    const steps = run('./gradlew :changelogPush', [account('ORG_GRADLE_PROJECT_nexus_pass64')]);
    const hung = gradle('tasks.named("changelogBump") { dependsOn(":publishMavenPublicationToSonatypeRepository") }');
    expect(await publishedTo('maven-central', hung, steps)).toMatchObject([{ auth: 'token' }]);
    expect(await publishedTo('maven-central', gradle(''), steps)).toEqual([]);
  });
});

describe('the account', () => {
  it.each([
    'ORG_GRADLE_PROJECT_mavenCentralPassword',
    'LIBRARIAN_SONATYPE_PASSWORD',
    'SONATYPE_KEY',
    'NEXUS_TOKEN_PWD',
    'OSSRH_TOKEN',
    'JRELEASER_NEXUS2_MAVEN_CENTRAL_PASSWORD',
  ])('is found in %s', async (name) => {
    expect(await inGradle(run('./gradlew publishToSonatype', [account(name)]))).toMatchObject([
      { auth: 'token', credentials: [{ source: 'secrets.PASSWORD', arrives: `environment variable ${name}` }] },
    ]);
  });

  it.each(['SONATYPE_USERNAME', 'NEXUS_TOKEN_USER', 'OSSRH_USER', 'GPG_PRIVATE_KEY'])(
    'is not seen in %s',
    async (name) => {
      expect(await inGradle(run('./gradlew publishToSonatype', [account(name)]))).toMatchObject([{ credentials: [] }]);
    },
  );

  it('is found in a property of the build', async () => {
    const steps = run('./gradlew publishToSonatype -PsonatypePassword=${{ secrets.PASSWORD }}');
    expect(await inGradle(steps)).toMatchObject([{ auth: 'token', credentials: [{ arrives: '-PsonatypePassword' }] }]);
  });
});

describe('other tools', () => {
  it.each([
    ['sbt ci-release', 'sbt ci-release', 'SONATYPE_PASSWORD'],
    ['sbt +publishSigned', 'sbt "+publishSigned" sonatypeBundleRelease', 'SONATYPE_PASSWORD'],
    ['Typelevel’s sbt', 'sbt tlCiRelease', 'SONATYPE_PASSWORD'],
    ['mill', './mill -i mill.scalalib.SonatypeCentralPublishModule/', 'MILL_SONATYPE_PASSWORD'],
    ['JReleaser', 'jreleaser full-release', 'JRELEASER_MAVENCENTRAL_TOKEN'],
    ['curl', 'curl -F bundle=@a.zip https://central.sonatype.com/api/v1/publisher/upload', 'CENTRAL_TOKEN'],
  ])('are known: %s', async (_, command, name) => {
    expect(await inMaven(run(command, [account(name)]))).toMatchObject([{ auth: 'token' }]);
  });

  it.each([
    ['sbt test', 'sbt test'],
    ['sbt publishLocal', 'sbt publishLocal'],
    ['mill’s tests', './mill __.test'],
    ['JReleaser’s rehearsal', 'jreleaser full-release --dry-run'],
    ['JReleaser’s other commands', 'jreleaser config'],
    ['curl to the portal’s status', 'curl -X POST https://central.sonatype.com/api/v1/publisher/status?id=1'],
  ])('are not taken for %s', async (_, command) => {
    expect(await inMaven(run(command, [account('SONATYPE_PASSWORD')]))).toEqual([]);
  });

  it('make a GitHub release alone without an account: JReleaser', async () => {
    expect(await inMaven(run('jreleaser full-release'))).toEqual([]);
  });
});

describe('actions', () => {
  it.each([
    [
      'JReleaser',
      use('jreleaser/release-action@v2', '{ arguments: full-release }', [account('JRELEASER_MAVENCENTRAL_PASSWORD')]),
    ],
    [
      'action-maven-publish',
      use('samuelmeuli/action-maven-publish@v1', '{ nexus_password: "${{ secrets.PASSWORD }}" }'),
    ],
    ['cucumber', use('cucumber/action-publish-mvn@v3', '{ nexus-password: "${{ secrets.PASSWORD }}" }')],
    [
      'release-nexus-staging-repo',
      use('nexus-actions/release-nexus-staging-repo@v1', '{ password: "${{ secrets.PASSWORD }}" }'),
    ],
  ])('are known: %s', async (_, steps) => {
    expect(await inMaven(steps)).toMatchObject([{ auth: 'token', pinned: false }]);
  });

  it.each([
    ['JReleaser without an account', use('jreleaser/release-action@v2', '{ arguments: full-release }')],
    ['opening a staging repository', use('nexus-actions/drop-nexus-staging-repo@v1')],
    ['set-up', use('actions/setup-java@v5', '{ server-id: central }', [account()])],
  ])('are not taken for %s', async (_, steps) => {
    expect(await inMaven(steps)).toEqual([]);
  });

  it('are not taken for JReleaser’s rehearsal', async () => {
    const steps = use('jreleaser/release-action@v2', '{ arguments: full-release --dry-run }');
    const job = account('JRELEASER_MAVENCENTRAL_PASSWORD');
    expect(await publishedTo('maven-central', pom(), steps, job)).toEqual([]);
  });

  it('that organisations share are known as reusable workflows', async () => {
    const shared = 'quarkiverse/.github/.github/workflows/perform-release.yml@main';
    expect(await calledFor('maven-central', pom(), shared, '    secrets: inherit')).toMatchObject([
      { auth: 'unknown', pinned: false, packages: ['org.example:left'] },
    ]);
    const other = 'quarkiverse/.github/.github/workflows/build.yml@main';
    expect(await calledFor('maven-central', pom(), other, '    secrets: inherit')).toEqual([]);
  });
});
