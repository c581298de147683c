import type { Registry } from '../registries/registry.ts';
import { candidatesOf, type Value } from '../types/values.ts';

/** Where a destination leads: the public registry, elsewhere, or not to be told. */
export function placeOf(destination: Value, registry: Registry): 'home' | 'away' | 'unknown' {
  const texts = candidatesOf(destination)?.map((text) => text.trim());
  if (texts !== undefined) return texts.some((text) => text === '' || registry.isHome(text)) ? 'home' : 'away';
  const first = destination[0];
  // a host that is written out decides, whatever the path holds
  if (first?.kind === 'text' && /^[a-z][a-z0-9+.-]*:\/\/[^/]+\//i.test(first.text))
    return registry.isHome(first.text) ? 'home' : 'away';
  const parts = destination.flatMap((part) => (part.kind === 'hidden' ? (part.candidates ?? []) : []));
  return parts.some((text) => text === '' || registry.isHome(text)) ? 'home' : 'unknown';
}
