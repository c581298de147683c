import { dayAfter } from './day-after.ts';
import type { PlacedMessage } from './policy-file.ts';
import type { OrganisationPolicyFile } from './schema.ts';

/** A file's own exemptions and declarations that are in force today, each no longer than its organisation lets it be. */
export interface Terms {
  readonly declare: readonly DeclarationEntry[];
  readonly accept: readonly ExemptionEntry[];
  /** What has ended and what was shortened. */
  readonly messages: readonly PlacedMessage[];
}

export type DeclarationEntry = NonNullable<OrganisationPolicyFile['declare']>[number];
export type ExemptionEntry = NonNullable<OrganisationPolicyFile['accept']>[number];
export type Limits = NonNullable<OrganisationPolicyFile['limits']>;

/** @param today ISO day */
export function termsOf(file: OrganisationPolicyFile, limits: Limits, today: string): Terms {
  const declare = inForce(file.declare ?? [], 'declare', limits['declare-days'] ?? null, today);
  const accept = inForce(file.accept ?? [], 'accept', limits['accept-days'] ?? null, today, limits['never-accept']);
  return {
    declare: declare.entries,
    accept: accept.entries,
    messages: [...declare.messages, ...accept.messages],
  };
}

interface Entry {
  readonly control: string;
  readonly on?: string | undefined;
  readonly until: string;
}

const names = { declare: 'the declaration', accept: 'the exemption' } as const;

function inForce<E extends Entry>(
  entries: readonly E[],
  key: keyof typeof names,
  days: number | null,
  today: string,
  refused: readonly string[] = [],
) {
  const checked = entries.map((entry, index) => {
    const what = `${names[key]} of ${entry.control}`;
    if (refused.includes(entry.control)) {
      const message = `${what} does not count: the organisation lets no repository accept findings of this control`;
      return { entries: [], messages: [{ at: [key, index, 'control'], message }] };
    }
    // Counted from today, a limit would never be reached.
    if (days !== null && entry.on === undefined && entry.until > dayAfter(today, days)) {
      const message = `${what} does not count: it lasts longer than ${limited(days)}; write the day it began as on:, or let it end earlier`;
      return { entries: [], messages: [{ at: [key, index, 'until'], message }] };
    }
    // A day in the future would move the end away.
    const start = entry.on !== undefined && entry.on < today ? entry.on : today;
    const last = days === null ? null : dayAfter(start, days);
    const until = last !== null && last < entry.until ? last : entry.until;
    const message = messageFor(what, entry.until, until, days, today);
    return {
      entries: until < today ? [] : [{ ...entry, until }],
      messages: message === null ? [] : [{ at: [key, index, 'until'], message }],
    };
  });
  return {
    entries: checked.flatMap((one) => one.entries),
    messages: checked.flatMap((one): readonly PlacedMessage[] => one.messages),
  };
}

function messageFor(what: string, written: string, until: string, days: number | null, today: string): string | null {
  const limit = days === null ? '' : limited(days);
  if (written < today) return `${what} has ended on ${written}: renew or remove it`;
  if (until < today) return `${what} has ended on ${until}, by ${limit}: renew or remove it`;
  return until === written ? null : `${what} counts until ${until} and not until ${written}: ${limit} ends it earlier`;
}

function limited(days: number): string {
  return `the organisation's limit of ${days === 1 ? 'a day' : `${days} days`}`;
}
