import { codeWords, plain } from '../registries/plain.ts';
import type { BindingValues, FormField, Registry } from '../registries/registry.ts';

/** What goes into the form for a trusted publisher. Null where there is nothing to type. */
export type PublisherValues = Omit<BindingValues, 'packages'>;

/**
 * Where the form is and what to enter, as sentences.
 *
 * @param hint what to do about what is null, where that is not for the form itself to say
 */
export function formWords({ remedies: { move } }: Registry, values: PublisherValues, hint?: string): string {
  if (move === undefined) return '';
  const isComputed = values.environment?.includes('${{') === true;
  const typed = { ...values, environment: isComputed ? null : values.environment };
  const fields = move.fields({ ...typed, isComputed, isStaged: false });
  return `${move.open} Enter: ${fields.map((field) => fieldWords(field, isComputed ? undefined : hint)).join(', ')}.`;
}

/** ``Repository `demo` ``; what to do where there is nothing to type. */
function fieldWords({ label, value, hint }: FormField, other: string | undefined): string {
  const [first = ''] = (other ?? hint ?? '').split(';');
  return value === null ? `${plain(label)} (${first})` : `${plain(label)} ${codeWords(value)}`;
}
