/**
 * The source link of a manifest in one of two forms: a web address, or `owner/name` for GitHub's short form. Null where
 * it is neither. Credentials in an address are left out.
 */
export function sourceLink(text: string | undefined): string | null {
  if (text === undefined || text.length > 500) return null;
  const short = shortForm.exec(text);
  if (short !== null) {
    const host = shortHosts.get(short[1] ?? 'github');
    const path = withoutGit(short[2] ?? '');
    return host === undefined ? null : host === 'github.com' ? path : `https://${host}/${path}`;
  }
  const remote = copyForm.exec(text);
  if (remote !== null) return `https://${remote[1]}/${withoutGit(remote[2] ?? '')}`;
  return webAddress(text.replace(/^git\+/, '').replace(/^(?:git|ssh|git\+ssh):\/\//, 'https://'));
}

/** The address of a registry that a manifest names, without credentials; null where it is not a web address. */
export function registryAddress(text: string | undefined): string | null {
  if (text === undefined || text.length > 500) return null;
  const url = parseUrl(text);
  return url === null ? null : url.href;
}

/** `owner/name`, `github:owner/name`, `gitlab:group/name`, `gist:id` */
const shortForm = /^(?:(github|gitlab|bitbucket|gist):)?([\w.-]+(?:\/[\w.-]+){0,3})$/;

const shortHosts = new Map([
  ['github', 'github.com'],
  ['gitlab', 'gitlab.com'],
  ['bitbucket', 'bitbucket.org'],
  ['gist', 'gist.github.com'],
]);

/** `git@github.com:owner/name.git` */
const copyForm = /^[\w.-]+@([\w.-]+):([\w./-]+)$/;

function webAddress(text: string): string | null {
  const url = parseUrl(text);
  if (url === null) return null;
  return withoutGit(`${url.origin}${url.pathname}`);
}

function parseUrl(text: string): URL | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url;
}

function withoutGit(text: string): string {
  return text.replace(/\/$/, '').replace(/\.git$/, '');
}
