import { html } from 'hono/html';
import type { GitHubUnavailable } from '../github/client.ts';
import type { Html, PageContent } from './page.ts';
import type { Turned } from './sign-in/door.ts';

/** Nothing on it says whether it is missing or not for this person. */
export const missing: PageContent = {
  title: 'There is nothing here',
  crumbs: [],
  content: message(
    'There is nothing here',
    html`<p>No repository, package or page is here that you may see. What is new on GitHub can take a minute to be seen here.</p>
<p><a href="/">What you may see</a></p>`,
  ),
};

export const failed: PageContent = {
  title: 'Something went wrong',
  crumbs: [],
  content: message(
    'Something went wrong',
    html`<p>This page could not be made; the log of whoever runs this Mintmark says why. Nothing else is affected: try again.</p>`,
  ),
};

export function unavailable({ kind, until }: GitHubUnavailable): PageContent {
  const when = new Date(until).toISOString();
  return {
    title: 'GitHub does not answer',
    crumbs: [],
    content: message(
      'GitHub does not answer',
      html`<p>${reasons[kind]} What you may see is asked of GitHub, so nothing can be shown until it answers.</p>
<p>Try again after <time datetime="${when}">${when.slice(11, 16)} UTC</time>.</p>`,
    ),
  };
}

const reasons: Readonly<Record<GitHubUnavailable['kind'], string>> = {
  'primary-limit': 'Your limit of requests to GitHub is used up for this hour.',
  'secondary-limit': 'GitHub asks to slow down.',
  outage: 'GitHub cannot be reached, or answers with an error.',
  timeout: 'GitHub took too long to answer.',
  'no-access': 'GitHub does not take the credentials.',
};

/** @param to `/sign-in` with the way back */
export function signedOut(to: string): PageContent {
  return {
    title: 'Sign in',
    crumbs: [],
    content: message(
      'Sign in',
      html`<p>Mintmark shows how repositories publish their packages to those who may read them on GitHub. GitHub is asked who you are and what you may see.</p>
<p><a class="button main" href="${to}">Sign in with GitHub</a></p>`,
    ),
  };
}

/** @param missing what is not set, in whole sentences */
export function notSetUp(missing: readonly string[]): PageContent {
  return {
    title: 'Sign-in is not set up',
    crumbs: [],
    content: message(
      'Sign-in is not set up',
      html`<p>Mintmark works, and these pages cannot tell who may see what. Whoever runs it can set it up:</p>
<ul>${missing.map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
    ),
  };
}

/** Why nobody was signed in or out, with its status. @param startAgain where people sign in, as a whole address */
export function turnedAway({ turned }: Turned, startAgain: string): { status: number; content: PageContent } {
  const { status, title, why } = turns[turned];
  return {
    status,
    content: {
      title,
      crumbs: [],
      content: message(
        title,
        html`<p>${why}</p>
<p><a class="button main" href="${startAgain}">Sign in with GitHub</a></p>`,
      ),
    },
  };
}

function message(title: string, rest: Html): Html {
  return html`<div class="head welcome"><h1>${title}</h1>
${rest}</div>`;
}

const turns: Readonly<
  Record<Turned['turned'], { readonly status: number; readonly title: string; readonly why: string }>
> = {
  'not-begun-here': {
    status: 403,
    title: 'This sign-in did not begin here',
    why: 'It began in another browser, more than ten minutes ago, or under another address of this dashboard, or it was used already. Nobody was signed in.',
  },
  declined: {
    status: 403,
    title: 'You are not signed in',
    why: 'On GitHub, the sign-in was not allowed. Without it nobody knows what you may see.',
  },
  'code-refused': {
    status: 403,
    title: 'GitHub did not confirm the sign-in',
    why: 'GitHub does not take what your browser brought back. It holds for ten minutes and once. Where this happens each time, the client secret is another one than GitHub has: whoever runs this Mintmark can put it right.',
  },
  'foreign-page': {
    status: 403,
    title: 'This came from another page',
    why: 'Signing out is done by the button on these pages. Nothing has changed.',
  },
};
