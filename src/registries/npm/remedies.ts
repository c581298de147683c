import { commandWord } from '../plain.ts';
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
  move: {
    open: 'On npmjs.com, open the settings of each package and choose GitHub Actions under Trusted Publisher.',
    fields: (values) => formFieldsOf(values, fields),
    notes: [
      'Allow publishing there, or staged publishing where a person is to approve each release.',
      'npm compares letter by letter with the workflow that GitHub starts, and checks nothing when it saves.',
    ],
    page: (name) => settingsPage({ packages: [name] }, trustedPublishers),
    command: {
      needs: 'npm 11.15.0 or newer, an account that may write the packages, and its second factor',
      of: (name, values) =>
        values.isComputed
          ? null
          : trustLine(name, values, values.isStaged ? '--allow-stage-publish' : '--allow-publish'),
    },
    shownTo: 'maintainers only',
    newPackage:
      'npm has no settings of a package that does not exist: publish its first version with a token or by hand, and fill in the form then.',
    minting: null,
    shows: 'each',
    check: 'npm names GitHub Actions as the publisher of the version, on its page and in `npm view`.',
    refusal: {
      open: `On npmjs.com, open the settings of each package, choose ${disallowTokens} under Publishing access and save with Update Package Settings. Trusted publishers go on working.`,
      page: (name) => settingsPage({ packages: [name] }, publishingAccess),
    },
    revocation: {
      open: 'On npmjs.com, open Access Tokens and delete the token.',
      page: `${docs}/revoking-access-tokens`,
    },
    documentation: trustedPublishers,
  },
};

function settingsPage({ packages }: Pick<BindingValues, 'packages'>, general: string): string {
  const parts = packages[0]?.startsWith('@') === true ? 2 : 1;
  return packagePage(packages, (path) => `https://www.npmjs.com/package/${path}/access`, general, parts);
}

/** The same as one command, where each value may stand in one. */
function trustCommand(values: BindingValues): string {
  const [name, ...others] = values.packages;
  const line = name === undefined || others.length > 0 ? null : trustLine(name, values, '--allow-publish');
  return line === null
    ? ''
    : ` Or enter all of this with npm 11.15.0 or newer: \`${line}\` (\`--allow-stage-publish\` for staged publishing).`;
}

function trustLine(
  name: string,
  { owner, repository, workflow, environment }: Omit<BindingValues, 'packages'>,
  allow: '--allow-publish' | '--allow-stage-publish',
): string | null {
  const [item, user, project, file, place] = [name, owner, repository, workflow, environment ?? ''].map((word) =>
    word === null ? null : commandWord(word),
  );
  if (!item || !user || !project || !file || (environment !== null && !place)) return null;
  const binding = `--repo ${user}/${project} --file ${file}${place ? ` --env ${place}` : ''}`;
  return `npm trust github ${item} ${binding} ${allow}`;
}

function accessCommand({ packages }: BindingValues): string {
  const name = packages.length === 1 && packages[0] !== undefined ? commandWord(packages[0]) : null;
  return name === null
    ? 'Or run, with the name of each package at its end: `npm access set mfa=publish`.'
    : `Or run: \`npm access set mfa=publish ${name}\`.`;
}
