import { html } from 'hono/html';
import { addresses, type Crumb, type Html, type PageContent } from '../page.ts';
import type { Visitor } from '../sight.ts';
import { marksOnce } from './marks.ts';
import { stylesheet } from './stylesheet.ts';

/** What stands around a page, whatever it is about. */
export interface Around {
  /** Null: nobody has signed in. */
  readonly visitor: Visitor | null;
  /** Path and query of the page itself: where somebody comes back to who signs in. */
  readonly here: string;
  /** Mintmark's own. */
  readonly version: string;
}

/** A whole page around its content. It needs no script, and asks for nothing but its stylesheet. */
export function frame({ title, crumbs, content, alternatives = [] }: PageContent, around: Around): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === 'Mintmark' ? title : `${title} · Mintmark`}</title>
<link rel="stylesheet" href="${stylesheet.path}">
<link rel="icon" href="data:image/svg+xml,${icon}">
${alternatives.map(({ href, type, title: name }) => html`<link rel="alternate" type="${type}" href="${href}" title="${name}">`)}
</head>
<body>
${marksOnce}
<a class="skip" href="#content">Skip to content</a>
<header class="top"><div class="inner">
<nav aria-label="Where you are">${way(crumbs)}</nav>
${who(around)}
</div></header>
<main id="content" tabindex="-1">
${content}
</main>
<footer class="foot"><div class="inner">
${alternatives.length === 0 ? '' : html`<p>The same as ${joined(alternatives.map(({ href, title: name }) => html`<a href="${href}">${name}</a>`))}</p>`}
<p>Mintmark ${around.version}${around.visitor === null ? '' : html` · <a href="${addresses.health}">Health</a>`}</p>
</div></footer>
</body>
</html>
`;
}

function way(crumbs: readonly Crumb[]): Html {
  return html`<ol class="way">
<li><a class="home" href="${addresses.home}"><svg class="coin" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="7"/><path d="M4.6 11V5.2L8 9l3.4-3.8V11"/></svg>Mintmark</a></li>
${crumbs.map(({ href, label }) => html`<li><a href="${href}">${label}</a></li>`)}
</ol>`;
}

function who({ visitor, here }: Around): Html {
  if (visitor === null) return html`<a class="button" href="/sign-in?to=${encodeURIComponent(here)}">Sign in</a>`;
  return html`<form class="who" method="post" action="/sign-out"><span>${visitor.login}</span> <button>Sign out</button></form>`;
}

function joined(links: readonly Html[]): Html {
  return html`${links.map((link, index) => html`${index === 0 ? '' : ' · '}${link}`)}`;
}

const icon = encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="#1b64ab" stroke-width="1.6"><circle cx="8" cy="8" r="7" fill="#fff"/><path d="M4.6 11V5.2L8 9l3.4-3.8V11"/></svg>',
);
