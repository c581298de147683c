import {
  createIssue,
  editIssue,
  findIssue,
  type IssueNotTold,
  type IssueOutcome,
  reopenIssue,
} from '../../github/issues.ts';
import { digestKey } from '../../reports/digest/index.ts';
import type { StoredIssue } from '../../store/store.ts';
import type { IssueText } from '../../types/issue-text.ts';
import type { JobContext } from '../context.ts';
import { digestOf } from '../digest.ts';
import type { DigestPlace } from './digest-place.ts';

/**
 * Makes the one issue of an account say what this week's digest says: opened, or opened again where people closed it as
 * read, only where there is news; edited in place otherwise. What people decided (closed as not planned, locked, deleted,
 * issues switched off) stands.
 *
 * @throws GitHubUnavailable
 */
export async function keepDigestTrue(
  context: JobContext,
  place: DigestPlace,
  text: IssueText,
  isNews: boolean,
): Promise<string> {
  const known = (await knownDigest(context, place.repositoryId)) ?? (await adopt(context, place));
  if (known !== null && 'outcome' in known) return known.outcome;
  if (known?.obeyed === true) return 'obeyed';
  if (known === null) return isNews ? file(context, place, text) : 'unchanged';
  if (known.state === 'closed' && !isNews) return 'unchanged';

  const steps = [
    ...(known.written === digestOf(text) ? [] : [() => editIssue(place.client, place.place, known.number, text)]),
    ...(known.state === 'closed' ? [() => reopenIssue(place.client, place.place, known.number)] : []),
  ];
  for (const step of steps) {
    const { outcome } = await step();
    if (outcome === 'written') continue;
    await context.store.issues.put({ ...known, obeyed: lasting.has(outcome) });
    return outcome;
  }
  await context.store.issues.put({ ...known, state: 'open', written: digestOf(text) });
  return steps.length === 0 ? 'unchanged' : 'edited';
}

/** What is stored of the issue in which an account's digest stands. */
function knownDigest({ store }: JobContext, repositoryId: number): Promise<StoredIssue | null> {
  return store.issues.get(repositoryId, digestKey);
}

/** After a loss of the store, the issue that stands on GitHub is taken up again; there is never a second one. */
async function adopt(
  { app }: JobContext,
  { client, place, repositoryId }: DigestPlace,
): Promise<StoredIssue | IssueNotTold | null> {
  const found = await findIssue(client, place, digestKey, app, repositoryId);
  if (found === null || 'outcome' in found) return found;
  const { number, state, stateReason } = found;
  return { ...unwritten(repositoryId, number), state, obeyed: state === 'closed' && stateReason === 'not_planned' };
}

async function file(context: JobContext, place: DigestPlace, text: IssueText): Promise<string> {
  const made: IssueOutcome = await createIssue(place.client, place.place, text);
  if (made.outcome !== 'written') return made.outcome;
  await context.store.issues.put({ ...unwritten(place.repositoryId, made.number), written: digestOf(text) });
  return 'created';
}

function unwritten(repositoryId: number, number: number): StoredIssue {
  return { repositoryId, key: digestKey, number, state: 'open', obeyed: false, written: '', solved: [], open: [] };
}

/** Outcomes that are a person's decision, not a passing trouble. */
const lasting: ReadonlySet<string> = new Set(['gone', 'locked']);
