import type { Remedies } from '../registry.ts';
import {
  deleteSecretStep,
  environmentsPage,
  keepStep,
  packagesPhrase,
  repositoryPhrase,
  secretsPage,
} from '../remedy-words.ts';

const tokens = 'https://app.docker.com/settings/personal-access-tokens';

export const remedies: Remedies = {
  trustedPublishing: null,
  refuseTokens: null,
  narrowToken: (values) => ({
    steps: [
      `On Docker Hub, create an access token that may read and write, not delete, and that expires, from an account that can push ${packagesPhrase(values.packages, 'image')} and little else; never store a password.`,
      keepStep(values),
      'Delete the old token.',
    ],
    links: [tokens, 'https://docs.docker.com/security/access-tokens/', environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [
      'Before you delete anything, see that the next release has another token to go by.',
      'On Docker Hub, open Personal access tokens in the account settings and delete the token.',
      deleteSecretStep,
    ],
    links: [tokens, secretsPage(values)],
  }),
  provenance: (values) => ({
    steps: [
      'Give the publishing job the permissions `id-token: write` and `attestations: write`.',
      'Add a step with `actions/attest` after the push, with `subject-name` (the image with its registry, without its tag), `subject-digest` (the digest that the push answers) and `push-to-registry: true`.',
      `Publish one release and check it with \`gh attestation verify\`, which takes the image behind \`oci://\` and this repository behind \`--repo\`: ${repositoryPhrase(values)}.`,
    ],
    links: ['https://github.com/actions/attest'],
  }),
};
