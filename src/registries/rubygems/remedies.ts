import type { BindingValues, Remedies } from '../registry.ts';
import {
  deleteSecretStep,
  environmentsPage,
  formFieldsOf,
  formPhrase,
  jobStep,
  keepStep,
  packagePage,
  packagesPhrase,
  publishFirstStep,
  secretsPage,
} from '../remedy-words.ts';

const guides = 'https://guides.rubygems.org';
const apiKeys = 'https://rubygems.org/profile/api_keys';

const fields = {
  owner: 'Repository owner',
  repository: 'Repository name',
  workflow: 'Workflow filename',
  environment: 'Environment',
} as const;

export const remedies: Remedies = {
  trustedPublishing: (values) => ({
    steps: [
      `On rubygems.org, open Trusted publishers on the page of ${packagesPhrase(values.packages, 'gem')} and create one for GitHub Actions: ${formPhrase(values, fields)}. Where a reusable workflow of another repository pushes the gem, enter that repository as well. For a gem that does not exist yet, create a pending trusted publisher.`,
      jobStep(values),
      'Push with `rubygems/release-gem`, or with `rubygems/configure-rubygems-credentials` before `gem push`, and hand neither an API key.',
      'Publish one release and check on rubygems.org that it was pushed by GitHub Actions.',
      `Only then delete the API key on rubygems.org, a legacy key included: it goes on pushing beside the trusted publisher. ${deleteSecretStep}`,
    ],
    links: [publishersPage(values), `${guides}/trusted-publishing/adding-a-publisher/`, apiKeys],
  }),
  refuseTokens: null,
  narrowToken: (values) => ({
    steps: [
      `On rubygems.org, create an API key with the scope \`push rubygem\` alone, limited to ${packagesPhrase(values.packages, 'gem')}, with an expiration.`,
      keepStep(values),
      'Delete the old key, and the legacy key, which may do everything.',
    ],
    links: [`${guides}/api-key-scopes/`, environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [publishFirstStep, 'On rubygems.org, open API keys in the settings and delete the key.', deleteSecretStep],
    links: [apiKeys, secretsPage(values)],
  }),
  provenance: () => ({
    steps: [
      'Publish with trusted publishing: rubygems.org takes attestations from it alone.',
      'Push with `rubygems/release-gem`, which attests by itself, or with `gem push --attestation` and RubyGems 3.6.0 or newer.',
      'Publish one release and check that the page of its version shows provenance, and again at each release: `rubygems/release-gem` pushes without when signing fails.',
    ],
    links: [`${guides}/trusted-publishing/releasing-gems/`],
  }),
  move: {
    open: 'On rubygems.org, open Trusted publishers on the page of each gem and create one for GitHub Actions.',
    fields: (values) => formFieldsOf(values, fields),
    notes: ['Where a reusable workflow of another repository pushes the gem, enter that repository as well.'],
    page: (name) => publishersPage({ packages: [name] }),
    shownTo: 'owners only',
    newPackage: 'For a gem that does not exist yet, create a pending trusted publisher in your profile.',
    minting: 'Add a step with `rubygems/configure-rubygems-credentials` before it, without an API key.',
    shows: 'attested',
    check: 'rubygems.org names GitHub Actions as the one that pushed the version.',
    refusal: null,
    revocation: {
      open: 'On rubygems.org, open API keys in the settings and delete the key, a legacy key included: it goes on pushing beside the trusted publisher.',
      page: apiKeys,
    },
    documentation: `${guides}/trusted-publishing/adding-a-publisher/`,
  },
};

function publishersPage({ packages }: Pick<BindingValues, 'packages'>): string {
  return packagePage(
    packages,
    (path) => `https://rubygems.org/gems/${path}/trusted_publishers`,
    `${guides}/trusted-publishing/`,
  );
}
