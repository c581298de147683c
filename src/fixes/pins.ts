import type { Edit, Fix } from '../controls/control.ts';
import type { PinnedCommit } from '../github/action-commits.ts';

/** By `pinKey`. Null: GitHub was asked and has none. */
export type Pins = ReadonlyMap<string, PinnedCommit | null>;

/** A tag or branch of an action's repository whose commit a fix wants to know. */
export interface WantedPin {
  /** `owner/name`, as it is written. */
  readonly repository: string;
  readonly ref: string;
}

/** `owner/name@ref`, in lower case but for the ref. */
export function pinKey({ repository, ref }: WantedPin): string {
  return `${repository.toLowerCase()}@${ref}`;
}

/** What has to be looked up before fixes can be tried, each once, sorted. */
export function wantedPins(fixes: Iterable<Fix>): readonly WantedPin[] {
  const wanted = new Map<string, WantedPin>();
  for (const { edits } of fixes)
    for (const edit of edits) if (isPin(edit)) wanted.set(pinKey(edit), { repository: edit.repository, ref: edit.ref });
  return [...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, pin]) => pin);
}

function isPin(edit: Edit): edit is Extract<Edit, { readonly kind: 'pin' }> {
  return edit.kind === 'pin';
}
