import { createHash } from 'node:crypto';
import { type AuditStatement, auditStatement } from '../reports/in-toto/index.ts';
import { jsonText } from '../reports/text/json-text.ts';
import type { Report } from '../types/report.ts';
import type { Presentation } from './formats.ts';
import { policyPath } from './policy.ts';
import { version } from './version.ts';

type Audited = Pick<Presentation, 'now' | 'offline' | 'policyText'>;

/** What an audit of a folder states. @throws NoSubject */
export function statementOf(report: Report, { now, offline, policyText }: Audited): AuditStatement {
  const text = policyText();
  const sha256 = text === null ? null : createHash('sha256').update(text).digest('hex');
  return auditStatement(report, {
    version: version(),
    auditedAt: secondOf(now),
    offline,
    policy: { path: policyPath, digest: sha256 === null ? null : { sha256 } },
  });
}

/** The same as JSON, without a signature. @throws NoSubject */
export function statementText(report: Report, audited: Audited): string {
  return jsonText(statementOf(report, audited));
}

/** ISO 8601 in UTC, to the second. */
export function secondOf(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19)}Z`;
}
