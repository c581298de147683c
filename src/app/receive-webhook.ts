import type { IncomingHttpHeaders } from 'node:http';
import type { Log } from '../jobs/context.ts';
import { installationIn } from '../jobs/installation-in.ts';
import type { DeliveryOutcome } from '../web/metrics.ts';
import type { Intake } from './intake.ts';
import { parsePayload } from './parse-payload.ts';

export interface ReceiveOptions {
  /** Compares the signature with that of these bytes, in constant time. */
  verify(raw: Buffer, signature: string): Promise<boolean>;
  /** Whether anything listens to this event with this action. */
  isHeard(event: string, action: string | null): boolean;
  /** Whether GitHub has an event of this name. */
  isEvent(name: string): boolean;
  readonly intake: Intake;
  readonly log: Log;
  count(event: string, outcome: DeliveryOutcome): void;
  now(): number;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
}

/** What the headers of a webhook say, or what is wrong with them. */
export function readHeaders(headers: IncomingHttpHeaders): WebhookHeaders | Answer {
  const event = headers['x-github-event'];
  const id = headers['x-github-delivery'];
  const signature = headers['x-hub-signature-256'];
  if (!/^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? ''))
    return refusal(415, 'set the content type of the webhook to application/json');
  if (typeof event !== 'string' || !/^[a-z0-9_]{1,100}$/.test(event)) return refusal(400, 'X-GitHub-Event is missing');
  if (typeof id !== 'string' || !/^[0-9A-Za-z-]{1,100}$/.test(id))
    return refusal(400, 'X-GitHub-Delivery is missing or no id');
  if (typeof signature !== 'string' || signature.length > 200)
    return refusal(401, 'X-Hub-Signature-256 is missing: the webhook has no secret');
  return { event, id, signature };
}

export interface WebhookHeaders {
  readonly event: string;
  readonly id: string;
  readonly signature: string;
}

/** Verifies a webhook and stores it. Nothing is done about it yet when it is acknowledged, and nothing is lost. */
export async function receiveWebhook(options: ReceiveOptions, headers: WebhookHeaders, raw: Buffer): Promise<Answer> {
  const { event, id, signature } = headers;
  const count = (outcome: DeliveryOutcome) => options.count(options.isEvent(event) ? event : 'other', outcome);
  if (raw.length === 0 || !(await options.verify(raw, signature))) {
    options.log.warn({ delivery: id }, 'a webhook is not signed with our secret');
    options.count('other', 'refused');
    return refusal(401, 'the signature does not match');
  }
  // What nothing listens to is not even looked into
  const payload = options.isEvent(event) ? parsePayload(raw.toString('utf8')) : {};
  if (payload === null) {
    count('refused');
    return refusal(400, 'the body is no JSON object, or nested too deeply');
  }
  const action = typeof payload['action'] === 'string' ? payload['action'] : null;
  if (!options.isHeard(event, action)) {
    count('ignored');
    return { status: 202, body: { delivery: id, ignored: 'nothing listens to this' } };
  }
  try {
    const reception = await options.intake.receive(
      { id, name: event, payload: raw, receivedAt: options.now() },
      installationIn(payload),
    );
    count(outcomes[reception]);
    return { status: 202, body: { delivery: id } };
  } catch (error) {
    options.log.error({ delivery: id, event, err: error }, 'a webhook could not be stored');
    count('not-stored');
    return refusal(503, 'the delivery could not be stored: redeliver it');
  }
}

const outcomes = { new: 'accepted', open: 'again', completed: 'completed-before' } as const;

/** An answer that says what is wrong. */
export function refusal(status: number, error: string): Answer {
  return { status, body: { error } };
}
