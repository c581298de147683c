import { sourceLink } from './links.ts';

/**
 * The repository that an address leads to when it lies on a host of repositories: a home page that is one, the path of a
 * Go module. Null for every other site.
 */
export function hostedLink(text: string | undefined): string | null {
  return repository.exec(sourceLink(text) ?? '')?.[0] ?? null;
}

const repository = /^https?:\/\/(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)\/[^/]+\/[^/]+/i;
