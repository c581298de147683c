import type { RegistryId } from '../../types/registry-id.ts';

/** The package URL without a version; null for registries of which no type of package URL is registered. */
export function packageUrl(registry: RegistryId, name: string): string | null {
  const form = forms[registry];
  return form === undefined ? null : `pkg:${form.type}/${form.path(name)}`;
}

interface Form {
  readonly type: string;
  readonly path: (name: string) => string;
}

/** Every part by itself: a slash between two stays one. */
const parts = (name: string) => name.split('/').map(encoded).join('/');

/** As package URLs encode: the colon stays, and `@` never does. */
function encoded(part: string): string {
  return encodeURIComponent(part.toWellFormed()).replaceAll('%3A', ':');
}

const forms: Readonly<Partial<Record<RegistryId, Form>>> = {
  npm: { type: 'npm', path: parts },
  pypi: { type: 'pypi', path: (name) => encoded(normalised(name)) },
  'crates.io': { type: 'cargo', path: encoded },
  'maven-central': { type: 'maven', path: (name) => name.split(':').map(encoded).join('/') },
  packagist: { type: 'composer', path: (name) => parts(name.toLowerCase()) },
  rubygems: { type: 'gem', path: encoded },
  nuget: { type: 'nuget', path: encoded },
  'pub.dev': { type: 'pub', path: (name) => encoded(name.toLowerCase()) },
  hex: { type: 'hex', path: (name) => parts(name.toLowerCase()) },
  go: { type: 'golang', path: (name) => parts(name) },
};

/** PyPI takes `A.b_C` and `a-b-c` for one name. */
export function normalised(name: string): string {
  return name
    .toLowerCase()
    .split(/[-_.]/)
    .filter((piece) => piece !== '')
    .join('-');
}
