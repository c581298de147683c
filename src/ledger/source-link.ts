/**
 * `owner/name` of a source link on GitHub, as registries and manifests spell it: a page, a clone URL, `git@github.com:`,
 * `github:owner/name`. Null for anything else; the host is compared whole.
 */
export function repositoryOfLink(link: string): string | null {
  if (link.length > longestLink) return null;
  const plain = link
    .trim()
    .replace(/^scm:git:/i, '')
    .replace(/^git\+/i, '');
  const short = /^(?:github:|git@github\.com:)(.*)$/i.exec(plain)?.[1];
  const path = short ?? pathOnGitHub(plain);
  const [owner = '', name = ''] = (path ?? '').replace(/^\/+/, '').split(/[/#?]/);
  const repository = `${owner}/${name.replace(/\.git$/i, '')}`;
  return path !== null && isRepositoryName(repository) ? repository : null;
}

/** Is it an `owner/name` that GitHub could have? */
export function isRepositoryName(text: string | null): text is string {
  return text !== null && /^[a-z\d_-]{1,39}\/[\w.-]{1,100}$/i.test(text) && !/\/\.{1,2}$/.test(text);
}

const longestLink = 2048;

const hosts: ReadonlySet<string> = new Set(['github.com', 'www.github.com']);

const protocols: ReadonlySet<string> = new Set(['https:', 'http:', 'git:', 'ssh:']);

function pathOnGitHub(link: string): string | null {
  const url = URL.parse(/^github\.com\//i.test(link) ? `https://${link}` : link);
  return url !== null && protocols.has(url.protocol) && hosts.has(url.hostname) ? url.pathname : null;
}
