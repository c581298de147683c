/** Where a GitHub is: github.com, GitHub Enterprise Server, or GitHub Enterprise Cloud under a name of its own. */
export interface GitHubAddress {
  /** Where people look, without a slash at the end: `https://github.com`. */
  readonly web: string;
  /** octokit's `baseUrl`: `https://api.github.com`, `https://github.example.com/api/v3`. */
  readonly api: string;
}

export const githubCom: GitHubAddress = { web: 'https://github.com', api: 'https://api.github.com' };

/** The GitHub of a base URL as a person writes it, or what is wrong with it. */
export function githubAddress(typed: string): GitHubAddress | { readonly problem: string } {
  const url = URL.parse(typed);
  if (url === null) return { problem: `${JSON.stringify(typed)} is no URL: write it as https://github.example.com` };
  const isLocal = url.hostname === '127.0.0.1' || url.hostname === 'localhost' || url.hostname === '[::1]';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal))
    return { problem: 'the URL of GitHub has to begin with https://' };
  // What stands here is not repeated: it can hold a password.
  if (url.username !== '' || url.password !== '')
    return { problem: 'the URL of GitHub must not hold a user or password' };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return { problem: `the URL of GitHub is only its base: ${url.origin}` };
  return { web: webOf(url), api: apiOf(url, isLocal) };
}

function webOf({ hostname, origin }: URL): string {
  return isGitHubCom(hostname) ? githubCom.web : origin;
}

function apiOf({ hostname, host, origin }: URL, isLocal: boolean): string {
  if (isGitHubCom(hostname)) return githubCom.api;
  if (hostname.endsWith('.ghe.com')) return `https://api.${host.replace(/^api\./, '')}`;
  // The sandbox and other local GitHubs answer at their root.
  return isLocal ? origin : `${origin}/api/v3`;
}

function isGitHubCom(hostname: string): boolean {
  return ['github.com', 'www.github.com', 'api.github.com'].includes(hostname);
}
