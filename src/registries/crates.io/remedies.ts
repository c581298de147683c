import type { BindingValues, Remedies } from '../registry.ts';
import {
  deleteSecretStep,
  distinct,
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

const docs = 'https://crates.io/docs/trusted-publishing';
const tokens = 'https://crates.io/settings/tokens';

const requireTrustedPublishing = 'Require trusted publishing for all new versions';

const fields = {
  owner: 'Repository owner',
  repository: 'Repository name',
  workflow: 'Workflow filename',
  environment: 'Environment name',
} as const;

export const remedies: Remedies = {
  trustedPublishing: (values) => ({
    steps: [
      `On crates.io, open Settings of ${packagesPhrase(values.packages, 'crate')} and add a trusted publisher for GitHub: ${formPhrase(values, fields)}. The first version of a new crate still takes a token.`,
      jobStep(values),
      'Add a step with `rust-lang/crates-io-auth-action` before `cargo publish`, and hand its output `token` on as `CARGO_REGISTRY_TOKEN`. Start the workflow by a tag or a release: crates.io refuses `pull_request_target` and `workflow_run`.',
      'Publish one release and check on crates.io that its version names the workflow run that published it.',
      `Only then switch on ${requireTrustedPublishing}, so that crates.io refuses tokens, and revoke the API token. ${deleteSecretStep}`,
    ],
    links: distinct([page(values, 'settings/new-trusted-publisher', docs), docs, tokens]),
  }),
  refuseTokens: (values) => ({
    steps: [
      'First see that the last release came by trusted publishing: from now on every token is refused.',
      `On crates.io, open Settings of ${packagesPhrase(values.packages, 'crate')} and switch on ${requireTrustedPublishing}.`,
      'Check that `trustpub_only` is `true` in what the API says of the crate.',
      `Revoke the API tokens that published it. ${deleteSecretStep}`,
    ],
    links: distinct([page(values, 'settings', docs), apiPage(values), tokens]),
  }),
  narrowToken: (values) => ({
    steps: [
      `On crates.io, create an API token with the scope \`publish-update\` and the crate pattern of ${packagesPhrase(values.packages, 'crate')}, and with an expiration of 90 days at most.`,
      keepStep(values),
      'Revoke the old token.',
    ],
    links: [`${tokens}/new`, environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [
      publishFirstStep,
      'On crates.io, open API Tokens in the account settings and revoke the token.',
      deleteSecretStep,
    ],
    links: [tokens, secretsPage(values)],
  }),
  provenance: null,
  move: {
    open: 'On crates.io, open Settings of each crate and add a trusted publisher for GitHub.',
    fields: (values) => formFieldsOf(values, fields),
    notes: ['Start the workflow by a tag or a release: crates.io refuses `pull_request_target` and `workflow_run`.'],
    page: (name) => page({ packages: [name] }, 'settings/new-trusted-publisher', docs),
    shownTo: 'owners only',
    newPackage:
      'The first version of a new crate takes a token: publish it with one, and add the trusted publisher then.',
    minting:
      'Add a step with `rust-lang/crates-io-auth-action` and an `id` of its own before it, and hand on its output `token` as `CARGO_REGISTRY_TOKEN`.',
    shows: 'each',
    check: 'crates.io names the workflow run that published the version.',
    refusal: {
      open: `On crates.io, open Settings of each crate and switch on ${requireTrustedPublishing}.`,
      page: (name) => page({ packages: [name] }, 'settings', docs),
    },
    revocation: { open: 'On crates.io, open API Tokens in the account settings and revoke the token.', page: tokens },
    documentation: docs,
  },
};

function page({ packages }: Pick<BindingValues, 'packages'>, name: string, general: string): string {
  return packagePage(packages, (path) => `https://crates.io/crates/${path}/${name}`, general);
}

function apiPage({ packages }: BindingValues): string {
  return packagePage(packages, (path) => `https://crates.io/api/v1/crates/${path}`, docs);
}
