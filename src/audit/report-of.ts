import type { Answer } from '../controls/accepted.ts';
import { boundWorkflows } from '../controls/binding-values.ts';
import type { Evidence } from '../controls/control.ts';
import { findingsOf } from '../controls/findings.ts';
import { controls as allControls } from '../controls/index.ts';
import { namedSecrets } from '../controls/token-readers.ts';
import { levelsOf } from '../principles/index.ts';
import type { Elsewhere, Publication, PublicationMap } from '../publishing/publication.ts';
import type { Report, ReportControl, ReportPublication } from '../types/report.ts';
import { bindingFactsOf } from './binding-facts.ts';
import { publishablePackages } from './published-names.ts';

/** The report of an audit. Every list is sorted, so that equal input gives equal bytes. */
export function reportOf(evidence: Evidence, answers: readonly Answer[]): Report {
  const { map, subject } = evidence;
  const controls = controlsOf(answers);
  const registries = [...new Set(map.publications.map(({ registry }) => registry))].map((id) =>
    evidence.registryOf(id),
  );
  return {
    version: 1,
    subject: { repository: subject.repository, ref: subject.ref, commit: subject.commit },
    publications: map.publications.map(publicationOf).toSorted(by(placeOf)),
    elsewhere: map.elsewhere
      .map(elsewhereOf)
      .toSorted(by(({ workflow, line, name }) => [workflow, padded(line), name])),
    controls,
    findings: [
      ...findingsOf(
        answers,
        allControls.map(({ id }) => id),
      ),
    ],
    levels: levelsOf(controls, registries),
    packages: packagesOf(map),
    releases: (evidence.packages ?? [])
      .flatMap(({ ledger }) => (ledger === null ? [] : [ledger]))
      .toSorted(by(({ registry, package: name }) => [registry, name])),
    secrets: secretsOf(map),
    problems: map.problems
      .map(({ path, line, message }) => ({ path, line, message }))
      .toSorted(by(({ path, line, message }) => [path, padded(line), message])),
  };
}

/** Names that GitHub takes for a secret's; what a text may hold instead is none. */
function secretsOf({ workflows }: PublicationMap): string[] {
  const names = new Set(workflows.flatMap(namedSecrets).filter(isStored));
  return [...names].toSorted().slice(0, mostSecrets);
}

/** The job's own token is nobody's secret. */
function isStored(name: string): boolean {
  return /^[A-Z_][A-Z0-9_]{0,254}$/.test(name) && name !== 'GITHUB_TOKEN';
}

const mostSecrets = 200;

function publicationOf(publication: Publication): ReportPublication {
  const { registry, packages, site, via, auth, idToken, provenance, pinned, environment, confidence, reason } =
    publication;
  return {
    registry,
    packages: [...packages].toSorted(),
    workflow: site?.workflow.path ?? null,
    job: site?.job.id ?? null,
    line: site?.at.line ?? null,
    via,
    auth,
    idToken,
    provenance,
    pinned,
    environment,
    bound: [...boundWorkflows(publication)],
    binding: site === null ? null : bindingFactsOf(site),
    confidence,
    reason,
    credentials: publication.credentials.map(({ kind, source, arrives }) => ({ kind, source, arrives })),
    reaches: [...publication.reaches].toSorted(),
  };
}

function elsewhereOf({ name, via, workflow, job, at }: Elsewhere): Report['elsewhere'][number] {
  return { name, via, workflow: workflow.path, job: job.id, line: at.line };
}

/** What manifests say is made for publishing on its ecosystem's own registry; one row a name. */
function packagesOf(map: PublicationMap): Report['packages'] {
  const rows = new Map(
    publishablePackages(map).map(({ registry, name, path, line }) => [
      JSON.stringify([registry, name]),
      { registry, name, manifest: path, line },
    ]),
  );
  return [...rows.values()].toSorted(by(({ registry, name }) => [registry, name]));
}

/** One row for each different answer; many jobs may share one. */
function controlsOf(answers: readonly Answer[]): ReportControl[] {
  const rows = new Map<string, ReportControl>();
  for (const { control, judgement, verdict, reason, settles } of answers) {
    const { registry } = judgement;
    rows.set(JSON.stringify([control.id, registry, verdict, reason]), {
      id: control.id,
      registry,
      verdict,
      reason,
      settles,
      principles: [...control.principles],
    });
  }
  return [...rows.values()].toSorted(by(({ id, registry, verdict, reason }) => [id, registry ?? '', verdict, reason]));
}

function placeOf({ registry, workflow, job, line, via }: ReportPublication): readonly string[] {
  return [registry, workflow ?? '', job ?? '', padded(line), via];
}

function padded(line: number | null): string {
  return String(line ?? 0).padStart(8, '0');
}

/** Compares by keys in turn, by code unit, so that no locale changes the order. */
function by<T>(keys: (value: T) => readonly string[]): (a: T, b: T) => number {
  return (a, b) => {
    const right = keys(b);
    for (const [index, key] of keys(a).entries()) {
      const other = right[index] ?? '';
      if (key !== other) return key < other ? -1 : 1;
    }
    return 0;
  };
}
