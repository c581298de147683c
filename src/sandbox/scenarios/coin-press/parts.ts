import type { ScenarioRuleset } from '../../scenario.ts';
import { text } from '../text.ts';

/** What several repositories of the organisation have in common, so that each file says what is its own. */
export const securityPolicy = text`
  # Security policy

  Please report vulnerabilities in private: open the Security tab of this repository and choose *Report a
  vulnerability*. We answer within three working days.
`;

export const codeOwners = text`
  /.github/ @minter-general @assayer
`;

/** `gate: high`: a pull request that makes something grave worse turns red. */
export const gatedPolicy = text`
  # A pull request that makes something grave worse turns red.
  release: trusted
  gate: high
`;

export const updates = text`
  version: 2
  updates:
    - package-ecosystem: github-actions
      directory: /
      schedule:
        interval: weekly
`;

export const tagsAreFixed: ScenarioRuleset = {
  name: 'release-tags',
  target: 'tag',
  include: ['refs/tags/v*'],
  rules: ['update', 'deletion', 'non_fast_forward'],
};

export const reviewedBranch: ScenarioRuleset = {
  name: 'main',
  target: 'branch',
  from: 'Organization',
  include: ['~DEFAULT_BRANCH'],
  rules: [{ type: 'pull_request', approvals: 1, codeOwnerReview: true }, 'non_fast_forward', 'deletion'],
};
