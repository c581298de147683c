import type { CheckAnnotation, CheckOutput } from '../types/check-output.ts';
import type { GitHubAnswer, GitHubClient } from './client.ts';
import { readPages } from './pages.ts';
import { isRecord, isSuccess, messageOf, type NotTold, notTold, type Place } from './told.ts';
import { outage } from './unavailable.ts';

/** The name of every check run of ours. Rules of repositories hold on to it. */
const checkName = 'mintmark';

export interface NewCheck {
  readonly headSha: string;
  /** Our own key, by which the check run is found again. */
  readonly externalId: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Where GitHub's link “Details” leads; the app's page without it. */
  readonly detailsUrl?: string;
}

/** The answer with which a check run is made, where nobody has to see that it is in progress. */
export interface Answer {
  readonly output: CheckOutput;
  /** ISO 8601. */
  readonly completedAt: string;
}

export type CreatedCheck = { readonly outcome: 'written'; readonly id: number } | NotTold;

/** Whether one request takes a whole answer: GitHub takes 50 annotations with each. */
export function fitsOneRequest({ annotations }: CheckOutput): boolean {
  return annotations.length <= batchSize;
}

/** Makes the check run of a commit, in progress; with an answer that fits one request, completed. */
export async function createCheck(
  client: GitHubClient,
  place: Place,
  check: NewCheck,
  answered: Answer | null = null,
): Promise<CreatedCheck> {
  const answer = await client.request('POST /repos/{owner}/{repo}/check-runs', {
    ...place,
    name: checkName,
    head_sha: check.headSha,
    external_id: check.externalId,
    ...(answered === null ? { status: 'in_progress' } : completion(answered, answered.output.annotations)),
    started_at: check.startedAt,
    ...(check.detailsUrl === undefined ? {} : { details_url: check.detailsUrl }),
  });
  const id = isSuccess(answer) && isRecord(answer.data) ? answer.data['id'] : undefined;
  return typeof id === 'number' ? { outcome: 'written', id } : notTold(answer);
}

/** A check run as GitHub holds it. */
export interface FoundCheck {
  readonly id: number;
  readonly status: string;
  readonly conclusion: string | null;
  /** How many annotations have arrived. */
  readonly annotations: number;
}

/**
 * The check run that was made with this key, so that a crash makes no second one; null where there is none.
 *
 * @param after GitHub's id of the one before, which has the same key
 * @throws Error where GitHub refuses to tell: to take that for none would make a second one
 */
export async function findCheck(
  client: GitHubClient,
  place: Place,
  headSha: string,
  appId: number,
  externalId: string,
  after = 0,
): Promise<FoundCheck | null> {
  const found = await readPages<unknown>(
    client,
    'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    { ...place, ref: headSha, check_name: checkName, app_id: appId, filter: 'all' },
    {
      most: 3,
      pick: (data) => (isRecord(data) && Array.isArray(data['check_runs']) ? (data['check_runs'] as unknown[]) : null),
    },
  );
  if ('failed' in found && found.failed?.status === 403) throw new Error('GitHub refuses to tell of check runs (403)');
  if ('failed' in found) return null;
  const ours = found.items
    .flatMap((run) =>
      isRecord(run) && run['external_id'] === externalId && run['name'] === checkName ? (checkOf(run) ?? []) : [],
    )
    .filter(({ id }) => id > after)
    .toSorted((a, b) => b.id - a.id);
  // One that was asked for again has the key of the one before, which is completed
  return ours.find(({ status }) => status !== 'completed') ?? ours[0] ?? null;
}

export type WrittenCheck = { readonly outcome: 'written' } | NotTold;

/**
 * Completes a check run. GitHub takes 50 annotations a request and adds them to those it has, so the run stays in
 * progress until the last batch, and what an earlier attempt has sent is counted first and not sent again.
 *
 * @param completedAt ISO 8601
 * @param isNew nothing can have been sent to it yet, which saves the counting
 * @throws GitHubUnavailable also where GitHub says that it has no such run, and shows it
 */
