export { checkOfChange } from './check-of-change.ts';
export { checkOfDefaultBranch } from './check-of-default-branch.ts';
export { checkOfTrouble } from './check-of-trouble.ts';
export { withCodeScanning } from './code-scanning.ts';
export type { ChangeContext, CheckContext, ControlWords } from './context.ts';
export { withPolicyProblems } from './policy-problems.ts';
export { withStanding } from './standing.ts';
