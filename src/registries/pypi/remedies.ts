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

const docs = 'https://docs.pypi.org';
const account = 'https://pypi.org/manage/account/';

const noSwitch = 'Deleting is the control here: PyPI has no switch that refuses tokens.';

const fields = {
  owner: 'Owner',
  repository: 'Repository name',
  workflow: 'Workflow name',
  environment: 'Environment name',
} as const;

export const remedies: Remedies = {
  trustedPublishing: (values) => ({
    steps: [
      `On pypi.org, open Publishing in the settings of ${packagesPhrase(values.packages, 'project')} and add a publisher of the kind GitHub: ${formPhrase(values, fields)}. For a project that does not exist yet, add a pending publisher to your account.`,
      `${jobStep(values)} The job has to stand in that very file: PyPI takes it neither from a reusable workflow nor from \`pull_request_target\`.`,
      'Hand the upload no user name, password or token; `pypa/gh-action-pypi-publish` then exchanges the identity of the job by itself.',
      'Publish one release and check on pypi.org that its files were uploaded by the trusted publisher.',
      `Only then delete the API tokens, those for the project and those for the whole account. ${noSwitch} ${deleteSecretStep}`,
    ],
    links: [publishingPage(values), `${docs}/trusted-publishers/adding-a-publisher/`, account],
  }),
  refuseTokens: null,
  narrowToken: (values) => ({
    steps: [
      `On pypi.org, create an API token with the scope of ${packagesPhrase(values.packages, 'project')} alone, one for each project.`,
      keepStep(values),
      'Delete the old token, and every token with the scope of the whole account.',
      'Put a date for the next change in your calendar: these tokens do not expire by themselves.',
    ],
    links: ['https://pypi.org/manage/account/token/', environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [
      publishFirstStep,
      `On pypi.org, open Account settings of every owner and remove the API token. ${noSwitch}`,
      deleteSecretStep,
    ],
    links: [account, secretsPage(values)],
  }),
  provenance: () => ({
    steps: [
      'Publish with trusted publishing: PyPI takes attestations from it alone.',
      'Upload with `pypa/gh-action-pypi-publish` v1.11.0 or newer, which attests by itself; remove `attestations: false`.',
      'Where `uv publish` uploads, attest the files before with `astral-sh/attest-action`.',
      'Publish one release and check that each of its files shows provenance on pypi.org.',
    ],
    links: [`${docs}/attestations/producing-attestations/`],
  }),
  move: {
    open: 'On pypi.org, open Publishing in the settings of each project and add a publisher of the kind GitHub.',
    fields: (values) => formFieldsOf(values, fields),
    notes: ['The job has to stand in that very file: PyPI does not support reusable workflows here.'],
    page: (name) => publishingPage({ packages: [name] }),
    shownTo: 'owners only',
    newPackage:
      'For a project that does not exist yet, add a pending publisher under Publishing in your account: its first release creates the project.',
    minting: null,
    shows: 'attested',
    check:
      'PyPI shows provenance beside the files that an uploader attested; `pypa/gh-action-pypi-publish` does so by itself.',
    refusal: null,
    revocation: {
      open: `On pypi.org, open Account settings of every owner and remove the API token. ${noSwitch}`,
      page: account,
    },
    documentation: `${docs}/trusted-publishers/adding-a-publisher/`,
  },
};

function publishingPage({ packages }: Pick<BindingValues, 'packages'>): string {
  return packagePage(
    packages,
    (path) => `https://pypi.org/manage/project/${path}/settings/publishing/`,
    `${docs}/trusted-publishers/`,
  );
}
