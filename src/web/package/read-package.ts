import type { StoredRepository } from '../../store/store.ts';
import type { Ledger } from '../../types/ledger.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import { registryIds } from '../../types/registry-id.ts';
import type { Report, ReportPublication } from '../../types/report.ts';
import type { PageRequest } from '../page.ts';
import { toldTo } from '../repository/index.ts';
import type { RepositoryRole } from '../sight.ts';

/** All that the page about a package shows. */
export interface PackageModel {
  readonly repository: Pick<StoredRepository, 'owner' | 'name'>;
  /** The account that the installation is of. */
  readonly account: string;
  readonly role: RepositoryRole;
  /** That was audited. */
  readonly commit: string | null;
  readonly registry: RegistryId;
  /** As the registry spells it. */
  readonly name: string;
  /** Null where no registry was asked for it, and where the person may not be told. */
  readonly ledger: Ledger | null;
  readonly publications: readonly ReportPublication[];
}

/** Reads what the person may see of a package; null where they may not see the repository, and where it has no such package. */
export async function readPackage({ sight, store, parameters }: PageRequest): Promise<PackageModel | null> {
  const { owner = '', name = '', registry = '', package: packageName = '' } = parameters;
  const seen = await sight.repository(owner, name);
  if (seen === null) return null;
  const { installation, repository, role } = seen;
  const full = await store.reports.ofRecord(repository.id);
  if (full === null) return null;
  const found = packageOf(toldTo(role, full), registry, packageName);
  if (found === null) return null;
  return { repository, account: installation.account, role, commit: full.subject.commit, ...found };
}

/** What a report says of one package; null where it knows none of that name. */
export function packageOf(
  { publications, releases }: Pick<Report, 'publications' | 'releases'>,
  registry: string,
  name: string,
): Pick<PackageModel, 'registry' | 'name' | 'ledger' | 'publications'> | null {
  const id = registryIds.find((each) => each === registry);
  if (id === undefined) return null;
  const ledger = releases.find((each) => each.registry === id && each.package === name) ?? null;
  const own = publications.filter((each) => each.registry === id && each.packages.includes(name));
  return ledger === null && own.length === 0 ? null : { registry: id, name, ledger, publications: own };
}
