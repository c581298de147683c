import type { SandboxPull } from '../../sandbox/state.ts';
import type { Stage } from './stage.ts';

/** A pull request that a person has asked for by a box in an issue. */
export interface AskedFix {
  readonly repository: string;
  readonly issue: number;
  /** The login of whoever ticked the box. */
  readonly by: string;
  /** Null where none was opened. */
  readonly pull: SandboxPull | null;
}

/** Where it is asked for: there is an edit to offer, and somebody who may write. */
const place = { repository: 'showcase', by: 'engraver' } as const;

/**
 * Ticks the first box of the issue that opens a pull request, and waits for what comes of it.
 * @throws NotDone where the app does not come to an end
 */
export async function askForFix(stage: Stage, owner: string): Promise<AskedFix> {
  const { sandbox } = stage;
  const { issues, pulls } = sandbox.repository(owner, place.repository);
  const [issue] = issues.values();
  const before = new Set(pulls.keys());
  if (issue !== undefined) {
    await sandbox.people.tickBox(owner, place.repository, issue.number, 'Open a pull request: ', place.by);
    await stage.settled();
  }
  const opened = [...pulls.values()].find(({ number }) => !before.has(number));
  return { ...place, issue: issue?.number ?? 0, pull: opened ?? null };
}
