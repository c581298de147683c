import type { Control, Judgement } from './control.ts';
import { type DefaultBranchRules, defaultBranchRules } from './default-branch.ts';
import { documentation } from './documentation.ts';
import { listed } from './job-words.ts';
import { fail, notApplicable, pass, unreadable } from './judgements.ts';

/** Is the branch that releases come from protected? */
export const branchProtection: Control = {
  id: 'branch-protection',
  title: 'The branch that releases come from is protected',
  asks: 'Does the default branch take changes only by an approved pull request, and refuse force pushes and deletion?',
  principles: ['authorization.2.rbac'],
  severity: 'medium',
  why: 'A release is as trustworthy as the branch that it is built from. Where one account can push to it alone, one stolen account is enough to ship whatever its thief likes; where history can be rewritten, nobody can see afterwards what happened.',
  evidence: ['github'],
  settings: ['rulesets', 'branchProtection', 'defaultBranch'],

  judge({ map, settings }) {
    if (map.publications.length === 0) return [notApplicable(null, 'no package is published from here')];
    if (settings.defaultBranch === null && settings.rulesets.state !== 'unreadable')
      return [notApplicable(null, 'the repository has no branch yet')];
    return [judged(defaultBranchRules(settings))];
  },
};

function judged(rules: DefaultBranchRules): Judgement {
  const { branch, hidden, bypass } = rules;
  const missing = gaps.filter(({ isOpen }) => isOpen(rules));
  if (missing.length === 0)
    return pass(
      null,
      `${branch} takes changes only by an approved pull request, and no force push or deletion${bypass}`,
    );
  if (hidden !== null) return unreadable(null, `whether ${branch} is protected`, hidden);
  return fail(null, {
    reason: `${branch} is open: ${listed(missing.map(({ what }) => what))}`,
    at: [],
    key: ['default-branch'],
    ...(rules.needsPullRequest && rules.blocksForcePushes ? { severity: 'low' } : {}),
    remediation: {
      steps: [
        'On GitHub, open Settings → Rules → Rulesets → New ruleset → New branch ruleset, and set Enforcement status to Active. An existing ruleset of the branch will do as well.',
        `Under Target branches, choose Add target → Include default branch (${branch}).`,
        `Under Rules, turn on: ${listed(missing.map(({ rule }) => rule))}. A project of one person cannot have approvals: accept this finding in the policy file until there are two.`,
        'Leave the bypass list empty, or enter only who has to push past the rules, such as the app that makes release commits.',
      ],
      links: [documentation.newRuleset, documentation.rulesInRulesets],
    },
  });
}

interface Gap {
  readonly isOpen: (rules: DefaultBranchRules) => boolean;
  readonly what: string;
  /** GitHub's name of the rule that closes it. */
  readonly rule: string;
}

const gaps: readonly Gap[] = [
  {
    isOpen: ({ needsPullRequest }) => !needsPullRequest,
    what: 'it takes pushes without a pull request',
    rule: 'Require a pull request before merging, with at least 1 required approval',
  },
  {
    isOpen: ({ needsPullRequest, approvals }) => needsPullRequest && approvals === 0,
    what: 'a pull request needs no approval',
    rule: 'at least 1 required approval, under Require a pull request before merging',
  },
  {
    isOpen: ({ blocksForcePushes }) => !blocksForcePushes,
    what: 'its history can be rewritten by a force push',
    rule: 'Block force pushes',
  },
  {
    isOpen: ({ blocksDeletion }) => !blocksDeletion,
    what: 'no rule forbids to delete it',
    rule: 'Restrict deletions',
  },
];
