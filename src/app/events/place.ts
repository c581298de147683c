import { isSamePlace } from '../../jobs/keep-place.ts';
import type { RepositoryPlace } from '../../store/store.ts';
import type { InRepository, PayloadRepository } from '../payloads.ts';
import type { EventContext, RepositoryKey } from './listener.ts';

/**
 * Keeps where the repository of an event is now. Word that comes late has an old name and an old visibility: where an event
 * says other than what is known, GitHub is asked, and until then the repository counts as private. False where nothing is
 * wanted of it: it is archived and so read-only, or its installation is suspended.
 */
export async function place(context: EventContext, { installation, repository }: InRepository): Promise<boolean> {
  const { store, queue } = context;
  const known = await store.installations.get(installation.id);
  if (known === null) {
    if (await isOfAnother(context, installation.id, repository)) return false;
    // Word of its installation was lost; who it is and what it may see has to be asked for.
    await queue.installation(installation.id);
  }
  const told = placeOf(installation.id, repository);
  const stored = await store.repositories.get(repository.id);
  if (stored === null || stored.installationId !== installation.id) await store.repositories.put(told);
  else {
    const { owner, name, archived } = stored;
    const visibility = stored.visibility === 'public' ? told.visibility : stored.visibility;
    const kept = { ...told, owner, name, visibility };
    if (!isSamePlace(stored, kept)) await store.repositories.put(kept);
    const isElsewhere = !isSamePlace(stored, { ...told, archived });
    if (isElsewhere && !told.archived) await wantAudit(context, repository.id, 'settings-changed');
  }
  return known?.suspended !== true && repository.archived !== true;
}

/** Whether word of an installation that has ended comes after that of the one that took its place. */
async function isOfAnother(
  { store, reaches }: EventContext,
  installationId: number,
  { id, owner, name }: PayloadRepository,
): Promise<boolean> {
  const stored = await store.repositories.get(id);
  if (stored === null || stored.installationId === installationId) return false;
  if ((await store.installations.get(stored.installationId)) === null) return false;
  return !(await reaches(installationId, { owner: owner.login, name }));
}

function placeOf(installationId: number, repository: PayloadRepository): RepositoryPlace {
  return {
    id: repository.id,
    installationId,
    owner: repository.owner.login,
    name: repository.name,
    visibility: repository.visibility ?? (repository.private === false ? 'public' : 'private'),
    archived: repository.archived ?? false,
  };
}

export function keyOf({ installation, repository }: InRepository): RepositoryKey {
  return {
    installationId: installation.id,
    repositoryId: repository.id,
    owner: repository.owner.login,
    name: repository.name,
  };
}

/** The default branch is audited anew, with the settings that were observed or with new ones. */
export async function wantAudit(
  { store, queue }: EventContext,
  repositoryId: number,
  because: 'settings-changed' | 'files-changed',
): Promise<void> {
  await store.repositories.wantAudit(repositoryId, { settings: because === 'settings-changed' });
  await queue.repository(repositoryId);
}

/**
 * The same for all of an installation. A change of files (the policy that all inherit) is looked at now, also where
 * nothing else has changed; settings are left to the sweep, since people come and go in organisations with thousands of
 * repositories.
 */
export async function wantAuditOfAll(
  { store, queue, now }: EventContext,
  installationId: number,
  because: 'settings-changed' | 'files-changed',
): Promise<void> {
  const installation = await store.installations.get(installationId);
  if (installation === null || installation.suspended) return;
  const wanted: number[] = [];
  for (const { id, archived, snapshot } of await store.repositories.ofInstallation(installationId)) {
    if (archived) continue;
    await store.repositories.wantAudit(id, { settings: because === 'settings-changed' });
    if (because === 'settings-changed') continue;
    const headSha = snapshot?.facts.head?.sha;
    if (headSha !== undefined)
      await store.checks.want({ ...ofDefaultBranch, repositoryId: id, headSha, again: false, now: now() });
    wanted.push(id);
  }
  await queue.repositories(wanted, { urgency: 'background' });
}

/** What a check of the default branch is for. */
const ofDefaultBranch = { purpose: 'default-branch', base: null, pullNumber: null } as const;
