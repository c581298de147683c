import { isOwnPackage, namedBy } from '../../audit/incidents.ts';
import { releaseRepository } from '../../github/release-repository.ts';
import type { PackageEvidence } from '../../ledger/package-evidence.ts';
import type { StoredRepository } from '../../store/store.ts';
import type { JobContext } from '../context.ts';

/**
 * Is it the repository's own package, whose alarms are its own? Metadata keep the names of before a rename or a transfer:
 * GitHub knows where those lead.
 *
 * @param before what the look before had seen; null where there was none
 * @throws GitHubUnavailable
 */
export async function isOwn(
  context: JobContext,
  { id, installationId, owner, name }: StoredRepository,
  evidence: PackageEvidence,
  before: PackageEvidence | null,
): Promise<boolean> {
  const publications = (await context.store.reports.ofRecord(id))?.publications ?? [];
  const isPublished = publications.some(
    ({ registry, packages }) => registry === evidence.registry && packages.includes(evidence.name),
  );
  if (isOwnPackage({ evidence, before, repository: `${owner}/${name}`, isPublished })) return true;

  const named = [...new Set([evidence, ...(before === null ? [] : [before])].flatMap(namedBy))].slice(0, mostNames);
  if (named.length === 0) return false;
  const client = await context.clientFor(installationId, id, 'person');
  for (const each of named) {
    const found = await releaseRepository(client, each, context.server);
    if (found.state === 'seen' && found.value.id === id) return true;
  }
  return false;
}

/** Asked of GitHub for one package, at most. */
const mostNames = 3;
