/**
 * The version as a manifest writes it; null where it is absent, or only holds the place until a release tool writes the
 * real one: `0.0.0`, `0.0.0-development`, `0.0.0-semantically-released`, `workspace:*`, `{{version}}`.
 */
export function writtenVersion(version: string | undefined): string | null {
  if (version === undefined || version.length > 200) return null;
  const startsLikeOne = /^v?\d/.test(version);
  return !startsLikeOne || placeholder.test(version) ? null : version;
}

/** Zeros, with a suffix that counts nothing. */
const placeholder = /^v?0(?:\.0){1,3}(?:[-.+]?[a-z][a-z._-]*0?)?$/i;
