import type { BindingValues, Remedies } from '../registry.ts';
import {
  deleteSecretStep,
  distinct,
  environmentHint,
  environmentsPage,
  fieldOf,
  given,
  jobStep,
  keepStep,
  packagePage,
  packagesPhrase,
  publishFirstStep,
  repositoryName,
  repositoryPhrase,
  secretsPage,
} from '../remedy-words.ts';

const docs = 'https://dart.dev/tools/pub/automated-publishing';

export const remedies: Remedies = {
  trustedPublishing: (values) => ({
    steps: [
      `On pub.dev, open Admin of ${packagesPhrase(values.packages, 'package')}, find Automated publishing, enable publishing from GitHub Actions and enter: Repository ${repositoryPhrase(values)} and Tag pattern (the form of your release tags, with \`{{version}}\` where the version stands). ${environmentStep(values)} The first version of a new package has to be published by hand.`,
      'Start the workflow by the push of such a tag: pub.dev takes nothing else. Protect these tags by a ruleset, for whoever can push one can publish.',
      jobStep(values),
      'Publish with the reusable workflow of `dart-lang/setup-dart`, or with `dart-lang/setup-dart` and `dart pub publish --force`, and write no credentials file.',
      'Publish one release and check in the activity log of the package that GitHub Actions published it.',
      `Only then revoke the access of the stored credentials in the Google account that they belong to. ${deleteSecretStep}`,
    ],
    links: distinct([adminPage(values), docs]),
  }),
  refuseTokens: null,
  narrowToken: (values) => ({
    steps: [
      `Stored credentials of pub.dev are those of a person and good for all packages of that person: prefer automated publishing for ${packagesPhrase(values.packages, 'package')}.`,
      'Where they have to stay, take an account that owns nothing else.',
      keepStep(values),
    ],
    links: [docs, environmentsPage(values)],
  }),
  deleteToken: (values) => ({
    steps: [
      publishFirstStep,
      'Revoke the access of the stored credentials in the Google account that they belong to.',
      deleteSecretStep,
    ],
    links: ['https://myaccount.google.com/connections', secretsPage(values)],
  }),
  provenance: null,
  move: {
    open: 'On pub.dev, open Admin of each package, find Automated publishing and enable publishing from GitHub Actions.',
    fields: (values) => [
      fieldOf('Repository', repositoryName(values), 'the repository, as `owner/name`'),
      fieldOf('Tag pattern', null, 'the form of your release tags, with `{{version}}` where the version stands'),
      fieldOf('Require GitHub Actions environment', values.environment, environmentHint(values)),
    ],
    notes: [
      'Start the workflow by the push of such a tag, and protect these tags by a ruleset: whoever can push one can publish.',
    ],
    page: (name) => adminPage({ packages: [name] }),
    shownTo: 'admins of the package only',
    newPackage: 'The first version of a new package has to be published by hand.',
    minting: 'Add a step with `dart-lang/setup-dart` before it, and write no credentials file.',
    shows: 'none',
    check: 'The activity log of the package, which its admins see, names GitHub Actions.',
    refusal: null,
    revocation: {
      open: 'Revoke the access of the stored credentials in the Google account that they belong to.',
      page: 'https://myaccount.google.com/connections',
    },
    documentation: docs,
  },
};

function environmentStep(values: BindingValues): string {
  const environment = given(values.environment);
  return environment === null
    ? 'Require a GitHub Actions environment: that of the publishing job.'
    : `Require the GitHub Actions environment ${environment}.`;
}

function adminPage({ packages }: Pick<BindingValues, 'packages'>): string {
  return packagePage(packages, (path) => `https://pub.dev/packages/${path}/admin`, docs);
}
