import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import type { PublicationMap } from '../publishing/publication.ts';
import { originOf } from '../repository/subject.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Report } from '../types/report.ts';
import type { Subject } from '../types/subject.ts';
import type { Engine } from './engine.ts';
import { policyOf } from './policy.ts';
import type { RecordingFiles } from './recording-options.ts';
import type { Surroundings } from './surroundings.ts';

interface AuditSetting {
  /** Ids of the controls to judge by; null for all. */
  readonly controls: readonly string[] | null;
  readonly engine: Engine;
  readonly around: Surroundings;
  /** Null where nobody is to be asked. */
  readonly asking: RecordingFiles | null;
}

export interface FolderAudit {
  readonly report: Report;
  /** What to say beside it. */
  readonly notes: readonly string[];
  /** The ISO 8601 day by which it was judged. */
  readonly today: string;
  /** When, in milliseconds since the epoch: of the recording, where there is one. */
  readonly now: number;
}

/**
 * The folder's report, with what is wrong in its policy file among the problems, and what to say beside it.
 *
 * @param folder absolute
 * @throws CheckoutError, InputError, OutputError
 */
export async function auditFolder(
  folder: string,
  { controls, engine, around, asking }: AuditSetting,
): Promise<FolderAudit> {
  const files = engine.openCheckout(folder);
  const ids = engine.controls.map(({ id }) => id);
  const subject = engine.subjectOf(folder);
  const asker = asking === null ? null : await askerFor(asking, subject, folder, around);
  const today = asker?.today ?? around.today();
  const now = asker?.now ?? around.now();
  const { policy, problems, notes } = await policyOf(files, subject.repository, { today, controls: ids });
  const report = await engine.auditRepository({
    files,
    subject,
    policy,
    today,
    ...(asker === null ? {} : { askRegistries: (map) => asker.ask(map, policy) }),
    ...(controls === null ? {} : { controls }),
  });
  const standing = [...(await standingNotes(policy, report, today)), ...(await followUpNotes(policy, report, today))];
  const told = [...notes, ...standing, ...(asker?.end() ?? [])];
  if (problems.length === 0) return { report, notes: told, today, now };
  return { report: { ...report, problems: sorted([...report.problems, ...problems]) }, notes: told, today, now };
}

/** Which exemptions and declarations end soon, and which have nothing left to be for; loaded only where there are any. */
async function standingNotes(policy: Policy, { controls }: Report, today: string): Promise<readonly string[]> {
  if (policy.accept.length + policy.declare.length === 0) return [];
  const [{ standingOf }, { endingSentence, idleSentence }, { registryOf }] = await Promise.all([
    import('../policy/standing.ts'),
    import('../reports/standing.ts'),
    import('../registries/index.ts'),
  ]);
  const { ending, idle } = standingOf(policy, controls, today);
  const title = (id: RegistryId) => registryOf(id).title;
  return [...ending.map((term) => endingSentence(term, title)), ...idle.map((term) => idleSentence(term, title))];
}

/** Which of what people took on is overdue, and which is done. */
async function followUpNotes(policy: Policy, { controls }: Report, today: string): Promise<readonly string[]> {
  if (policy.followUp.length === 0) return [];
  const { followUpsOf } = await import('../policy/follow-ups.ts');
  return followUpsOf(policy, controls, today).flatMap(({ do: what, by, until, state }) => {
    if (state === 'overdue') return [`Overdue since ${until} (${by}): ${what}`];
    return state === 'done' ? [`Its control passes, delete it from follow-up in the policy file: ${what}`] : [];
  });
}

interface Asker {
  readonly today: string | null;
  readonly now: number | null;
  ask(map: PublicationMap, policy: Policy): Promise<readonly PackageEvidence[]>;
  end(): readonly string[];
}

/** What asks is loaded only where there is something to ask, or a file to write or to answer from. */
export async function askerFor(
  files: RecordingFiles,
  subject: Subject,
  folder: string,
  around: Surroundings,
): Promise<Asker> {
  const repository = subject.repository === null ? null : { name: subject.repository, remote: originOf(folder) };
  const open = async () => (await import('./registries.ts')).openAsking({ ...files, repository }, around);
  let asking = files.record === null && files.replay === null ? null : await open();
  return {
    today: asking === null ? null : new Date(asking.now).toISOString().slice(0, 10),
    now: asking?.now ?? null,
    async ask(map, policy) {
      const { namesToAsk } = await import('../audit/published-names.ts');
      if (namesToAsk(map).length === 0) return [];
      asking ??= await open();
      return asking.packages({ map, policy });
    },
    end: () => asking?.end() ?? [],
  };
}

function sorted(problems: Report['problems']): Report['problems'] {
  const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return problems.toSorted((a, b) => byCodeUnit(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0));
}
