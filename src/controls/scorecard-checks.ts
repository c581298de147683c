/** The version of OpenSSF Scorecard whose checks stand below. */
export const scorecardVersion = '5.5.0';

/** Every check that this version documents. */
export const scorecardChecks = [
  'Binary-Artifacts',
  'Branch-Protection',
  'CI-Tests',
  'CII-Best-Practices',
  'Code-Review',
  'Contributors',
  'Dangerous-Workflow',
  'Dependency-Update-Tool',
  'Fuzzing',
  'License',
  'Maintained',
  'Packaging',
  'Pinned-Dependencies',
  'SAST',
  'SBOM',
  'Security-Policy',
  'Signed-Releases',
  'Token-Permissions',
  'Vulnerabilities',
  'Webhooks',
] as const;

export type ScorecardCheck = (typeof scorecardChecks)[number];
