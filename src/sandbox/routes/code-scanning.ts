import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { type Answer, failure, notFound, ok } from '../http/answer.ts';
import { onRepository, type RepositoryCall, type Route, withBody } from '../http/route.ts';
import { apiUrl } from '../shapes/repository.ts';

/** Uploads of analyses: taken at once, processed later. A repository that is not public has no code scanning. */
export const codeScanningRoutes: readonly Route[] = [
  onRepository('POST', '/code-scanning/sarifs', 'security_events=write', upload),
  onRepository('GET', '/code-scanning/sarifs/{sarif_id}', 'security_events=read', (call) => {
    const analysis = call.repository.analyses.get(call.parameter('sarif_id'));
    if (analysis === undefined) return notFound;
    if (analysis.status === 'pending') analysis.status = 'complete';
    const { status, errors } = analysis;
    const base = `${apiUrl(call.world, call.repository)}/code-scanning/analyses`;
    return ok({
      processing_status: status,
      ...(status === 'complete' ? { analyses_url: `${base}?sarif_id=${call.parameter('sarif_id')}` } : {}),
      ...(status === 'failed' ? { errors } : {}),
    });
  }),
];

const body = z.object({
  commit_sha: z.string().regex(/^[0-9a-fA-F]{40}$/),
  ref: z.string().regex(/^refs\/(?:heads|tags|pull)\/.+$/),
  sarif: z.string(),
  tool_name: z.string().optional(),
  started_at: z.string().optional(),
  checkout_uri: z.string().optional(),
  validate: z.boolean().optional(),
});

function upload(call: RepositoryCall): Answer {
  const { world, repository } = call;
  if (repository.visibility !== 'public')
    return failure(403, 'Advanced Security must be enabled for this repository to use code scanning.');
  return withBody(call, 'CodeScanning', body, ({ commit_sha: commit, ref, sarif }) => {
    const text = unpacked(sarif);
    if (text === null) return failure(400, 'The sarif field is invalid');
    if (!repository.objects.has(commit)) return failure(404, `commit not found`);
    const id = randomUUID();
    repository.analyses.set(id, { commit, ref, sarif: text, status: 'pending', errors: [] });
    return { status: 202, body: { id, url: `${apiUrl(world, repository)}/code-scanning/sarifs/${id}` } };
  });
}

const mostBytes = 64 * 1024 * 1024;

/** Null for what is no gzip in Base64. */
function unpacked(sarif: string): string | null {
  try {
    return gunzipSync(Buffer.from(sarif, 'base64'), { maxOutputLength: mostBytes }).toString('utf8');
  } catch {
    return null;
  }
}
