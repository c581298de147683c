import { createHash } from 'node:crypto';
import { type Card, type CardId, cardIds } from '../../exercises/index.ts';
import { incidentBody } from '../../reports/incident/index.ts';
import { renderLedgers } from '../../reports/ledger/ledgers.ts';
import { renderMarkdown } from '../../reports/markdown/markdown.ts';
import { headOf } from '../../sandbox/git/resolve.ts';
import { newestRuns } from '../../sandbox/pages/lookup.ts';
import type { SandboxCheckRun } from '../../sandbox/state.ts';
import type { IncidentPack } from '../../types/incident-pack.ts';
import type { Ledger } from '../../types/ledger.ts';
import type { Scene } from './scene.ts';

/** What players may be handed, as it stood when it was taken. */
export type Cards = Map<CardId, Card>;

/** In the order in which they are handed out. */
export function inOrder(cards: Cards): readonly Card[] {
  return cardIds.flatMap((id) => cards.get(id) ?? []);
}

/** The audit of the organisation’s own repository, as it was before the story. */
export function takePosture({ target, facts }: Scene, cards: Cards): void {
  if (facts.has('invented')) return;
  cards.set('posture', { id: 'posture', form: 'markdown', text: renderMarkdown(target.report) });
}

/** The release history as the app knows it now. */
export async function takeLedger(scene: Scene, id: CardId, cards: Cards): Promise<void> {
  const ledger = await ledgerNow(scene);
  if (ledger === null) return;
  cards.set(id, { id, form: 'text', text: renderLedgers([ledger], { width: 96, color: false, newest: 6 }) });
}

export async function ledgerNow({ stage, repository, target }: Scene): Promise<Ledger | null> {
  const followed = await stage.app.store.packages.ofRepository(repository.id);
  const found = followed.find(({ registry, name }) => registry === target.registry && name === target.package);
  return found?.evidence?.ledger ?? null;
}

/** The incident pack as it is told in private. What was read names the addresses that it stands for. */
export function takeIncident(scene: Scene, pack: IncidentPack, cards: Cards): void {
  const evidence = pack.evidence.map((each) => {
    const text = onGitHub(scene, each.text);
    const sha256 = text === each.text ? each.sha256 : createHash('sha256').update(text).digest('hex');
    return { ...each, text, sha256 };
  });
  const text = onGitHub(scene, incidentBody({ ...pack, evidence }, []));
  cards.set('incident', { id: 'incident', form: 'markdown', text });
}

export function takeCheck(scene: Scene, id: CardId, run: SandboxCheckRun, cards: Cards): void {
  cards.set(id, { id, form: 'markdown', text: onGitHub(scene, checkText(run)) });
}

/** The newest check run of that name at the head of the default branch, once it is completed. */
export function runOf({ repository }: Scene, name: string): SandboxCheckRun | undefined {
  return newestRuns(repository, headOf(repository)).find((run) => run.name === name && run.status === 'completed');
}

function checkText({ name, conclusion, title, summary, text, annotations }: SandboxCheckRun): string {
  const places = annotations.map(
    ({ path, start_line, title: about, message }) =>
      `- ${path}:${start_line}: ${about ?? ''}: ${message.split('\n', 1)[0]}`,
  );
  return [`Check run “${name}”: ${conclusion ?? ''}: ${title ?? ''}`, summary ?? '', text ?? '', places.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** On the stage GitHub’s pages are on this machine, at an address that is another one each time. */
function onGitHub({ stage }: Scene, text: string): string {
  return text
    .replaceAll(stage.pages.url, 'https://github.com')
    .replaceAll(stage.sandbox.url, 'https://api.github.com')
    .replaceAll(stage.sandbox.registries.url, 'https://registry.example');
}
