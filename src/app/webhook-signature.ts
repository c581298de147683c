import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Log } from '../jobs/context.ts';

/** The webhook secret before the one that is in force. */
export interface PreviousSecret {
  readonly secret: string;
  /** Milliseconds since the epoch, from which on it is not accepted any more; null: as long as it is set. */
  readonly until: number | null;
}

export interface SignatureOptions {
  readonly webhookSecret: string;
  readonly previousSecret?: PreviousSecret | null;
  readonly log: Log;
  readonly now: () => number;
  /** A webhook was accepted that is signed with the previous secret. */
  readonly onPrevious: () => void;
}

/**
 * Tells whether bytes are signed with our secret, or with the one before it while that is accepted, by what GitHub sends as
 * `X-Hub-Signature-256`. The bytes are signed as they came: nothing is decoded. However a comparison ends, all are made,
 * and each takes the same time.
 */
export function signatureCheck(options: SignatureOptions): (raw: Buffer, signature: string) => boolean {
  const { webhookSecret, previousSecret: previous = null, log, now, onPrevious } = options;
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = (message: string) => {
    if (now() - toldAt < tellEvery) return;
    toldAt = now();
    log.warn({}, message);
  };
  return (raw, signature) => {
    const given = digestOf(signature);
    if (given === null) return false;
    const isCurrent = timingSafeEqual(hmac(webhookSecret, raw), given);
    const isPrevious = previous !== null && timingSafeEqual(hmac(previous.secret, raw), given);
    if (isCurrent || !isPrevious) return isCurrent;
    if (previous.until !== null && now() >= previous.until) {
      tell('GitHub still signs webhooks with the previous secret, whose time is over: they are refused');
      return false;
    }
    tell('a webhook is signed with the previous secret: give GitHub the new one, then remove WEBHOOK_SECRET_PREVIOUS');
    onPrevious();
    return true;
  };
}

/** In milliseconds: a warning for each webhook would bury the log. */
const tellEvery = 60 * 60_000;

function hmac(secret: string, raw: Buffer): Buffer {
  return createHmac('sha256', secret).update(raw).digest();
}

/** What is signed is no secret, nor is the form of a signature. */
function digestOf(signature: string): Buffer | null {
  const [, digits] = /^sha256=([0-9a-f]{64})$/.exec(signature) ?? [];
  return digits === undefined ? null : Buffer.from(digits, 'hex');
}
