import { normaliseName } from '../registries/pypi/names.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { keyOf } from './text.ts';

/** A name in the form in which its registry compares it: two names with one key are one package. */
export function packageKey(registry: RegistryId, name: string): string {
  return keyOf(comparedAs[registry]?.(name) ?? name);
}

/** Registries that do not compare names letter by letter. */
const comparedAs: Readonly<Partial<Record<RegistryId, (name: string) => string>>> = {
  pypi: normaliseName,
  'crates.io': (name) => name.toLowerCase().replaceAll('-', '_'),
  packagist: (name) => name.toLowerCase(),
  nuget: (name) => name.toLowerCase(),
};