export async function completeCheck(
  client: GitHubClient,
  place: Place,
  checkRunId: number,
  output: CheckOutput,
  completedAt: string,
  isNew = false,
): Promise<WrittenCheck> {
  const counted = isNew || output.annotations.length === 0 ? 0 : await annotationsSent(client, place, checkRunId);
  if (typeof counted !== 'number') return counted;
  const batches = batchesOf(output.annotations.slice(counted));
  for (const batch of batches.slice(0, -1)) {
    const answer = await update(client, place, checkRunId, { status: 'in_progress', output: fields(output, batch) });
    if (!isSuccess(answer)) return notTold(answer);
  }
  const answer = await update(client, place, checkRunId, completion({ output, completedAt }, batches.at(-1) ?? []));
  // A run that GitHub does show must not be left in progress because GitHub once says that it has none, or refuses
  if (isOdd(answer) && typeof (await annotationsSent(client, place, checkRunId)) === 'number')
    throw outage('a check run', `GitHub answers ${answer.status} to what is written into it, and shows it`, Date.now());
  return written(answer);
}

/** Whether nothing is there, or nothing is allowed, without a reason that would explain why the run was made before. */
function isOdd(answer: GitHubAnswer): boolean {
  if (answer.status === 404) return true;
  return answer.status === 403 && !/\barchived\b|not accessible by/i.test(messageOf(answer.data));
}

function completion({ output, completedAt }: Answer, annotations: readonly CheckAnnotation[]) {
  return {
    status: 'completed',
    conclusion: output.conclusion,
    completed_at: completedAt,
    output: fields(output, annotations),
    actions: output.actions,
  };
}

/** Writes another text into a completed check run, and leaves its annotations as they are. */
export async function explainCheck(
  client: GitHubClient,
  place: Place,
  checkRunId: number,
  output: CheckOutput,
): Promise<WrittenCheck> {
  return written(await update(client, place, checkRunId, { output: fields(output, []), actions: output.actions }));
}

const batchSize = 50;

function batchesOf(annotations: readonly CheckAnnotation[]): readonly (readonly CheckAnnotation[])[] {
  const number = Math.ceil(annotations.length / batchSize);
  return Array.from({ length: number }, (_, index) => annotations.slice(index * batchSize, (index + 1) * batchSize));
}

async function annotationsSent(client: GitHubClient, place: Place, id: number): Promise<number | NotTold> {
  const answer = await client.request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    ...place,
    check_run_id: id,
  });
  if (!isSuccess(answer)) return notTold(answer);
  return checkOf(answer.data)?.annotations ?? 0;
}

function update(
  client: GitHubClient,
  place: Place,
  id: number,
  body: Readonly<Record<string, unknown>>,
): Promise<GitHubAnswer> {
  return client.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    ...place,
    check_run_id: id,
    ...body,
  });
}

function fields({ title, summary, text }: CheckOutput, annotations: readonly CheckAnnotation[]) {
  return {
    title,
    summary,
    ...(text === null ? {} : { text }),
    ...(annotations.length === 0 ? {} : { annotations: annotations.map(annotationFields) }),
  };
}

function annotationFields({ path, startLine, endLine, level, title, message, details }: CheckAnnotation) {
  return {
    path,
    start_line: startLine,
    end_line: endLine,
    annotation_level: level,
    title,
    message,
    ...(details === null ? {} : { raw_details: details }),
  };
}

function written(answer: GitHubAnswer): WrittenCheck {
  return isSuccess(answer) ? { outcome: 'written' } : notTold(answer);
}

function checkOf(run: unknown): FoundCheck | null {
  if (!isRecord(run) || typeof run['id'] !== 'number') return null;
  const { id, status, conclusion, output } = run;
  const count = isRecord(output) ? output['annotations_count'] : 0;
  return {
    id,
    status: String(status),
    conclusion: typeof conclusion === 'string' ? conclusion : null,
    annotations: typeof count === 'number' ? count : 0,
  };
}
