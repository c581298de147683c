import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import type { GitHubClient } from './client.ts';
import { isSuccess, messageOf, type NotTold, notTold, type Place } from './told.ts';

/** An analysis for GitHub's code scanning. */
export interface Analysis {
  /** The full commit that was audited. */
  readonly commit: string;
  /** `refs/heads/main`. */
  readonly ref: string;
  /** SARIF 2.1.0. */
  readonly sarif: string;
}

export type UploadOutcome =
  /** GitHub has it and will process it; `id` is how its status is asked for. */
  | { readonly outcome: 'taken'; readonly id: string }
  /** Code scanning is not available in this repository; in GitHub's words. */
  | { readonly outcome: 'not-enabled'; readonly message: string }
  | { readonly outcome: 'too-large' }
  | NotTold;

/** Hands an analysis to code scanning. What GitHub does not take is an outcome. @throws GitHubUnavailable */
export async function uploadSarif(client: GitHubClient, place: Place, analysis: Analysis): Promise<UploadOutcome> {
  const packed = await promisify(gzip)(analysis.sarif);
  if (packed.length > mostPackedBytes) return { outcome: 'too-large' };
  const answer = await client.request('POST /repos/{owner}/{repo}/code-scanning/sarifs', {
    ...place,
    commit_sha: analysis.commit,
    ref: analysis.ref,
    sarif: packed.toString('base64'),
    tool_name: 'Mintmark',
  });
  const { data } = receipt.safeParse(answer.data);
  if (isSuccess(answer) && data !== undefined) return { outcome: 'taken', id: data.id };
  if (answer.status === 413) return { outcome: 'too-large' };
  const message = messageOf(answer.data);
  return notEnabled(answer.status, message) ? { outcome: 'not-enabled', message } : notTold(answer);
}

/** What GitHub takes, compressed. */
const mostPackedBytes = 10 * 1024 * 1024;

const receipt = z.object({ id: z.string().regex(/^[\w-]{1,100}$/) });

/** It says so with a 403, as it does for a missing permission, or a 404. */
function notEnabled(status: number, message: string): boolean {
  return (status === 403 || status === 404) && /code scanning|code security|advanced security/i.test(message);
}

export type UploadStatus =
  | { readonly outcome: 'pending' | 'complete' }
  /** Not all of it could be processed; GitHub's reasons, a few of them. */
  | { readonly outcome: 'failed'; readonly errors: readonly string[] }
  | NotTold;

/** What has become of an upload. @throws GitHubUnavailable */
export async function readUpload(client: GitHubClient, place: Place, id: string): Promise<UploadStatus> {
  const answer = await client.request('GET /repos/{owner}/{repo}/code-scanning/sarifs/{sarif_id}', {
    ...place,
    sarif_id: id,
  });
  const { data } = status.safeParse(answer.data);
  if (!isSuccess(answer) || data === undefined) return notTold(answer);
  if (data.processing_status !== 'failed') return { outcome: data.processing_status };
  return { outcome: 'failed', errors: data.errors.slice(0, mostErrors).map((error) => error.slice(0, longestError)) };
}

const mostErrors = 3;
const longestError = 300;

const status = z.object({
  processing_status: z.enum(['pending', 'complete', 'failed']),
  errors: z
    .array(z.string())
    .nullish()
    .transform((errors) => errors ?? []),
});
