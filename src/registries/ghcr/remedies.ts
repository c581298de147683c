import type { Remedies } from '../registry.ts';
import { deleteSecretStep, environmentsPage, keepStep, repositoryPhrase, secretsPage } from '../remedy-words.ts';

const docs =
  'https://docs.github.com/packages/working-with-a-github-packages-registry/working-with-the-container-registry';
const tokens = 'https://github.com/settings/tokens';

export const remedies: Remedies = {
  trustedPublishing: null,
  refuseTokens: null,
  narrowToken: (values) => ({
    steps: [
      "Prefer the job's own `GITHUB_TOKEN`: give the publishing job `packages: write`, log in with it, and let the settings of the package grant this repository the right to write.",
      'Where a personal token has to stay, give it the scope `write:packages` alone and an expiration.',
      keepStep(values),
      'Delete the old token.',
    ],
    links: [docs, tokens, environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [
      "First publish one release with the job's own `GITHUB_TOKEN` and see that the image arrives.",
      'Delete the personal token in Developer settings of the account that it belongs to.',
      deleteSecretStep,
    ],
    links: [tokens, secretsPage(values)],
  }),
  provenance: (values) => ({
    steps: [
      'Give the publishing job the permissions `id-token: write`, `attestations: write` and `packages: write`.',
      'Add a step with `actions/attest` after the push, with `subject-name` (the image without its tag), `subject-digest` (the digest that the push answers) and `push-to-registry: true`.',
      `Publish one release and check it with \`gh attestation verify\`, which takes the image behind \`oci://\` and this repository behind \`--repo\`: ${repositoryPhrase(values)}.`,
    ],
    links: ['https://github.com/actions/attest'],
  }),
};
