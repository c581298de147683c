import type { Remedies } from '../registry.ts';
import { deleteSecretStep, environmentsPage, keepStep, secretsPage } from '../remedy-words.ts';

const docs = 'https://code.visualstudio.com/api/working-with-extensions/publishing-extension';
const tokens = 'https://dev.azure.com';

export const remedies: Remedies = {
  trustedPublishing: null,
  refuseTokens: null,
  narrowToken: (values) => ({
    steps: [
      'Prefer to store none: sign in with `azure/login` and a workload identity, and publish with `vsce publish --azure-credential`.',
      'Where a token has to stay, create it in Azure DevOps for one organization, not for all, with the scope Marketplace, Manage and nothing else, and with an early expiration.',
      keepStep(values),
      'Revoke the old token.',
    ],
    links: [docs, tokens, environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [
      'Before you delete anything, see that the next release has another way to sign in.',
      'In Azure DevOps, open Personal access tokens in the user settings and revoke the token.',
      deleteSecretStep,
    ],
    links: [tokens, secretsPage(values)],
  }),
  provenance: null,
};
