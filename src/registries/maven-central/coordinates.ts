/** `group:artifact` as Maven Central spells it, or null where a part is missing, computed or not allowed. */
export function coordinate(group: string | null, artifact: string | null): string | null {
  return group !== null && artifact !== null && isPart(group) && isPart(artifact) ? `${group}:${artifact}` : null;
}

/** What Maven's model validator lets through as an id. */
function isPart(id: string): boolean {
  return id.length <= 256 && /^[A-Za-z0-9_.-]+$/.test(id);
}

/** Hosts through which releases reach Maven Central, today or in the past. */
const homes = ['sonatype.org', 'sonatype.com', 'repo.maven.apache.org', 'repo1.maven.org'];

/**
 * The registry that a repository URL of a build names: null for Maven Central and for a folder on disk, where other
 * tools pick the files up.
 */
export function foreignRepository(url: string | null): string | null {
  if (url === null) return null;
  const host = URL.parse(url.trim())?.hostname ?? '';
  return host === '' || homes.some((home) => host === home || host.endsWith(`.${home}`)) ? null : url.trim();
}
