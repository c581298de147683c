import { controls as allControls } from '../controls/index.ts';
import { settingsNotAsked } from '../github/settings.ts';
import type { Policy } from '../policy/policy.ts';
import { mapPublications } from '../publishing/map.ts';
import { registries, registryOf } from '../registries/index.ts';
import type { Report } from '../types/report.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Subject } from '../types/subject.ts';
import { judge } from './judge.ts';
import { reportOf } from './report-of.ts';

export interface AuditOptions {
  readonly files: RepositoryFiles;
  readonly subject: Subject;
  readonly policy: Policy;
  /** Ids of the controls to judge; all by default. */
  readonly controls?: readonly string[];
  /** Today as an ISO day; exemptions end by it. */
  readonly today: string;
}

/** Observe, map, judge, tell: the whole audit of one repository from its files. */
export async function auditRepository(options: AuditOptions): Promise<Report> {
  const { files, subject, policy, today } = options;
  const map = await mapPublications(files, registries, subject.repository);
  const evidence = { subject, files, map, settings: settingsNotAsked, registryOf };
  const controls = allControls.filter(({ id }) => options.controls?.includes(id) ?? true);
  return reportOf(evidence, judge(controls, evidence, policy, today));
}
