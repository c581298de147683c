import { z } from 'zod';
import type { Observation } from '../types/observation.ts';
import type { GitHubClient } from './client.ts';
import { notRead, notUnderstood } from './evidence/place.ts';

/** As many as are read of one document of attestations. */
const most = 20;

/**
 * The artifact attestations that GitHub keeps in a repository for a file, as a document of Sigstore bundles that is to be
 * verified. `absent` where it keeps none.
 *
 * @param sha256 of the file, 64 hexadecimal digits; anything else is absent without a request
 * @throws GitHubUnavailable
 */
export async function artifactAttestations(
  client: GitHubClient,
  owner: string,
  repo: string,
  sha256: string,
): Promise<Observation<string>> {
  const source = `/repos/${owner}/${repo}/attestations/sha256:${sha256.slice(0, 64)}`;
  if (!/^[0-9a-f]{64}$/i.test(sha256)) return { state: 'absent', source };
  const answer = await client.request('GET /repos/{owner}/{repo}/attestations/{subject_digest}', {
    owner,
    repo,
    subject_digest: `sha256:${sha256.toLowerCase()}`,
    per_page: most,
  });
  if (answer.status === 404) return { state: 'absent', source };
  if (answer.status !== 200) return notRead(answer, 'attestations', source);
  const { data } = document.safeParse(answer.data);
  if (data === undefined) return notUnderstood(source);
  if (data.attestations.length === 0) return { state: 'absent', source };
  const attestations = data.attestations.flatMap(({ bundle }) => (bundle === null ? [] : [{ bundle }]));
  if (attestations.length < data.attestations.length)
    return { state: 'unreadable', reason: 'GitHub names attestations without sending them', source };
  return { state: 'seen', value: JSON.stringify({ attestations }), source };
}

const document = z.object({
  attestations: z.array(
    z.object({
      bundle: z
        .looseObject({})
        .nullish()
        .transform((bundle) => bundle ?? null),
    }),
  ),
});
