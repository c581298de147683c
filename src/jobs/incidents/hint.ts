import { completeSecurityCheck, keepSecurityCheck } from '../../github/security-check.ts';
import { type SecurityState, securityCheck } from '../../reports/incident/index.ts';
import type { StoredIncident } from '../../store/store.ts';
import { filesOf } from '../audit-commit.ts';
import type { Desk } from './desk.ts';
import { store } from './tell-incident.ts';
import { isOpen, withWritten, writtenOf } from './written.ts';

/**
 * Keeps the check run true that says in public no more than whom to ask: `neutral` on the default branch's head while
 * anything stands, `success` when nothing does any more.
 *
 * @throws GitHubUnavailable
 */
export async function keepHintTrue(desk: Desk): Promise<void> {
  const { context, repository } = desk.work;
  const all = await context.store.incidents.ofRepository(repository.id);
  const open = all.filter((incident) => isOpen(incident));
  const ended = all.filter((incident) => !isOpen(incident) && writtenOf(incident).checkRun !== null);
  if (open.length > 0) await hint(desk, open);
  else if (ended.length > 0) await settle(desk, ended);
}

async function hint(desk: Desk, open: readonly StoredIncident[]): Promise<void> {
  const { context, client, place, repository, snapshot } = desk.work;
  const { head } = snapshot.facts;
  if (head === null) return;
  const state: SecurityState = open.some((incident) => incident.state === 'noticed') ? 'untold' : 'told';
  const made = await keepSecurityCheck(
    client,
    place,
    { headSha: head.sha, externalId: `security:${repository.id}`, appId: context.app.id, at: time(desk) },
    securityCheck(state, await policyPath(desk)),
  );
  if (made.outcome !== 'written') {
    context.log.warn({ repository: repository.id, ...made }, 'no hint at an incident');
    return;
  }
  for (const incident of open)
    if (writtenOf(incident).checkRun !== made.id) await store(desk, withWritten(incident, { checkRun: made.id }));
}

async function settle(desk: Desk, ended: readonly StoredIncident[]): Promise<void> {
  const { context, client, place, repository } = desk.work;
  const output = securityCheck('settled', null);
  for (const id of new Set(ended.map((incident) => writtenOf(incident).checkRun))) {
    if (id === null) continue;
    const { outcome } = await completeSecurityCheck(client, place, id, output, time(desk));
    if (outcome !== 'written') context.log.warn({ repository: repository.id, outcome }, 'a hint was not settled');
  }
  for (const incident of ended) await store(desk, withWritten(incident, { checkRun: null }));
}

/** Where GitHub looks for a security policy, in every spelling that people use. */
async function policyPath({ work }: Desk): Promise<string | null> {
  const { head } = work.snapshot.facts;
  if (head === null) return null;
  const { files } = await filesOf(work, head);
  return (
    files.paths.find((path) => /^(?:\.github\/|docs\/)?security(?:\.(?:md|markdown|rst|txt|adoc))?$/i.test(path)) ??
    null
  );
}

function time({ work }: Desk): string {
  return new Date(work.context.now()).toISOString();
}
