import type { CredentialRules } from '../recogniser.ts';

/** How a Central Portal token (a pair of name and password) reaches a step. Names of users are no credential. */
export const credentials: CredentialRules = {
  environment: [
    'MAVEN_CENTRAL_*PASSWORD',
    'MAVEN_CENTRAL_*TOKEN',
    'MAVEN_PASSWORD',
    'CENTRAL_*PASSWORD',
    'CENTRAL_*TOKEN',
    'SONATYPE_*PASSWORD',
    'SONATYPE_*TOKEN',
    'SONATYPEPASSWORD',
    'OSSRH_*PASSWORD',
    'OSSRH_*TOKEN',
    'OSS_*PASSWORD',
    'NEXUS_*PASSWORD',
    'NEXUS_TOKEN',
    'ORG_GRADLE_PROJECT_*PASSWORD',
    'JRELEASER_MAVENCENTRAL_*PASSWORD',
    'JRELEASER_MAVENCENTRAL_*TOKEN',
    'JRELEASER_DEPLOY_MAVEN_*PASSWORD',
    'JRELEASER_DEPLOY_MAVEN_*TOKEN',
    'JRELEASER_NEXUS2_*PASSWORD',
    'JRELEASER_NEXUS2_*TOKEN',
    'CI_DEPLOY_PASSWORD',
    'MILL_SONATYPE_PASSWORD',
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
