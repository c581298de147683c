import type { RepositoryFiles } from '../types/repository-files.ts';
import type { PublishingJob } from './control-of.ts';
import { handoversOf } from './handovers.ts';
import { triesOidcFirst } from './oidc-first.ts';

/**
 * What every step of a publishing job can publish with: the OIDC token of the job, also where a stored secret stands by
 * for it, or a stored secret that stands in the environment of the whole job. Null where only the publishing step holds
 * it.
 */
export function credentialInReach(
  { publications, site }: PublishingJob,
  files: RepositoryFiles,
): 'id-token' | { readonly secret: string } | null {
  const withOidc = publications.find(
    (publication) =>
      publication.idToken && (publication.auth === 'trusted-publishing' || triesOidcFirst(publication, files)),
  );
  if (withOidc !== undefined) return 'id-token';
  const secrets = publications.flatMap(({ credentials }) =>
    credentials.flatMap(({ kind, secret }) =>
      secret !== null && (kind === 'long-lived' || kind === 'vault') ? [secret] : [],
    ),
  );
  const shared = secrets.find((secret) =>
    handoversOf(site, secret).some(({ address }) => address?.[0] === 'env' || address?.[2] === 'env'),
  );
  return shared === undefined ? null : { secret: shared };
}
