import type { Remedies } from '../registry.ts';
import { deleteSecretStep, environmentsPage, keepStep, secretsPage } from '../remedy-words.ts';

const docs = 'https://central.sonatype.org/publish';
const userToken = 'https://central.sonatype.com/usertoken';

export const remedies: Remedies = {
  trustedPublishing: null,
  refuseTokens: null,
  narrowToken: (values) => ({
    steps: [
      'On central.sonatype.com, generate a new user token with an expiration.',
      keepStep(values),
      'Revoke the old token.',
      'Let a person publish what was uploaded: `autoPublish` `false` in the Maven plugin, publishing type `USER_MANAGED` elsewhere.',
    ],
    links: [userToken, `${docs}/generate-portal-token/`, environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [
      'Before you delete anything, see that the next release has another token to go by: publishing to Maven Central takes one.',
      'On central.sonatype.com, open User Token and revoke the token.',
      deleteSecretStep,
    ],
    links: [userToken, secretsPage(values)],
  }),
  provenance: () => ({
    steps: [
      'Give the publishing job the permission `id-token: write`.',
      'Sign with Sigstore beside PGP: with the Gradle plugin `dev.sigstore.sign`, or with `dev.sigstore:sigstore-maven-plugin`.',
      'Publish one release and check that a file with the ending `.sigstore.json` stands beside each artifact on Maven Central.',
    ],
    links: [
      'https://github.com/sigstore/sigstore-java',
      'https://central.sonatype.org/news/20250128_sigstore_signature_validation_via_portal/',
    ],
  }),
};
