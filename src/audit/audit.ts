import { answerOf } from '../controls/accepted.ts';
import { controls as allControls } from '../controls/index.ts';
import { type Settings, settingsNotAsked } from '../github/settings.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import { mapPublications } from '../publishing/map.ts';
import type { PublicationMap } from '../publishing/publication.ts';
import { registries, registryOf } from '../registries/index.ts';
import type { Report } from '../types/report.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Subject } from '../types/subject.ts';
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
  /** Today as an ISO 8601 day: exemptions and declarations end by it. */
  readonly today: string;
}

/** The whole audit of one repository: observe, map, judge, and hand on what is to be told. */
export async function auditRepository(options: AuditOptions): Promise<Report> {
  const { files, subject, policy, today, settings: told = settingsNotAsked } = options;
  const map = await mapPublications(files, registries, subject.repository);
  const settings = typeof told === 'function' ? await told(map) : told;
  const packages = (await options.askRegistries?.(map)) ?? null;
  const evidence = { subject, files, map, settings, packages, registryOf, today };
  const controls = allControls.filter(({ id }) => options.controls?.includes(id) ?? true);
  const answers = controls.flatMap((control) =>
    control.judge(evidence, policy).map((judgement) => answerOf(control, judgement, policy, today)),
  );
  return reportOf(evidence, answers);
}
