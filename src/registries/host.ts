/**
 * The host of a destination as clients take it: a URL, a host with a path, or an alias (`testpypi`), lower case,
 * without a user and without a port.
 */
export function hostOf(destination: string): string {
  const text = destination
    .trim()
    .toLowerCase()
    .replace(/^(sparse\+|git\+)/, '');
  const rest = text.replace(/^[a-z][a-z0-9+.-]*:\/\//, '').replace(/^\/\//, '');
  const authority = rest.split(/[/?#]/)[0] ?? '';
  return authority.slice(authority.lastIndexOf('@') + 1).split(':')[0] ?? '';
}

/** Whether a destination's host is the domain or lies below it; `evil-example.org` does not lie below `example.org`. */
export function isWithin(destination: string, domain: string): boolean {
  const host = hostOf(destination);
  return host === domain || host.endsWith(`.${domain}`);
}
