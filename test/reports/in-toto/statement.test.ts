import { describe, expect, it } from 'vitest';
import { auditStatement } from '../../../src/reports/in-toto/index.ts';
import { NoSubject } from '../../../src/reports/in-toto/no-subject.ts';
import { auditPredicateSchema } from '../../../src/types/audit-predicate.ts';
import { aControl, aFinding, aReport, emptyReport, fullReport, hostileReport } from '../report-fixture.ts';

const context = {
  version: '0.1.0',
  auditedAt: '2026-11-22T12:00:00Z',
  offline: false,
  policy: { path: '.github/mintmark.yml', digest: { sha256: 'ab'.repeat(32) } },
};

describe('the statement of an audit', () => {
  it('is about one commit, and says how it publishes and how that was judged', () => {
    const { _type, subject, predicate } = auditStatement(fullReport, context);
    expect(_type).toBe('https://in-toto.io/Statement/v1');
    expect(subject).toEqual([
      {
        name: 'git+https://github.com/acme/widgets',
        digest: { gitCommit: '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d' },
      },
    ]);
    expect(auditPredicateSchema.strict().parse(predicate)).toEqual(predicate);
    expect(predicate).toMatchObject({
      auditor: { name: 'mintmark', version: '0.1.0' },
      levels: { authentication: { level: 1, ceiling: 3 } },
      policy: { digest: { sha256: 'ab'.repeat(32) } },
    });
    expect(predicate.publications.map(({ registry }) => registry)).toContain('npm');
    expect(JSON.stringify(auditStatement(fullReport, context))).toBe(
      JSON.stringify(auditStatement(fullReport, context)),
    );
  });

  it('counts the findings, and keeps to itself what may be an incident under way', () => {
    const report = aReport({
      controls: [aControl(), aControl({ id: 'provenance', verdict: 'fail', reason: 'the secret reason' })],
      findings: [aFinding(), aFinding({ control: 'provenance', severity: 'critical', confidential: true })],
    });
    const { predicate } = auditStatement(report, context);
    expect(predicate.findings).toEqual({ critical: 0, high: 1, medium: 0, low: 0 });
    expect(predicate.controls.map(({ id }) => id)).toEqual(['trusted-publishing']);
    expect(JSON.stringify(predicate)).not.toContain('reason');
  });

  it('is refused where nobody knows what it would be about', () => {
    for (const report of [emptyReport, hostileReport]) expect(() => auditStatement(report, context)).toThrow(NoSubject);
  });
});
