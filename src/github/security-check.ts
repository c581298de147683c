import type { CheckOutput } from '../types/check-output.ts';
import { type CreatedCheck, completeCheck, type WrittenCheck } from './checks.ts';
import type { GitHubClient } from './client.ts';
import { isRecord, isSuccess, notTold, type Place } from './told.ts';

/** The name of the check run that says no more than whom to ask. The other one is about files, and rules may require it. */
const checkName = 'mintmark: security';

/**
 * Sees to it that a commit has one completed check run of this name that says this, and never a second.
 *
 * @param externalId our own key, by which the check run is found again
 * @param at ISO 8601
 * @throws GitHubUnavailable
 */
export async function keepSecurityCheck(
  client: GitHubClient,
  place: Place,
  { headSha, externalId, appId, at }: SecurityCheck,
  output: CheckOutput,
): Promise<CreatedCheck> {
  const answer = await client.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    ...place,
    ref: headSha,
    check_name: checkName,
    app_id: appId,
    filter: 'all',
    per_page: 100,
  });
  if (!isSuccess(answer)) return notTold(answer);
  const listed = isRecord(answer.data) && Array.isArray(answer.data['check_runs']) ? answer.data['check_runs'] : [];
  const found = listed.find(
    (run: unknown) => isRecord(run) && run['name'] === checkName && run['external_id'] === externalId,
  ) as unknown;
  const known = isRecord(found) && typeof found['id'] === 'number' ? { id: found['id'], run: found } : null;
  if (known !== null && says(known.run, output)) return { outcome: 'written', id: known.id };
  const id = known?.id ?? (await create(client, place, { headSha, externalId, appId, at }));
  if (typeof id !== 'number') return id;
  const completed = await completeSecurityCheck(client, place, id, output, at);
  return completed.outcome === 'written' ? { outcome: 'written', id } : completed;
}

export interface SecurityCheck {
  readonly headSha: string;
  readonly externalId: string;
  readonly appId: number;
  readonly at: string;
}

/** Writes another text into a check run of this name. */
export function completeSecurityCheck(
  client: GitHubClient,
  place: Place,
  id: number,
  output: CheckOutput,
  at: string,
): Promise<WrittenCheck> {
  return completeCheck(client, place, id, output, at, true);
}

async function create(
  client: GitHubClient,
  place: Place,
  { headSha, externalId, at }: SecurityCheck,
): Promise<number | CreatedCheck> {
  const answer = await client.request('POST /repos/{owner}/{repo}/check-runs', {
    ...place,
    name: checkName,
    head_sha: headSha,
    external_id: externalId,
    status: 'in_progress',
    started_at: at,
  });
  const id = isSuccess(answer) && isRecord(answer.data) ? answer.data['id'] : undefined;
  return typeof id === 'number' ? id : notTold(answer);
}

function says(run: Readonly<Record<string, unknown>>, { conclusion, title, summary }: CheckOutput): boolean {
  const output = run['output'];
  return (
    run['status'] === 'completed' &&
    run['conclusion'] === conclusion &&
    isRecord(output) &&
    output['title'] === title &&
    output['summary'] === summary
  );
}
