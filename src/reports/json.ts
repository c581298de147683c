import type { Location } from '../types/place.ts';
import type { Report, ReportBinding, ReportControl, ReportFinding, ReportPublication } from '../types/report.ts';
import { orderedLedger } from './ledger/ordered.ts';
import { orderedMigration } from './migration/index.ts';
import { jsonText } from './text/json-text.ts';

/** The report as JSON. Keys stand in one order whatever built the report, so that equal reports are equal bytes. */
export function renderJson(report: Report): string {
  const { version, subject, publications, elsewhere, controls, findings, levels, packages, releases } = report;
  const { migrations, secrets, problems } = report;
  const ordered: Report = {
    version,
    subject: { repository: subject.repository, ref: subject.ref, commit: subject.commit },
    publications: publications.map(publicationOf),
    elsewhere: elsewhere.map(({ name, via, workflow, job, line }) => ({ name, via, workflow, job, line })),
    controls: controls.map(controlOf),
    findings: findings.map(findingOf),
    levels: levelsOf(levels),
    packages: packages.map(({ registry, name, manifest, line }) => ({ registry, name, manifest, line })),
    releases: releases.map(orderedLedger),
    ...(migrations === undefined ? {} : { migrations: migrations.map(orderedMigration) }),
    ...(secrets === undefined ? {} : { secrets }),
    problems: problems.map(({ path, line, message }) => ({ path, line, message })),
  };
  return jsonText(ordered);
}

function publicationOf(publication: ReportPublication): ReportPublication {
  const { registry, packages, workflow, job, line, via, auth, idToken, provenance, pinned } = publication;
  const { environment, bound, binding, confidence, reason, credentials, reaches } = publication;
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
    binding: binding === null ? null : bindingOf(binding),
    confidence,
    reason,
    credentials: credentials.map(({ kind, source, arrives }) => ({ kind, source, arrives })),
    reaches,
  };
}

function bindingOf({ started, holding, at: { call, environment, permissions } }: ReportBinding): ReportBinding {
  const at = { call: placeOf(call), environment: placeOf(environment), permissions: placeOf(permissions) };
  return { started, holding, at };
}

function placeOf(location: Location | null): Location | null {
  return location === null ? null : { path: location.path, line: location.line, endLine: location.endLine };
}

function controlOf({ id, registry, verdict, reason, settles, principles }: ReportControl): ReportControl {
  return { id, registry, verdict, reason, settles, principles };
}

function findingOf(finding: ReportFinding): ReportFinding {
  const { control, severity, registry, message, locations, remediation, fingerprint, confidential, since } = finding;
  const { steps, links, fixable, settledBy } = remediation;
  return {
    control,
    severity,
    registry,
    message,
    locations: locations.map(({ path, line, endLine }) => ({ path, line, endLine })),
    remediation: { steps, links, fixable, ...(settledBy === undefined ? {} : { settledBy }) },
    fingerprint,
    ...(confidential === undefined ? {} : { confidential }),
    ...(since === undefined ? {} : { since }),
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
