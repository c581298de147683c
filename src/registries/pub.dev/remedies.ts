import type { BindingValues, Remedies } from '../registry.ts';
import {
  deleteSecretStep,
  distinct,
  environmentsPage,
  given,
  jobStep,
  keepStep,
  packagePage,
  packagesPhrase,
  publishFirstStep,
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
};

function environmentStep(values: BindingValues): string {
  const environment = given(values.environment);
  return environment === null
    ? 'Require a GitHub Actions environment: that of the publishing job.'
    : `Require the GitHub Actions environment ${environment}.`;
}

function adminPage({ packages }: BindingValues): string {
  return packagePage(packages, (path) => `https://pub.dev/packages/${path}/admin`, docs);
}
