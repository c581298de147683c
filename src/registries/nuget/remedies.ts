import type { Remedies } from '../registry.ts';
import {
  deleteSecretStep,
  environmentsPage,
  formFieldsOf,
  formPhrase,
  jobStep,
  keepStep,
  packagesPhrase,
  publishFirstStep,
  secretsPage,
} from '../remedy-words.ts';

const docs = 'https://learn.microsoft.com/nuget/nuget-org';
const apiKeys = 'https://www.nuget.org/account/apikeys';

const fields = {
  owner: 'Repository Owner',
  repository: 'Repository',
  workflow: 'Workflow File',
  environment: 'Environment',
} as const;

export const remedies: Remedies = {
  trustedPublishing: (values) => ({
    steps: [
      `On nuget.org, open Trusted Publishing in the menu of your account and add a policy for the owner of ${packagesPhrase(values.packages, 'package')}: ${formPhrase(values, fields)}. The owner has to have a package already, and the job has to stand in this repository, not in a reusable workflow of another one.`,
      jobStep(values),
      'Add a step with `NuGet/login` right before the push, with the name of your nuget.org profile as its `user`, and push with its output `NUGET_API_KEY`.',
      'Publish one release and check in the log of its run that the key came from `NuGet/login`.',
      `Only then delete the API key on nuget.org, which goes on pushing beside the policy. ${deleteSecretStep}`,
    ],
    links: ['https://www.nuget.org/account/trustedpublishing', `${docs}/trusted-publishing`, apiKeys],
  }),
  refuseTokens: null,
  narrowToken: (values) => ({
    steps: [
      `On nuget.org, create an API key that may only push new versions, with a pattern that matches ${packagesPhrase(values.packages, 'package')} and nothing else.`,
      'Let it expire as soon as you can bear; 365 days is the most that nuget.org allows.',
      keepStep(values),
      'Delete the old key.',
    ],
    links: [apiKeys, `${docs}/scoped-api-keys`, environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [
      publishFirstStep,
      'On nuget.org, open API Keys in the menu of your account and delete the key.',
      deleteSecretStep,
    ],
    links: [apiKeys, secretsPage(values)],
  }),
  provenance: null,
  move: {
    open: 'On nuget.org, open Trusted Publishing in the menu of your account and add a policy for the owner of the packages.',
    fields: (values) => formFieldsOf(values, fields),
    notes: ['The job has to stand in this repository, not in a reusable workflow of another one.'],
    page: () => 'https://www.nuget.org/account/trustedpublishing',
    shownTo: 'the owner of the packages only',
    newPackage: 'An owner without any package cannot add a policy: push a first one with an API key.',
    minting:
      'Add a step with `NuGet/login` right before it, with the name of your nuget.org profile as its `user`, and push with its output `NUGET_API_KEY`.',
    shows: 'none',
    check: 'The log of the run shows that the key came from `NuGet/login`; nuget.org does not tell how a version came.',
    refusal: null,
    revocation: {
      open: 'On nuget.org, open API Keys in the menu of your account and delete the key, which goes on pushing beside the policy.',
      page: apiKeys,
    },
    documentation: `${docs}/trusted-publishing`,
  },
};
