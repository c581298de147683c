import { html } from 'hono/html';
import { visible } from '../../reports/text/visible.ts';
import type { Html } from '../page.ts';

/** Pages of one repository on GitHub. Names from outside are encoded, and where that is no way there is no link. */
export interface GitHubPages {
  /** Of the repository itself. */
  readonly url: string;
  readonly commit: (sha: string) => Html | string;
  /** `release.yml:12` or another text, led to the lines at the audited commit where it is known. */
  readonly place: (place: GitHubPlace, label?: string) => Html | string;
  readonly tag: (name: string) => Html | string;
  /** A workflow's run. */
  readonly run: (id: string) => Html | string;
  readonly pull: (number: number) => Html;
  readonly issue: (number: number) => Html;
  readonly check: (id: number, label: string) => Html;
}

export interface GitHubPlace {
  readonly path: string;
  readonly line: number;
  readonly endLine?: number;
}

/**
 * @param server where people open pages: `https://github.com`
 * @param commit that was audited; null where it is not known
 */
export function githubPages(
  server: string,
  { owner, name }: { readonly owner: string; readonly name: string },
  commit: string | null,
): GitHubPages {
  const url = `${server}/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
  const link = (path: string, label: string | Html): Html =>
    html`<a href="${url}/${path}" rel="noreferrer">${label}</a>`;
  return {
    url,
    commit: (sha) => (isCommit.test(sha) ? link(`commit/${sha}`, html`<code>${sha.slice(0, 7)}</code>`) : visible(sha)),
    place: ({ path, line, endLine = line }, label = `${fileName(path)}:${line}`) => {
      const shown = visible(label);
      if (commit === null || !isCommit.test(commit) || !isLinkable(path)) return shown;
      const lines = endLine > line ? `L${line}-L${endLine}` : `L${line}`;
      return link(`blob/${commit}/${encoded(path)}?plain=1#${lines}`, shown);
    },
    tag: (tag) => (isLinkable(tag) ? link(`tree/${encoded(tag)}`, html`<code>${visible(tag)}</code>`) : visible(tag)),
    run: (id) => (/^\d{1,20}$/.test(id) ? link(`actions/runs/${id}`, html`<code>${id}</code>`) : visible(id)),
    pull: (number) => link(`pull/${number}`, `#${number}`),
    issue: (number) => link(`issues/${number}`, `#${number}`),
    check: (id, label) => link(`runs/${id}`, label),
  };
}

const isCommit = /^[0-9a-f]{40,64}$/;

/** A browser follows `..` before it asks, and would leave the repository. */
function isLinkable(path: string): boolean {
  return path.length <= 300 && !path.split('/').some((name) => name === '' || name === '.' || name === '..');
}

function encoded(path: string): string {
  return path
    .split('/')
    .map((name) => encodeURIComponent(name.toWellFormed()))
    .join('/');
}

/** A workflow is known by its file name. */
function fileName(path: string): string {
  return path.replace(/^\.github\/workflows\/(?=[^/]+$)/, '');
}
