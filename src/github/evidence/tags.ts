import { z } from 'zod';
import type { Observation } from '../../types/observation.ts';
import type { GitTag } from '../settings.ts';
import type { Part } from '../snapshot-parts.ts';
import { askRepository, notUnderstood, type Place, partNotRead, repositoryPage } from './place.ts';

/** The newest tags from the query; signatures of the newest annotated ones, which only REST tells. */
export async function tags(place: Place, part: Part): Promise<Observation<readonly GitTag[]>> {
  const source = repositoryPage(place, 'tags');
  if (part.state !== 'value') return partNotRead(part, 'tags', source);
  const parsed = listed.safeParse(part.value);
  if (!parsed.success) return notUnderstood(source);
  const found = parsed.data.nodes.flatMap((node) => (node === null ? [] : tagOf(node)));
  const asked = found.filter(({ tag }) => tag.annotated).slice(0, mostSignatures);
  const signatures = new Map<GitTag, GitTag['signature']>();
  for (const { tag, object } of asked) signatures.set(tag, await signatureOf(place, object));
  const value = found.map(({ tag }) => ({ ...tag, signature: signatures.get(tag) ?? tag.signature }));
  return { state: 'seen', value, source };
}

const mostSignatures = 3;

const commit = { __typename: z.string(), oid: z.string(), committedDate: z.string().nullish() };

const listed = z.object({
  nodes: z.array(
    z
      .object({ name: z.string(), target: z.object({ ...commit, target: z.object(commit).nullish() }).nullable() })
      .nullable(),
  ),
});

/** A tag of something else than a commit releases nothing, and is left out. */
function tagOf(node: NonNullable<z.infer<typeof listed>['nodes'][number]>): readonly { tag: GitTag; object: string }[] {
  const { name, target } = node;
  if (target === null) return [];
  const annotated = target.__typename === 'Tag';
  const end = annotated ? target.target : target;
  if (end?.__typename !== 'Commit') return [];
  const committedAt = end.committedDate ?? null;
  const signature = annotated ? 'not-read' : 'none';
  return [{ tag: { name, commit: end.oid, annotated, signature, committedAt }, object: target.oid }];
}

/** What cannot be read is `not-read`: neither 403 nor 404 says anything of the signature. */
async function signatureOf(place: Place, object: string): Promise<GitTag['signature']> {
  const answer = await askRepository(place, '/git/tags/{tag_sha}', { tag_sha: object });
  const parsed = signed.safeParse(answer.data);
  if (answer.status !== 200 || !parsed.success) return 'not-read';
  const { verified, reason } = parsed.data.verification;
  if (verified) return 'verified';
  return reason === 'unsigned' ? 'none' : 'unverified';
}

const signed = z.object({ verification: z.object({ verified: z.boolean(), reason: z.string().nullish() }) });
