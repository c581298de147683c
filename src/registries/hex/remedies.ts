import type { Remedies } from '../registry.ts';
import { deleteSecretStep, environmentsPage, keepStep, packagesPhrase, secretsPage } from '../remedy-words.ts';

const keys = 'https://hex.pm/dashboard/keys';

export const remedies: Remedies = {
  trustedPublishing: null,
  refuseTokens: null,
  narrowToken: (values) => ({
    steps: [
      `On hex.pm, generate a key of the organization, or of an account that publishes nothing else, that is limited to ${packagesPhrase(values.packages, 'package')} and expires.`,
      keepStep(values),
      'Revoke the old key.',
    ],
    links: [keys, 'https://hex.pm/docs/publish', environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [
      'Before you delete anything, see that the next release has another key to go by: publishing to Hex from a workflow takes one.',
      'On hex.pm, open Keys in the dashboard and revoke the key.',
      deleteSecretStep,
    ],
    links: [keys, secretsPage(values)],
  }),
  provenance: null,
};
