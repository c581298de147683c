import type { SandboxRepository } from '../state.ts';
import { type Html, html } from './html.ts';

/** A step of the way back: where it leads and what it is called. */
export interface Crumb {
  readonly href: string;
  readonly label: string;
}

/** A whole page around what it is about. */
export function page(title: string, crumbs: readonly Crumb[], content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="top"><nav aria-label="Where you are">
<a class="home" href="/">Sandbox</a>${crumbs.map(({ href, label }) => html`<span aria-hidden="true">/</span><a href="${href}">${label}</a>`)}
</nav></header>
<main id="content">${content}</main>
<footer>A local stand-in for GitHub, made for this demo: not GitHub, and nothing here leaves this machine.</footer>
</body>
</html>
`;
}

/** `/coin-press/mint`. */
export function pathOf({ owner, name }: SandboxRepository): string {
  return `/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
}

/** The way back from a page of a repository. */
export function crumbsOf(repository: SandboxRepository): readonly Crumb[] {
  return [
    { href: `/${encodeURIComponent(repository.owner)}`, label: repository.owner },
    { href: pathOf(repository), label: repository.name },
  ];
}

/** The address of a file at a commit. */
export function filePath(repository: SandboxRepository, ref: string, path: string): string {
  return `${pathOf(repository)}/blob/${encodeURIComponent(ref)}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** The state of an issue, a pull request or an advisory, as a coloured word. */
export function stateBadge(state: 'open' | 'closed' | 'merged' | 'draft' | 'published'): Html {
  return html`<span class="badge ${state}">${state[0]?.toUpperCase()}${state.slice(1)}</span>`;
}

/** `2026-11-22 21:04 UTC`. */
export function moment(time: string): Html {
  return html`<time datetime="${time}">${time.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
