import type { CheckAction } from '../../types/check-output.ts';

/** The buttons that every check run of ours has. GitHub takes 20, 40 and 20 characters. */
export const actions: readonly CheckAction[] = [
  { label: 'Re-run', description: 'Look again, with the settings of now', identifier: 'rerun' },
  { label: 'Explain', description: 'Say why, and what every check has seen', identifier: 'explain' },
];

/** The buttons of a check run whose gravest finding can be put right by a pull request. */
export const actionsWithFix: readonly CheckAction[] = [
  ...actions,
  { label: 'Open a fix', description: 'Open a pull request for the first point', identifier: 'fix' },
];
