import type { Remedies } from '../registry.ts';
import { deleteSecretStep, environmentsPage, keepStep, packagesPhrase, secretsPage } from '../remedy-words.ts';

const profile = 'https://packagist.org/profile/';
const updating = 'https://packagist.org/about#how-to-update-packages';

export const remedies: Remedies = {
  trustedPublishing: null,
  refuseTokens: null,
  narrowToken: (values) => ({
    steps: [
      `See whether a token is needed at all: once Packagist is connected with GitHub, it learns of new tags of ${packagesPhrase(values.packages, 'package')} by itself.`,
      'Where one has to stay, take the safe API token, which can only ask for an update, and send it in a header, never in the address.',
      keepStep(values),
    ],
    links: [updating, 'https://packagist.org/apidoc', environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [
      'First connect Packagist with GitHub, push a tag and see that the version arrives.',
      'On packagist.org, open your profile and replace the API token, so that the old one is void.',
      deleteSecretStep,
    ],
    links: [updating, profile, secretsPage(values)],
  }),
  provenance: null,
};
