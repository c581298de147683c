import type { Posture } from '../../src/types/posture.ts';
import type { Verdict } from '../../src/types/verdict.ts';

/** One package that goes to npm with a token, in spite of its name, and one control with a finding. */
export function aPosture(verdict: Verdict): Posture {
  const place = { control: 'publish-pins', registry: 'npm' } as const;
  const level = { level: 0, ceiling: null };
  return {
    commit: 'a',
    packages: [{ registry: 'npm', name: 'c\u0000ins', how: 'token' }],
    verdicts: [{ ...place, verdict }],
    open: [{ ...place, severity: 'high', findings: 1, fixable: 0 }],
    levels: { authentication: level, authorization: level, general: level, cli: level },
    badge: false,
  };
}
