/** How a control is answered. Unreadable is never `fail`, unproven is never `pass`. */
export const verdicts = ['pass', 'fail', 'unknown', 'not-applicable', 'accepted'] as const;

export type Verdict = (typeof verdicts)[number];
