import type { CredentialValues } from './credentials-file.ts';
import { setUp, type Trouble } from './credentials-trouble.ts';
import type { PreviousSecret } from './webhook-signature.ts';

/** The secret that webhooks are signed with. */
export function webhookSecretOf({ WEBHOOK_SECRET: secret }: CredentialValues): string | Trouble {
  const advice = `set it to what the app's settings page has as its webhook secret (\`openssl rand -hex 32\` makes one), ${setUp}.`;
  if (secret === undefined)
    return { problem: `WEBHOOK_SECRET is missing, so that anybody could send webhooks: ${advice}` };
  const weakness = weaknessOf(secret);
  return weakness === null ? secret : { problem: `WEBHOOK_SECRET ${weakness}: ${advice}` };
}

/** The secret before it, while GitHub is being told of the new one; null where there is none. */
export function previousSecretOf(values: CredentialValues): PreviousSecret | null | Trouble {
  const { WEBHOOK_SECRET: current, WEBHOOK_SECRET_PREVIOUS: secret, WEBHOOK_SECRET_PREVIOUS_UNTIL: until } = values;
  if (secret === undefined) return null;
  const weakness = secret === current ? 'is the same as WEBHOOK_SECRET' : weaknessOf(secret);
  if (weakness !== null)
    return {
      problem: `WEBHOOK_SECRET_PREVIOUS ${weakness}: set it to the secret before WEBHOOK_SECRET, or remove it.`,
    };
  if (until === undefined) return { secret, until: null };
  const end = isoDate.test(until) ? Date.parse(until) : Number.NaN;
  if (Number.isNaN(end))
    return {
      problem: 'WEBHOOK_SECRET_PREVIOUS_UNTIL has to be a day or a time in UTC, as 2027-01-31 or 2027-01-31T12:00:00Z.',
    };
  return { secret, until: end };
}

const isoDate = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?$/;

const shortestSecret = 16;

/** Probot takes `development` where there is none, which anybody could sign with. */
function weaknessOf(secret: string): string | null {
  if (secret === 'development') return 'is the default that everybody knows';
  if (secret.length < shortestSecret) return `is shorter than ${shortestSecret} characters and can be guessed`;
  return null;
}
