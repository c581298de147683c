import type { Remedies } from '../registry.ts';
import { deleteSecretStep, environmentsPage, keepStep, secretsPage } from '../remedy-words.ts';

const tokens = 'https://open-vsx.org/user-settings/tokens';

export const remedies: Remedies = {
  trustedPublishing: null,
  refuseTokens: null,
  narrowToken: (values) => ({
    steps: [
      'On open-vsx.org, generate an access token from an account that is a member of this namespace and of no other, with an expiration.',
      keepStep(values),
      'Delete the old token.',
    ],
    links: [tokens, environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [
      'Before you delete anything, see that the next release has another token to go by.',
      'On open-vsx.org, open Access Tokens in the user settings and delete the token.',
      deleteSecretStep,
    ],
    links: [tokens, secretsPage(values)],
  }),
  provenance: null,
};
