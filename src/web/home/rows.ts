import type { Store } from '../../store/store.ts';
import type { PublishedHow } from '../../types/posture.ts';
import { isGrave } from '../../types/severity.ts';
import { countsOf } from '../organisation/published-view.ts';
import type { SeenInstallation } from '../sight.ts';

/** An installation in a line. */
export interface HomeRow {
  readonly account: string;
  readonly suspended: boolean;
  /** How many the person may see. */
  readonly repositories: number;
  readonly packages: Readonly<Record<PublishedHow, number>>;
  /** `grave`: high or critical. */
  readonly findings: { readonly grave: number; readonly all: number };
  /** An audit of all its repositories is under way. */
  readonly isBeingAudited: boolean;
}

/** Of repositories that the person may see, and no others; in the order of the accounts' names. */
export async function readRows(store: Store, installations: readonly SeenInstallation[]): Promise<readonly HomeRow[]> {
  const sorted = installations.toSorted((a, b) => a.installation.account.localeCompare(b.installation.account, 'en'));
  return Promise.all(sorted.slice(0, mostRows).map((each) => readRow(store, each)));
}

/** Each is a few questions to the store and one to GitHub. */
export const mostRows = 40;

async function readRow(store: Store, seen: SeenInstallation): Promise<HomeRow> {
  const { id, account, suspended } = seen.installation;
  const ids = [...(await seen.repositories()).keys()];
  const [packages, open, sweep] = await Promise.all([
    store.postures.packages(ids),
    store.postures.open(ids),
    store.sweeps.get(id),
  ]);
  const count = (points: typeof open) => points.reduce((sum, { findings }) => sum + findings, 0);
  return {
    account,
    suspended,
    repositories: ids.length,
    packages: countsOf(packages),
    findings: { grave: count(open.filter(({ severity }) => isGrave(severity))), all: count(open) },
    isBeingAudited: sweep !== null && sweep.finishedAt === null,
  };
}
