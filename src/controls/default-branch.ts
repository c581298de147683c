import type { BranchProtection, Settings } from '../github/settings.ts';
import { codeWords } from '../registries/plain.ts';
import type { Unreadable } from './judgements.ts';
import { bypassWords, haveRule, rulesetsInForce } from './rulesets.ts';

/** What holds for the branch that releases come from, by rulesets and classic protection together. */
export interface DefaultBranchRules {
  /** As a sentence names it. */
  readonly branch: string;
  readonly needsPullRequest: boolean;
  readonly approvals: number;
  readonly codeOwnerReview: boolean;
  readonly blocksForcePushes: boolean;
  readonly blocksDeletion: boolean;
  /** Who may pass it all by, as the end of a sentence. */
  readonly bypass: string;
  /** What could not be read and may ask for more than is known. */
  readonly hidden: Unreadable | null;
}

export function defaultBranchRules(settings: Settings): DefaultBranchRules {
  const { defaultBranch, branchProtection, rulesets } = settings;
  const inForce = rulesetsInForce(settings, `refs/heads/${defaultBranch ?? ''}`);
  const classic = branchProtection.state === 'seen' ? branchProtection.value : unprotected;
  const reviews = inForce.flatMap(({ rules }) => rules.filter(({ type }) => type === 'pull_request'));
  const codeOwnerReview = classic.codeOwnerReview || reviews.some((rule) => rule.codeOwnerReview === true);
  const approvals = Math.max(classic.approvals, ...reviews.map((rule) => rule.approvals ?? 0));
  return {
    branch: defaultBranch === null ? 'the default branch' : codeWords(defaultBranch),
    needsPullRequest: reviews.length > 0 || approvals > 0 || codeOwnerReview,
    approvals,
    codeOwnerReview,
    blocksForcePushes: !classic.forcePushes || haveRule(inForce, 'non_fast_forward'),
    blocksDeletion: !classic.deletions || haveRule(inForce, 'deletion'),
    bypass:
      inForce.length === 0 && !classic.adminsEnforced
        ? '; administrators may pass the classic protection by'
        : bypassWords(inForce),
    hidden: [rulesets, branchProtection].find((part): part is Unreadable => part.state === 'unreadable') ?? null,
  };
}

const unprotected: BranchProtection = {
  approvals: 0,
  codeOwnerReview: false,
  forcePushes: true,
  deletions: true,
  adminsEnforced: false,
};
