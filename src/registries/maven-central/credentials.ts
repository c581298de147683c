import type { CredentialRules } from '../recogniser.ts';

/** How a Central Portal token (a pair of name and password) reaches a step. Names of users are no credential. */
export const credentials: CredentialRules = {
  environment: [
    '*MAVEN_CENTRAL*PASS*',
    '*MAVEN_CENTRAL*TOKEN',
    '*MAVENCENTRAL*PASS*',
    '*MAVENCENTRAL*TOKEN',
    'MAVEN_PASSWORD',
    'MAVEN_TOKEN',
    'CENTRAL_*PASS*',
    'CENTRAL_*TOKEN',
    '*SONATYPE*PASS*',
    '*SONATYPE*PWD',
    '*SONATYPE*PW',
    '*SONATYPE*TOKEN',
    'SONATYPE_KEY',
    'SONATYPE_API_KEY',
    'SONATYPE_SECRET',
    '*OSSRH*PASS*',
    '*OSSRH*PWD',
    '*OSSRH*TOKEN',
    'OSS_*PASSWORD',
    '*NEXUS*PASS*',
    '*NEXUS*PWD',
    '*NEXUS*PW',
    '*NEXUS*TOKEN',
    'ORG_GRADLE_PROJECT_*PASSWORD',
    'JRELEASER_DEPLOY_MAVEN_*PASSWORD',
    'JRELEASER_DEPLOY_MAVEN_*TOKEN',
    'CI_DEPLOY_PASSWORD',
  ],
  stores: [],
  files: [
    { path: 'settings.xml', markers: ['<password>'] },
    { path: 'gradle.properties', markers: ['mavenCentralPassword', 'sonatypePassword', 'ossrhPassword'] },
    { path: '.sbt/sonatype_credentials', markers: [] },
  ],
  logins: [
    // its inputs name the variables that settings.xml reads; the variables' own values are found in the environment
    { action: 's4u/maven-settings-action', credential: [{ input: 'servers' }], oidcWithout: false },
    { action: 'whelk-io/maven-settings-xml-action', credential: [{ input: 'servers' }], oidcWithout: false },
  ],
  minted: [],
  mintEndpoints: [],
  names: ['sonatype', 'ossrh', 'maven', 'nexus', 'mavencentral'],
};
