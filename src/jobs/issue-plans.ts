import type { Policy } from '../policy/policy.ts';
import { digestKey } from '../reports/digest/index.ts';
import type { Report, ReportFinding } from '../types/report.ts';

/** What one issue is to hold. */
export interface IssuePlan {
  /** `rollup`, or the id of a control. */
  readonly key: string;
  readonly findings: readonly ReportFinding[];
  /** The policy wants no such issue: one that stands is closed. */
  readonly retired: boolean;
}

/** One issue a repository, or one for each control where the policy says so; those of the other kind are retired. */
export function issuePlans(
  report: Report,
  policy: Policy,
  known: readonly string[],
  visibility: 'public' | 'private' | 'internal',
): readonly IssuePlan[] {
  const findings = report.findings.filter(({ control }) => visibility !== 'public' || !unsaidInPublic.has(control));
  const wanted = plansOf[policy.issues](findings, known);
  const keys = new Set(wanted.map(({ key }) => key));
  return [...wanted, ...known.filter((key) => !keys.has(key)).map((key) => ({ key, findings: [], retired: true }))];
}

/** The weekly digest of an account stands in one of its repositories, and is about all of them. */
export function isOfRepository({ key }: { readonly key: string }): boolean {
  return key !== digestKey;
}

/** Controls: a public list of credentials that lie open would be read by the wrong people first. */
export const unsaidInPublic: ReadonlySet<string> = new Set(['committed-credential']);

type Plans = (findings: readonly ReportFinding[], known: readonly string[]) => readonly IssuePlan[];

const plansOf: Readonly<Record<Policy['issues'], Plans>> = {
  off: () => [],
  rollup: (findings) => [{ key: 'rollup', findings, retired: false }],
  'per-control': (findings, known) => {
    const controls = new Set([...findings.map(({ control }) => control), ...known.filter((key) => key !== 'rollup')]);
    return [...controls].toSorted().map((key) => ({
      key,
      findings: findings.filter(({ control }) => control === key),
      retired: false,
    }));
  },
};
