import type { SandboxPull, SandboxRepository } from '../state.ts';
import { checkView } from './check-page.ts';
import { conversation, titleOf } from './conversation.ts';
import { changedFiles, diffView } from './diff-view.ts';
import { type Html, html } from './html.ts';
import { conclusionIcon } from './icons.ts';
import { crumbsOf, page, pathOf, stateBadge } from './layout.ts';
import { newestRun } from './lookup.ts';

/** A pull request: what it changes, and what the check says of it. */
export function pullPage(repository: SandboxRepository, pull: SandboxPull): Html {
  const run = newestRun(repository, pull.headSha);
  const changed = new Set(changedFiles(repository, pull).map(({ path }) => path));
  const here = `${pathOf(repository)}/pull/${pull.number}`;
  return page(
    `${pull.title} #${pull.number} · ${repository.owner}/${repository.name}`,
    [...crumbsOf(repository), { href: here, label: `#${pull.number}` }],
    html`<h1>${titleOf(pull.title)} <span class="number">#${pull.number}</span></h1>
<p class="row start">${stateBadge(pull.merged ? 'merged' : pull.state)} <span class="quiet"><strong>${pull.author}</strong> wants to merge <code>${pull.headRef}</code> into <code>${pull.baseRef}</code></span></p>
<nav class="tabs" aria-label="Parts of this page"><a href="#checks">Checks</a><a href="#files">Files changed</a></nav>
${said(pull)}
<section id="checks">
${
  run === null
    ? html`<p class="box inside">${conclusionIcon(null)} No check has been seen yet.</p>`
    : checkView(
        repository,
        run,
        run.annotations.filter(({ path }) => !changed.has(path)),
      )
}
</section>
<section id="files"><h2>Files changed</h2>
${diffView(repository, pull, run?.annotations ?? [])}
</section>`,
  );
}

function said({ author, createdAt, body, comments }: SandboxPull): Html | '' {
  if (body === null && comments.length === 0) return '';
  const text = body === null || body === '' ? '*No description provided.*' : body;
  return html`<div class="conversation">${conversation({ author, createdAt, body: text }, comments)}</div>`;
}
