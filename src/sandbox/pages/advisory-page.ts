import type { SandboxAdvisory, SandboxRepository } from '../state.ts';
import { type Html, html } from './html.ts';
import { crumbsOf, moment, page, pathOf, stateBadge } from './layout.ts';
import { markdown } from './markdown.ts';

/** A security advisory as a maintainer sees it. */
export function advisoryPage(repository: SandboxRepository, advisory: SandboxAdvisory): Html {
  const { id, summary, description, severity, state, author, createdAt } = advisory;
  return page(
    `${summary} · ${id} · ${repository.owner}/${repository.name}`,
    [...crumbsOf(repository), { href: `${pathOf(repository)}/security/advisories/${id}`, label: id }],
    html`<h1>${summary}</h1>
<p class="row start">${stateBadge(state)} <span class="quiet"><strong>${author}</strong> opened this ${moment(createdAt)}${state === 'draft' ? ': the maintainers of this repository alone see it' : ''}</span>
<span class="label">${severity ?? 'severity unknown'}</span></p>
<ul class="box list" aria-label="Affected packages">
${advisory.vulnerabilities.map(({ package: affected, vulnerable_version_range }) => html`<li><strong>${affected.name ?? 'unnamed'}</strong> <span class="quiet">${affected.ecosystem}</span> <code>${vulnerable_version_range ?? 'all versions'}</code></li>`)}
</ul>
<article class="box inside markdown" aria-label="Description">${markdown(description)}</article>`,
  );
}
