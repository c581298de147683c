/** From the one that must be read first to the one that can wait. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;

export type Severity = (typeof severities)[number];

/** Negative when `a` is the graver. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

/** High or critical: an alarm, where it is about a release. */
export function isGrave(severity: Severity): boolean {
  return compareSeverity(severity, 'high') <= 0;
}
