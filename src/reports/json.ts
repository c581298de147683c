import type { Report, ReportControl, ReportFinding, ReportPublication } from '../types/report.ts';
import { orderedLedger } from './ledger/ordered.ts';
import { jsonText } from './text/json-text.ts';

/** The report as JSON. Keys stand in one order whatever built the report, so that equal reports are equal bytes. */
export function renderJson(report: Report): string {
  const { version, subject, publications, elsewhere, controls, findings, levels, packages, releases, problems } =
    report;
  const ordered: Report = {
    version,
    subject: { repository: subject.repository, ref: subject.ref, commit: subject.commit },
    publications: publications.map(publicationOf),
    elsewhere: elsewhere.map(({ name, via, workflow, job, line }) => ({ name, via, workflow, job, line })),
    controls: controls.map(controlOf),
    findings: findings.map(findingOf),
    levels: levelsOf(levels),
    packages: packages.map(({ registry, name, manifest }) => ({ registry, name, manifest })),
    releases: releases.map(orderedLedger),
    problems: problems.map(({ path, line, message }) => ({ path, line, message })),
  };
  return jsonText(ordered);
}

function publicationOf(publication: ReportPublication): ReportPublication {
  const { registry, packages, workflow, job, line, via, auth, idToken, provenance, pinned } = publication;
  const { environment, bound, confidence, reason, credentials, reaches } = publication;
  return {
    registry,
    packages,
    workflow,
    job,
    line,
    via,
    auth,
    idToken,
    provenance,
    pinned,
    environment,
    bound,
    confidence,
    reason,
    credentials: credentials.map(({ kind, source, arrives }) => ({ kind, source, arrives })),
    reaches,
  };
}

function controlOf({ id, registry, verdict, reason, settles, principles }: ReportControl): ReportControl {
  return { id, registry, verdict, reason, settles, principles };
}

function findingOf(finding: ReportFinding): ReportFinding {
  const { control, severity, registry, message, locations, remediation, fingerprint, confidential } = finding;
  const { steps, links, fixable } = remediation;
  return {
    control,
    severity,
    registry,
    message,
    locations: locations.map(({ path, line, endLine }) => ({ path, line, endLine })),
    remediation: { steps, links, fixable },
    fingerprint,
    ...(confidential === undefined ? {} : { confidential }),
  };
}

function levelsOf({ authentication, authorization, general, cli }: Report['levels']): Report['levels'] {
  return {
    authentication: levelOf(authentication),
    authorization: levelOf(authorization),
    general: levelOf(general),
    cli: levelOf(cli),
  };
}

function levelOf({ level, ceiling, held }: Level): Level {
  return { level, ceiling, held };
}

type Level = Report['levels'][keyof Report['levels']];
