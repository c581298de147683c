import type { BindingValues, Remedies } from '../registry.ts';
import {
  deleteSecretStep,
  distinct,
  environmentsPage,
  fieldOf,
  jobStep,
  keepStep,
  packagePage,
  packagesPhrase,
  publishFirstStep,
  repositoryName,
  repositoryPhrase,
  secretsPage,
} from '../remedy-words.ts';

const docs = 'https://jsr.io/docs';
const publishing = `${docs}/publishing-packages`;
const tokens = 'https://jsr.io/account/tokens';

const requireCi = 'Require publishing from CI';

export const remedies: Remedies = {
  trustedPublishing: (values) => ({
    steps: [
      `On jsr.io, open Settings of ${packagesPhrase(values.packages, 'package')} and link it to its repository on GitHub: ${repositoryPhrase(values)}.`,
      'Guard every workflow of the repository by review: JSR binds neither a workflow nor an environment, so each of them can publish.',
      jobStep(values),
      'Publish with `deno publish` or `npx jsr publish`, and hand it no token.',
      'Publish one release and check on jsr.io that its version shows provenance.',
      `Only then switch on ${requireCi} in the settings of the scope, and delete the token on jsr.io. ${deleteSecretStep}`,
    ],
    links: distinct([settingsPage(values), publishing, `${docs}/scopes`]),
  }),
  refuseTokens: () => ({
    steps: [
      'First see that the last release of every package of the scope came from a workflow: the switch is for all of them.',
      `On jsr.io, open the settings of the scope and switch on ${requireCi}.`,
      `Delete the tokens that published it. ${deleteSecretStep}`,
    ],
    links: [`${docs}/scopes`, tokens],
  }),
  narrowToken: (values) => ({
    steps: [
      `On jsr.io, create a token that may publish ${packagesPhrase(values.packages, 'package')} and nothing else, with an expiration.`,
      keepStep(values),
      'Delete the old token.',
    ],
    links: [tokens, environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [publishFirstStep, 'On jsr.io, open Tokens in your account and delete the token.', deleteSecretStep],
    links: [tokens, secretsPage(values)],
  }),
  provenance: () => ({
    steps: [
      'Publish from GitHub Actions without a token: provenance then comes by itself.',
      'Remove `--no-provenance` from the command that publishes.',
      'Publish one release and check on jsr.io that its version shows provenance.',
    ],
    links: [`${docs}/trust`],
  }),
  move: {
    open: 'On jsr.io, open Settings of each package and link it to its repository on GitHub.',
    fields: (values) => [fieldOf('Repository', repositoryName(values), 'the repository, as `owner/name`')],
    notes: [
      'Guard every workflow of the repository by review: JSR binds neither a workflow nor an environment, so each of them can publish.',
    ],
    page: (name) => settingsPage({ packages: [name] }),
    shownTo: null,
    newPackage: 'A package that does not exist yet has no settings: create it in its scope on jsr.io first.',
    minting: null,
    shows: 'each',
    check: 'jsr.io shows provenance beside the version.',
    refusal: {
      open: `On jsr.io, open the settings of the scope and switch on ${requireCi}: it holds for every package of the scope.`,
      page: () => `${docs}/scopes`,
    },
    revocation: { open: 'On jsr.io, open Tokens in your account and delete the token.', page: tokens },
    documentation: publishing,
  },
};

function settingsPage({ packages }: Pick<BindingValues, 'packages'>): string {
  return packagePage(packages, (path) => `https://jsr.io/${path}/settings`, publishing, 2);
}
