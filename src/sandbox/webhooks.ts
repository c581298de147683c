import { createHmac, randomUUID } from 'node:crypto';
import { accountOf, installationOf, reaches } from './accounts.ts';
import { alwaysSent } from './core-tier.ts';
import { nodeId } from './shapes/node-id.ts';
import { repositoryLine } from './shapes/repository.ts';
import { organisationLine, simpleUser } from './shapes/user.ts';
import type { SandboxDelivery, SandboxInstallation, SandboxState } from './state.ts';
import type { SandboxEvent, World } from './world.ts';

export interface Mail {
  /** Sends an event to the app where its installation is told of such events. */
  tell(world: World, event: SandboxEvent): Promise<void>;
  /** Sends a delivery again under its own `X-GitHub-Delivery`. */
  readonly redeliver: (delivery: SandboxDelivery) => Promise<void>;
  /** Resolves when nothing is on its way. */
  readonly settled: () => Promise<void>;
}

/** GitHub's side of webhooks: signed, recorded with what the app answered, and never tried again by itself. */
export function postOffice(state: SandboxState): Mail {
  const underway = new Set<Promise<void>>();
  const track = (sending: Promise<void>): Promise<void> => {
    const tracked = sending.finally(() => underway.delete(tracked));
    underway.add(tracked);
    return tracked;
  };
  return {
    async tell(world, event) {
      const installation = installationOf(state, event.account);
      if (installation === null || state.app.webhookUrl === null || !isFor(installation, event)) return;
      const letter: Letter = {
        guid: randomUUID(),
        event: event.event,
        action: event.action,
        installation: installation.id,
        repository: event.repository?.id ?? null,
        payload: JSON.stringify(payloadOf(world, event, installation)),
        redelivery: false,
      };
      await track(deliver(state, letter));
    },
    redeliver: (delivery) => track(deliver(state, { ...delivery, redelivery: true })),
    async settled() {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}

type Letter = Omit<SandboxDelivery, 'id' | 'deliveredAt' | 'statusCode' | 'status'>;

function isFor(installation: SandboxInstallation, { event, repository }: SandboxEvent): boolean {
  if (alwaysSent.includes(event)) return true;
  if (installation.suspendedAt !== null || !installation.events.includes(event)) return false;
  // What happened to a repository is told, even if it is gone by then.
  return repository === null || repository.deleted || reaches(installation, repository);
}

function payloadOf(world: World, event: SandboxEvent, installation: SandboxInstallation): Record<string, unknown> {
  const isOrganisation = accountOf(world.state, event.account).type === 'Organization';
  return {
    ...(event.action === null ? {} : { action: event.action }),
    ...(event.repository === null ? {} : { repository: repositoryLine(world, event.repository) }),
    ...(isOrganisation ? { organization: organisationLine(world, event.account) } : {}),
    sender: simpleUser(world, event.sender),
    installation: { id: installation.id, node_id: nodeId('IIN', installation.id) },
    ...event.payload,
  };
}

/** An app has ten seconds to answer. */
const patience = 10_000;

async function deliver(state: SandboxState, letter: Letter): Promise<void> {
  const { app } = state;
  const id = state.nextId();
  const deliveredAt = state.now().toISOString();
  const outcome =
    app.webhookUrl === null ? nobody : await post(app.webhookUrl, headersOf(state, letter), letter.payload);
  state.deliveries.push({ ...letter, id, deliveredAt, ...outcome });
}

const nobody = { statusCode: 0, status: 'failed to connect to host' };

function headersOf({ app }: SandboxState, letter: Letter): Record<string, string> {
  const signature = createHmac('sha256', app.webhookSecret).update(letter.payload).digest('hex');
  return {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/sandbox',
    'x-github-event': letter.event,
    'x-github-delivery': letter.guid,
    'x-github-hook-id': String(app.id),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature-256': `sha256=${signature}`,
  };
}

async function post(url: string, headers: Record<string, string>, body: string) {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patience) });
    await answer.arrayBuffer();
    return {
      statusCode: answer.status,
      status: answer.ok ? 'OK' : `Invalid HTTP Response: ${answer.status}`,
    };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return isLate ? { statusCode: 0, status: 'timed out' } : nobody;
  }
}
