import { type Answer, completeCheck, createCheck, findCheck, fitsOneRequest } from '../github/checks.ts';
import type { Check } from '../store/store.ts';
import type { CheckOutput } from '../types/check-output.ts';
import { digestOf } from './digest.ts';
import type { RepositoryWork } from './repository-work.ts';

/** A commit that waits for its answer, and the check run that stands for it, as far as there is one. */
export interface BegunCheck {
  readonly check: Check;
  /** Null where none could be made, or none need be made unless there is something new to say. */
  readonly checkRunId: number | null;
  /** It was made just now, so nothing has been sent to it. */
  readonly isNew: boolean;
}

/**
 * Makes the check run of a commit, in progress, so that people see at once that Mintmark is at it. What a crash left
 * half done is found and taken up, never made twice. A commit that was answered before gets a new check run only when a
 * person asked for it, or when there is something else to say; and so it is where nobody waits for the first one.
 */
export async function beginCheck(work: RepositoryWork, check: Check): Promise<BegunCheck> {
  const { state, checkRunId, again } = check;
  if (state === 'running' && checkRunId !== null) return { check, checkRunId, isNew: false };
  const isWaiting = check.output === notSaid;
  if (state === 'wanted' && checkRunId !== null && (isWaiting || !again))
    return { check, checkRunId: isWaiting ? checkRunId : null, isNew: false };
  if (state === 'wanted' && nobodyWaits(work, check)) return { check, checkRunId: null, isNew: false };
  const adopted = state === 'wanted' ? null : await adopt(work, check);
  return adopted === null
    ? { check, checkRunId: await create(work, check, null), isNew: true }
    : { check, checkRunId: adopted, isNew: false };
}

function nobodyWaits({ urgency }: RepositoryWork, { purpose, again }: Check): boolean {
  return urgency === 'background' && purpose === 'default-branch' && !again;
}

/** Completes the check run of a commit with what there is to say, and remembers that. */
export async function concludeCheck(work: RepositoryWork, begun: BegunCheck, output: CheckOutput): Promise<void> {
  const { context } = work;
  const { check } = begun;
  const said = digestsOf(output);
  const outcome =
    begun.checkRunId === null && check.output === written(said) ? 'written' : await say(work, begun, output);
  if (outcome === 'waits') return;
  await context.store.checks.completed(check.id, check.wish, {
    conclusion: output.conclusion,
    output: outcome === 'written' ? written(said) : notSaid,
    now: context.now(),
  });
}

/** Completes the check run of a commit with what keeps it waiting. The answer is still wanted, and takes its place. */
export async function concludeForNow(work: RepositoryWork, check: Check, output: CheckOutput): Promise<void> {
  const { store, now } = work.context;
  if ((await say(work, { check, checkRunId: check.checkRunId, isNew: false }, output)) !== 'written') return;
  await store.checks.completed(check.id, check.wish, { conclusion: output.conclusion, output: notSaid, now: now() });
  const { repositoryId, headSha, purpose, base, pullNumber } = check;
  await store.checks.want({ repositoryId, headSha, purpose, base, pullNumber, again: false, now: now() });
}

/** `waits`: nothing can be written now, and it is to be said when that ends. */
async function say(
  work: RepositoryWork,
  { check, checkRunId, isNew }: BegunCheck,
  output: CheckOutput,
): Promise<'written' | 'not-written' | 'waits'> {
  const { context, client, place, repository } = work;
  // Annotations cannot be taken back: a run that has none or the right ones is written anew, another set gets a new run
  const hasAll = checkRunId === null && hasAnnotations(check, digestsOf(output));
  const renewed = hasAll || (checkRunId === null && hasAnnotations(check, noAnnotations)) ? check.checkRunId : null;
  const completedAt = new Date(context.now()).toISOString();
  const isMissing = checkRunId === null && renewed === null;
  if (isMissing && fitsOneRequest(output)) {
    const made = await create(work, check, { output, completedAt });
    if (made !== null) context.measures.concluded(output.conclusion);
    return made === null ? 'not-written' : 'written';
  }
  const id = checkRunId ?? renewed ?? (await create(work, check, null));
  if (id === null) return 'not-written';
  const said = hasAll ? { ...output, annotations: [] } : output;
  const { outcome, ...why } = await completeCheck(client, place, id, said, completedAt, isNew || isMissing);
  if (outcome === 'written') {
    context.measures.concluded(output.conclusion);
    return 'written';
  }
  context.log.warn({ repository: repository.id, checkRun: id, outcome, ...why }, 'check run not completed');
  if (outcome === 'archived') {
    const { owner, name, visibility, installationId } = repository;
    await context.store.repositories.put({
      id: repository.id,
      installationId,
      owner,
      name,
      visibility,
      archived: true,
    });
    return 'waits';
  }
  const installation = await context.store.installations.get(repository.installationId);
  return installation?.suspended === true ? 'waits' : 'not-written';
}

/** In place of the digests of what was said: the check run stands there and waits for its answer. */
const notSaid = '';

interface Said {
  readonly words: string;
  readonly annotations: string;
}

function digestsOf({ annotations, ...words }: CheckOutput): Said {
  return { words: digestOf(words), annotations: digestOf(annotations) };
}

function written({ words, annotations }: Said): string {
  return `${words}.${annotations}`;
}

const noAnnotations: Pick<Said, 'annotations'> = { annotations: digestOf([]) };

function hasAnnotations({ output, checkRunId }: Check, { annotations }: Pick<Said, 'annotations'>): boolean {
  return checkRunId !== null && output?.endsWith(`.${annotations}`) === true;
}

/** What was made before a crash, in progress or completed at once. What a person asks for anew is never the latter. */
async function adopt(work: RepositoryWork, check: Check): Promise<number | null> {
  const { context, client, place } = work;
  const before = check.checkRunId ?? 0;
  const found = await findCheck(client, place, check.headSha, context.app.id, externalIdOf(check), before);
  if (found === null || (found.status === 'completed' && check.again)) return null;
  await context.store.checks.started(check.id, found.id);
  return found.id;
}

async function create(work: RepositoryWork, check: Check, answered: Answer | null): Promise<number | null> {
  const { context, client, place } = work;
  await context.store.checks.starting(check.id);
  const startedAt = new Date(context.now()).toISOString();
  const made = await createCheck(
    client,
    place,
    { headSha: check.headSha, externalId: externalIdOf(check), startedAt },
    answered,
  );
  if (made.outcome !== 'written') {
    context.log.warn({ repository: work.repository.id, commit: check.headSha, ...made }, 'check run not created');
    return null;
  }
  await context.store.checks.started(check.id, made.id);
  return made.id;
}

function externalIdOf({ repositoryId, id }: Check): string {
  return `${repositoryId}:${id}`;
}
