import { z } from 'zod';
import { notAccessible, notFound, ok } from '../http/answer.ts';
import { isGranted } from '../http/permission.ts';
import { onRepository, type Route } from '../http/route.ts';
import type { SandboxRepository } from '../state.ts';

/** Bundles that GitHub keeps for a file. Those of a public repository are shown to everybody. */
export const attestationRoutes: readonly Route[] = [
  onRepository('GET', '/attestations/{subject_digest}', 'metadata=read', async (call) => {
    const { world, repository, installation } = call;
    if (repository.visibility !== 'public' && !isGranted('attestations=read', installation.permissions))
      return { ...notAccessible, headers: { 'x-accepted-github-permissions': 'attestations=read' } };
    const [algorithm, digest = ''] = call.parameter('subject_digest').split(':');
    const kept = algorithm === 'sha256' ? await world.attestationsOf(digest.toLowerCase()) : [];
    const attestations = kept
      .filter((bundle) => isOf(bundle, repository))
      .map((bundle) => ({ repository_id: repository.id, bundle }));
    return attestations.length === 0 ? notFound : ok({ attestations });
  }),
];

/** GitHub keeps a bundle in the repository whose run made it, which the statement names. */
function isOf(bundle: unknown, { owner, name }: SandboxRepository): boolean {
  const { data } = signed.safeParse(bundle);
  if (data === undefined) return false;
  const statement = built.safeParse(JSON.parse(Buffer.from(data.dsseEnvelope.payload, 'base64').toString()));
  const url = statement.data?.predicate.buildDefinition.externalParameters.workflow.repository ?? '';
  return url.toLowerCase().endsWith(`/${owner}/${name}`.toLowerCase());
}

const signed = z.object({ dsseEnvelope: z.object({ payload: z.string() }) });

const built = z.object({
  predicate: z.object({
    buildDefinition: z.object({
      externalParameters: z.object({ workflow: z.object({ repository: z.string() }) }),
    }),
  }),
});
