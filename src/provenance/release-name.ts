/** Where releases come from whose attestations can be verified. */
export const attestedRegistries = ['npm', 'pypi', 'rubygems', 'github'] as const;

export type AttestedRegistry = (typeof attestedRegistries)[number];

/** A release as its user knows it. On GitHub the name is `OWNER/NAME`, and the version a tag. */
export interface ReleaseName {
  readonly registry: AttestedRegistry;
  readonly name: string;
  readonly version: string;
}

/** `@scope/name@1.2.3` in its two parts; null where one is missing. */
export function parseReleaseName(registry: AttestedRegistry, typed: string): ReleaseName | null {
  const at = typed.lastIndexOf('@');
  if (at < 1 || at === typed.length - 1) return null;
  return { registry, name: typed.slice(0, at), version: typed.slice(at + 1) };
}

/**
 * Whether the name of an attested file is the one that the registry gives a file of this release; null on GitHub, where
 * files are called as their maintainers like.
 */
export function isNamedFor(subject: string, release: ReleaseName): boolean | null {
  return namings[release.registry](subject, release);
}

const namings: Readonly<Record<AttestedRegistry, (subject: string, release: ReleaseName) => boolean | null>> = {
  npm: (subject, { name, version }) => subject === `pkg:npm/${name.replace(/^@/, '%40')}@${version}`,
  pypi: (subject, { name, version }) => {
    const file = distribution(subject);
    return file !== null && normalized(file.name) === normalized(name) && file.version === version;
  },
  rubygems: (subject, { name, version }) => {
    const start = `${name}-${version}`;
    return (
      subject === `${start}.gem` ||
      (subject.startsWith(`${start}-`) && /^[a-z][\w.-]*\.gem$/.test(subject.slice(start.length + 1)))
    );
  },
  github: () => null,
};

/** Name and version of a wheel's or a source distribution's file name. */
function distribution(file: string): { readonly name: string; readonly version: string } | null {
  if (file.endsWith('.whl')) {
    const parts = file.slice(0, -'.whl'.length).split('-');
    const [name, version] = parts;
    return (parts.length === 5 || parts.length === 6) && name !== undefined && version !== undefined
      ? { name, version }
      : null;
  }
  const ending = ['.tar.gz', '.zip'].find((each) => file.endsWith(each));
  if (ending === undefined) return null;
  const stem = file.slice(0, -ending.length);
  const dash = stem.lastIndexOf('-');
  return dash < 1 ? null : { name: stem.slice(0, dash), version: stem.slice(dash + 1) };
}

/** As the index compares names of projects. */
const normalized = (name: string) => name.toLowerCase().replace(/[-_.]+/g, '-');
