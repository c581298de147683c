import { basename, resolve } from 'node:path';
import { type Ground, groundOf } from '../../exercises/index.ts';
import { openStore, type Store, storeIsThere } from '../../store/index.ts';
import type { Report } from '../../types/report.ts';
import type { Arguments } from '../arguments.ts';
import { auditFolder } from '../audit-folder.ts';
import { Misuse, type Option } from '../command.ts';
import type { Stage } from '../demo/stage.ts';
import { storePlace } from '../store-place.ts';
import type { Surroundings } from '../surroundings.ts';
import { InputError } from '../verify-files.ts';

/** Whose packages it is about. */
export const groundOptions: readonly Option[] = [
  { name: 'demo', value: null, help: 'about the organization of `mintmark demo`' },
  { name: 'account', value: 'NAME', help: 'about what the GitHub App has stored of this account' },
  { name: 'offline', value: null, help: 'read the files of PATH only: ask neither registries nor GitHub' },
];

/** An organisation, and the stage that it is on already, where it is the demo’s. */
export interface FoundGround {
  readonly ground: Ground;
  readonly stage: Stage | null;
  /** What to say beside it. */
  readonly notes: readonly string[];
}

/**
 * The organisation that was asked for: the demo’s, an account of the app’s store, or the repositories in the folders.
 *
 * @throws Misuse, CheckoutError, InputError, and what a database throws
 */
export async function findGround(typed: Arguments, around: Surroundings): Promise<FoundGround> {
  const account = typed.value('account');
  const named = [typed.has('demo'), account !== null, typed.operands.length > 0].filter(Boolean).length;
  if (named > 1) throw new Misuse('--demo, --account and PATH each say whom it is about: name one of them');
  if (typed.has('demo')) return demoGround(around);
  if (account !== null) return storedGround(account, typed, around);
  return folderGround(typed.operands.length === 0 ? ['.'] : typed.operands, typed.has('offline'), around);
}

async function demoGround(around: Surroundings): Promise<FoundGround> {
  around.stderr.write('Starting a local GitHub, registries and the app, and auditing the demo’s organization …\n');
  const [{ openStage }, { coinPress }, { install }] = await Promise.all([
    import('../demo/stage.ts'),
    import('../../sandbox/scenarios/coin-press.ts'),
    import('../drill/play.ts'),
  ]);
  const owner = coinPress.scenario.organisations[0]?.login ?? '';
  const stage = await openStage(coinPress, 0);
  try {
    await install({ stage, owner });
    const ids = [...stage.sandbox.state.repositories.values()].flatMap((each) =>
      each.owner === owner ? [each.id] : [],
    );
    return { ground: groundOf(owner, onGitHub(stage, await reportsOf(stage.app.store, ids))), stage, notes: [] };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

/** On the stage GitHub’s pages are on this machine, at an address that is another one each time. */
function onGitHub({ pages }: Stage, reports: readonly Report[]): readonly Report[] {
  const text = JSON.stringify(reports).replaceAll(pages.url, 'https://github.com');
  return JSON.parse(text) as readonly Report[];
}

async function storedGround(account: string, typed: Arguments, around: Surroundings): Promise<FoundGround> {
  const place = storePlace(typed, around);
  if ('folder' in place && !storeIsThere(place.folder)) throw new InputError(place.folder, 'there is no store');
  const { store } = await openStore(place);
  try {
    const installed = await store.installations.list();
    const found = installed.find((each) => each.account.toLowerCase() === account.toLowerCase());
    if (found === undefined) throw new InputError(account, 'the app is not installed on an account of that name');
    const repositories = await store.repositories.ofInstallation(found.id);
    const ids = repositories.filter(({ archived }) => !archived).map(({ id }) => id);
    return { ground: groundOf(found.account, await reportsOf(store, ids)), stage: null, notes: [] };
  } finally {
    await store.close();
  }
}

async function folderGround(paths: readonly string[], offline: boolean, around: Surroundings): Promise<FoundGround> {
  const engine = await around.engine();
  const reports: Report[] = [];
  const notes: string[] = [];
  const asking = offline ? null : { record: null, replay: null };
  for (const path of paths) {
    const audited = await auditFolder(resolve(around.folder, path), { controls: null, engine, around, asking });
    reports.push(audited.report);
    notes.push(...audited.notes);
  }
  const owners = reports.flatMap(({ subject }) => subject.repository?.split('/')[0] ?? []);
  return {
    ground: groundOf(owners[0] ?? basename(resolve(around.folder, paths[0] ?? '.')), reports),
    stage: null,
    notes,
  };
}

async function reportsOf(store: Store, ids: readonly number[]): Promise<readonly Report[]> {
  const reports: Report[] = [];
  for (const id of ids.slice(0, mostRepositories)) {
    const report = await store.reports.ofRecord(id);
    if (report !== null) reports.push(report);
  }
  return reports;
}

const mostRepositories = 5000;
