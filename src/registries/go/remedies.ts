import type { Remedies } from '../registry.ts';
import { deleteSecretStep, environmentsPage, keepStep, secretsPage } from '../remedy-words.ts';

const publishing = 'https://go.dev/doc/modules/publishing';

export const remedies: Remedies = {
  trustedPublishing: null,
  refuseTokens: null,
  narrowToken: (values) => ({
    steps: [
      'See what the token is for: publishing a Go module takes none, the pushed tag is the release.',
      "Where a workflow pushes the tag, prefer its job's own `GITHUB_TOKEN` with `contents: write`, or a GitHub App's, to a personal token.",
      'Where a personal token has to stay, make it a fine-grained one for this repository alone, with an expiration.',
      keepStep(values),
    ],
    links: [publishing, environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [
      'First push a tag without the token and see that the version arrives at the module proxy.',
      'Delete the token where it was made; for a personal token of GitHub that is Developer settings of the account.',
      deleteSecretStep,
    ],
    links: [publishing, secretsPage(values)],
  }),
  provenance: null,
};
