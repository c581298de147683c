/**
 * `owner/name` of a remote's URL on any host, in the forms that git takes: `https://host/owner/name.git`,
 * `ssh://git@host:22/owner/name`, `git@host:owner/name.git`. Null for folders on disk and for paths of any other depth.
 * What else the URL holds (a user, a token) is not looked at.
 */
export function repositoryOfUrl(url: string): string | null {
  const path = pathOfUrl(url) ?? pathOfCopyForm(url);
  if (path === null) return null;
  const names = path
    .split('/')
    .filter((name) => name !== '')
    .map((name, position, all) => (position === all.length - 1 ? name.replace(/\.git$/i, '') : name));
  const [owner, name] = names;
  if (owner === undefined || name === undefined || names.length > 2) return null;
  return [owner, name].every(isName) ? `${owner}/${name}` : null;
}

const remoteProtocols: ReadonlySet<string> = new Set(['http:', 'https:', 'ssh:', 'git:', 'git+ssh:', 'git+https:']);

function pathOfUrl(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.host !== '' && remoteProtocols.has(parsed.protocol) ? parsed.pathname : null;
}

/** `user@host:path`, as `scp` writes it. A single letter before the colon is a drive. */
function pathOfCopyForm(url: string): string | null {
  const colon = url.indexOf(':');
  const host = url.slice(0, Math.max(colon, 0));
  if (host.length < 2 || host.includes('/') || url.startsWith('//', colon + 1)) return null;
  return url.slice(colon + 1);
}

function isName(name: string): boolean {
  return /^[\w.-]{1,100}$/.test(name) && name !== '.' && name !== '..';
}
