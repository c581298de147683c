import { type AuditPredicate, auditPredicateType } from '../../types/audit-predicate.ts';
import type { Report } from '../../types/report.ts';
import { severities } from '../../types/severity.ts';
import { publicView } from '../public-view.ts';
import { NoSubject } from './no-subject.ts';

/** An in-toto Statement, version 1, about a repository at a commit. */
export interface AuditStatement {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly [{ readonly name: string; readonly digest: { readonly gitCommit: string } }];
  readonly predicateType: typeof auditPredicateType;
  readonly predicate: AuditPredicate;
}

/** What the report does not hold. */
export type StatementContext = Pick<AuditPredicate, 'auditedAt' | 'offline' | 'policy'> & {
  /** Mintmark's own. */
  readonly version: string;
};

/**
 * What an audit states, fit for everybody's eyes: no reasons, no lines, and nothing of a release that may be an incident
 * under way. Equal input gives equal output.
 *
 * @throws NoSubject
 */
export function auditStatement(whole: Report, context: StatementContext): AuditStatement {
  const { repository, commit, ref } = whole.subject;
  if (repository === null || commit === null || !/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new NoSubject();
  const report = publicView(whole);
  const { version, auditedAt, offline, policy } = context;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: `git+https://github.com/${repository}`, digest: { gitCommit: commit } }],
    predicateType: auditPredicateType,
    predicate: {
      auditor: { name: 'mintmark', version },
      auditedAt,
      offline,
      policy,
      ref,
      publications: report.publications.map(({ registry, packages, workflow, job, auth, environment, provenance }) => {
        return { registry, packages, workflow, job, auth, environment, provenance };
      }),
      controls: report.controls.map(({ id, registry, verdict, principles }) => ({ id, registry, verdict, principles })),
      findings: countsOf(report),
      levels: levelsOf(report),
    },
  };
}

function countsOf({ findings }: Report): AuditPredicate['findings'] {
  const counts = severities.map((severity) => [
    severity,
    findings.filter((finding) => finding.severity === severity).length,
  ]);
  return Object.fromEntries(counts);
}

function levelsOf({ levels: { authentication, authorization, general, cli } }: Report): AuditPredicate['levels'] {
  const of = ({ level, ceiling }: Report['levels']['cli']) => ({ level, ceiling });
  return {
    authentication: of(authentication),
    authorization: of(authorization),
    general: of(general),
    cli: of(cli),
  };
}
