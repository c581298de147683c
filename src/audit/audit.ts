import { type Answer, answerOf } from '../controls/accepted.ts';
import type { Fix } from '../controls/control.ts';
import { fingerprintOf } from '../controls/fingerprint.ts';
import { controls as allControls } from '../controls/index.ts';
import { type Settings, settingsNotAsked } from '../github/settings.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import { mapPublications } from '../publishing/map.ts';
import type { Parsed } from '../publishing/parsed.ts';
import type { PublicationMap } from '../publishing/publication.ts';
import { registries, registryOf } from '../registries/index.ts';
import type { Report } from '../types/report.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Subject } from '../types/subject.ts';
import { migrationsOf } from './migration.ts';
import { reportOf } from './report-of.ts';

export interface AuditOptions {
  readonly files: RepositoryFiles;
  readonly subject: Subject;
  readonly policy: Policy;
  /** What GitHub's settings tell, where need be worked out once the map is known; not asked by default. */
  readonly settings?: Settings | ((map: PublicationMap) => Promise<Settings>);
  /** What the registries say of the packages of a map; not asked by default. */
  readonly askRegistries?: (map: PublicationMap) => Promise<readonly PackageEvidence[]>;
  /** Ids of the controls to judge by; all by default. */
  readonly controls?: readonly string[];
  /** What was parsed for an audit of nearly the same files. */
  readonly parsed?: Parsed;
  /** Today as an ISO 8601 day: exemptions and declarations end by it. */
  readonly today: string;
}

/** The whole audit of one repository: observe, map, judge, and hand on what is to be told. */
export async function auditRepository(options: AuditOptions): Promise<Report> {
  return (await auditWithFixes(options)).report;
}

export interface AuditWithFixes {
  readonly report: Report;
  /** The edits that controls offer, by the fingerprint of their finding. None has been tried. */
  readonly fixes: ReadonlyMap<string, Fix>;
}

/** The same, with the edits that would put findings right. */
export async function auditWithFixes(options: AuditOptions): Promise<AuditWithFixes> {
  const { files, subject, policy, today, settings: told = settingsNotAsked } = options;
  const map = await mapPublications(files, registries, subject.repository, options.parsed);
  const settings = typeof told === 'function' ? await told(map) : told;
  const packages = (await options.askRegistries?.(map)) ?? null;
  const evidence = { subject, files, map, settings, packages, registryOf, today };
  const controls = allControls.filter(({ id }) => options.controls?.includes(id) ?? true);
  const answers = controls.flatMap((control) =>
    control.judge(evidence, policy).map((judgement) => answerOf(control, judgement, policy, today)),
  );
  const migrations = options.controls === undefined ? { migrations: [...migrationsOf(evidence, policy, answers)] } : {};
  return { report: { ...reportOf(evidence, answers), ...migrations }, fixes: fixesOf(answers) };
}

/** Findings of one fingerprint are one: the first that knows an edit speaks. */
function fixesOf(answers: readonly Answer[]): ReadonlyMap<string, Fix> {
  const fixes = new Map<string, Fix>();
  for (const { control, judgement, verdict } of answers) {
    const fix = judgement.remediation?.fix;
    const fingerprint = fingerprintOf(control.id, judgement);
    if (verdict === 'fail' && fix !== undefined && !fixes.has(fingerprint)) fixes.set(fingerprint, fix);
  }
  return fixes;
}
