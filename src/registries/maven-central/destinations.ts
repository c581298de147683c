import { seen } from '../../types/observation.ts';
import { referencesOf, showValue, textOf, type Value } from '../../types/values.ts';
import type { Act, Session } from '../act.ts';

/** `mvn deploy` goes where the poms say: to Central by Sonatype's plugin or hosts, or where the settings hold a Central account. */
export function mavenToCentral(act: Act, session: Session): boolean {
  if (act.kind === 'command' && act.words.some((word) => showValue(word).startsWith('-DaltDeploymentRepository=')))
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

/** `gradle publish` goes to every repository the build declares; Central is one where a build file or an account says so. */
export function gradleToCentral(act: Act, session: Session): boolean {
  if (namesCentral(act, session)) return true;
  return buildSays(session, centralMarks) && holdsSecret(act, session);
}

const centralMarks =
  /com\.vanniktech\.maven\.publish|mavenPublishing\s*\{|publishToMavenCentral|mavenCentralPublishing|SONATYPE_HOST|gradle-nexus\.publish-plugin|nexusPublishing\s*\{|oss\.sonatype\.org|central\.sonatype\.com|com\.gradleup\.nmcp|nmcp\s*\{/;

/** The changelog is pushed after a release where the build says which task publishes it. */
export function changelogToCentral(_: Act, session: Session): boolean {
  return buildSays(session, /publish\w{0,80}To(?:Sonatype|MavenCentral)|closeAndRelease\w{0,40}Repositor/);
}

function buildSays(session: Session, mark: RegExp): boolean {
  const build = session.files.paths
    .filter(
      (path) =>
        /(\.gradle|\.gradle\.kts|gradle\.properties|libs\.versions\.toml)$/.test(path) && !path.includes('/test/'),
    )
    .slice(0, 500);
  return build.some((path) => mark.test(seen(session.files.read(path)) ?? ''));
}

/**
 * Central takes an account and a signing key. A build without any secret in its job publishes to a folder, as tests of
 * build plugins do.
 */
function holdsSecret(act: Act, session: Session): boolean {
  return [act, ...session.before].some((one) => valuesOf(one).some(isHandedOver)) || session.written.length > 0;
}

function valuesOf(act: Act): readonly Value[] {
  const own = act.kind === 'command' ? act.words : [...act.inputs.values()];
  return [...own, ...act.environment.values()];
}

function isHandedOver(value: Value): boolean {
  return referencesOf(value).some(
    ({ context, path }) =>
      ['steps', 'needs', 'inputs', 'vars', 'vault', 'computed'].includes(context) ||
      (context === 'secrets' && path[0]?.toUpperCase() !== 'GITHUB_TOKEN'),
  );
}

/** JReleaser deploys to Central with an account in its environment; without one it makes the GitHub release alone. */
export function jreleaserToCentral(act: Act): boolean {
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
