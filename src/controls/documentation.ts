const github = 'https://docs.github.com/en';
const secureUse = `${github}/actions/reference/security/secure-use`;
const rulesets = `${github}/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets`;
const workflowsAndActions = `${github}/actions/reference/workflows-and-actions`;

/** Pages that findings send a maintainer to: GitHub's own, and those of registries and their tools. */
export const documentation = {
  codeOwners: `${github}/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners`,
  rulesets: `${rulesets}/about-rulesets`,
  newRuleset: `${rulesets}/creating-rulesets-for-a-repository`,
  rulesInRulesets: `${rulesets}/available-rules-for-rulesets`,
  secureUse,
  pullRequestTarget: `${github}/actions/reference/security/securely-using-pull_request_target`,
  scriptInjections: `${github}/actions/concepts/security/script-injections`,
  defaultPermissions: `${github}/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository`,
  permissions: `${workflowsAndActions}/workflow-syntax#permissions`,
  artifacts: `${github}/actions/tutorials/store-and-share-data`,
  caching: `${workflowsAndActions}/dependency-caching`,
  events: `${workflowsAndActions}/events-that-trigger-workflows`,
  hostedRunners: `${github}/actions/reference/runners/github-hosted-runners`,
  keepActionsCurrent: `${github}/code-security/dependabot/working-with-dependabot/keeping-your-actions-up-to-date-with-dependabot`,
  immutableReleases: `${github}/code-security/concepts/supply-chain-security/immutable-releases`,
  enableImmutableReleases: `${github}/code-security/how-tos/secure-your-supply-chain/establish-provenance-and-integrity/preventing-changes-to-your-releases`,
  artifactAttestations: `${github}/actions/how-tos/secure-your-work/use-artifact-attestations/use-artifact-attestations`,
  signingTags: `${github}/authentication/managing-commit-signature-verification/signing-tags`,
  requireTwoFactor: `${github}/organizations/keeping-your-organization-secure/managing-two-factor-authentication-for-your-organization/requiring-two-factor-authentication-in-your-organization`,
  secretScanning: `${github}/code-security/secret-scanning/enabling-secret-scanning-features/enabling-secret-scanning-for-your-repository`,
  pushProtection: `${github}/code-security/secret-scanning/enabling-secret-scanning-features/enabling-push-protection-for-your-repository`,
  checkout: 'https://github.com/actions/checkout#usage',
  npmTrustedPublishers: 'https://docs.npmjs.com/trusted-publishers',
  npmStagedPublishing: 'https://docs.npmjs.com/staged-publishing',
  npmProvenance: 'https://docs.npmjs.com/generating-provenance-statements',
  npmCleanInstall: 'https://docs.npmjs.com/cli/commands/npm-ci',
  pipSecureInstalls: 'https://pip.pypa.io/en/stable/topics/secure-installs/',
  pypiTrustedPublishers: 'https://docs.pypi.org/trusted-publishers/',
  pypiTroubleshooting: 'https://docs.pypi.org/trusted-publishers/troubleshooting/',
  pypiAttestations: 'https://docs.pypi.org/attestations/producing-attestations/',
  cratesTrustedPublishing: 'https://crates.io/docs/trusted-publishing',
} as const;
