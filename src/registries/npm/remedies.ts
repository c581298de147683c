import { commandWord } from '../plain.ts';
import type { BindingValues, Remedies } from '../registry.ts';
import {
  deleteSecretStep,
  distinct,
  environmentsPage,
  formPhrase,
  jobStep,
  keepStep,
  packagePage,
  packagesPhrase,
  publishFirstStep,
  repositoryPhrase,
  secretsPage,
} from '../remedy-words.ts';

const docs = 'https://docs.npmjs.com';
const trustedPublishers = `${docs}/trusted-publishers`;
const publishingAccess = `${docs}/requiring-2fa-for-package-publishing-and-settings-modification`;

const fields = {
  owner: 'Organization or user',
  repository: 'Repository',
  workflow: 'Workflow filename',
  environment: 'Environment name',
} as const;

const disallowTokens = 'Require two-factor authentication and disallow tokens';

export const remedies: Remedies = {
  trustedPublishing: (values) => ({
    steps: [
      `On npmjs.com, open the settings of ${packagesPhrase(values.packages, 'package')}, choose GitHub Actions under Trusted Publisher and enter: ${formPhrase(values, fields)}.`,
      `Allow publishing there, or staged publishing where a person is to approve it. npm compares letter by letter with the workflow that GitHub starts, and checks nothing when it saves.${trustCommand(values)}`,
      `${jobStep(values)} Run it on a GitHub-hosted runner with Node.js 22.14.0 and npm 11.5.1 or newer, and hand its publishing step no token.`,
      'Publish one release and check that `npm view` names GitHub Actions as its publisher.',
      `Only then choose ${disallowTokens} under Publishing access, and revoke the token on npmjs.com. ${deleteSecretStep}`,
    ],
    links: distinct([settingsPage(values, trustedPublishers), trustedPublishers, publishingAccess]),
  }),
  refuseTokens: (values) => ({
    steps: [
      'First see that the last release came by trusted publishing: from now on every token is refused, trusted publishers go on working.',
      `On npmjs.com, open the settings of ${packagesPhrase(values.packages, 'package')}, choose ${disallowTokens} under Publishing access and save with Update Package Settings. ${accessCommand(values)}`,
      `Revoke the tokens that published it. ${deleteSecretStep}`,
    ],
    links: distinct([settingsPage(values, publishingAccess), publishingAccess, `${docs}/revoking-access-tokens`]),
  }),
  narrowToken: (values) => ({
    steps: [
      `On npmjs.com, create a granular access token that may read and write ${packagesPhrase(values.packages, 'package')} and nothing else.`,
      'Let it expire as soon as you can bear; 90 days is the most that npm allows. Where releases are staged, let it stage only: npm plans to take direct publishing away from tokens that bypass two-factor authentication around January 2027.',
      keepStep(values),
      'Revoke the old token.',
    ],
    links: [`${docs}/creating-and-viewing-access-tokens`, environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [publishFirstStep, 'On npmjs.com, open Access Tokens and delete the token.', deleteSecretStep],
    links: [`${docs}/revoking-access-tokens`, secretsPage(values)],
  }),
  provenance: (values) => ({
    steps: [
      `Let \`repository\` in \`package.json\` name this repository as GitHub spells it, upper and lower case included: ${repositoryPhrase(values)}.`,
      'Publish with trusted publishing: provenance then comes by itself for a public package of a public repository.',
      'Where a token has to stay, publish with `npm publish --provenance`, with npm 9.5.0 or newer, on a GitHub-hosted runner and with the permission `id-token: write`.',
      'Remove what turns it off: `provenance=false` in `.npmrc`, `publishConfig.provenance` in `package.json`, `NPM_CONFIG_PROVENANCE`.',
      "Publish one release and check that the version's page on npmjs.com shows its provenance.",
    ],
    links: [`${docs}/generating-provenance-statements`],
  }),
};

function settingsPage({ packages }: BindingValues, general: string): string {
  const parts = packages[0]?.startsWith('@') === true ? 2 : 1;
  return packagePage(packages, (path) => `https://www.npmjs.com/package/${path}/access`, general, parts);
}

/** The same as one command, where each value may stand in one. */
function trustCommand({ packages, owner, repository, workflow, environment }: BindingValues): string {
  const words = [packages.length === 1 ? packages[0] : null, owner, repository, workflow];
  const [name, user, project, file] = words.map((word) => (typeof word === 'string' ? commandWord(word) : null));
  const place = environment === null ? null : commandWord(environment);
  if (!name || !user || !project || !file || (environment !== null && place === null)) return '';
  const binding = `--repo ${user}/${project} --file ${file}${place === null ? '' : ` --env ${place}`}`;
  return ` Or enter all of this with npm 11.15.0 or newer: \`npm trust github ${name} ${binding} --allow-publish\` (\`--allow-stage-publish\` for staged publishing).`;
}

function accessCommand({ packages }: BindingValues): string {
  const name = packages.length === 1 && packages[0] !== undefined ? commandWord(packages[0]) : null;
  return name === null
    ? 'Or run, with the name of each package at its end: `npm access set mfa=publish`.'
    : `Or run: \`npm access set mfa=publish ${name}\`.`;
}
