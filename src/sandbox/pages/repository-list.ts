import { headOf } from '../git/resolve.ts';
import type { SandboxRepository } from '../state.ts';
import { type Html, html } from './html.ts';
import { conclusionIcon } from './icons.ts';
import { page, pathOf } from './layout.ts';
import { branchRun, newestRun, openIssues, openPulls } from './lookup.ts';

/** Repositories with what the check says of each, its open issues and pull requests. */
export function repositoryList(title: string, repositories: readonly SandboxRepository[]): Html {
  return page(
    title,
    [],
    html`<h1>${title}</h1>
<p class="quiet">${repositories.length} ${repositories.length === 1 ? 'repository' : 'repositories'}. The check stands for the newest commit of the default branch.</p>
<ul class="box list">
${repositories.map(row)}
</ul>`,
  );
}

function row(repository: SandboxRepository): Html {
  const run = branchRun(repository);
  const issues = openIssues(repository);
  return html`<li>
<div class="what"><h2><a href="${pathOf(repository)}">${repository.name}</a></h2>
<span class="label">${repository.visibility}</span>${repository.archived ? html`<span class="label">archived</span>` : ''}</div>
<p class="state">${
    run === null
      ? html`<span class="quiet">${headOf(repository) === null ? 'empty' : 'no check yet'}</span>`
      : html`${conclusionIcon(run.conclusion)} <a href="${pathOf(repository)}/runs/${run.id}">${run.title ?? run.status}</a>`
  }</p>
<ul class="links">
${issues.map(({ number, title }) => html`<li><span class="quiet">Issue</span> <a href="${pathOf(repository)}/issues/${number}">#${number} ${title}</a></li>`)}
${openPulls(repository).map((pull) => {
  const check = newestRun(repository, pull.headSha);
  return html`<li><span class="quiet">Pull request</span> <a href="${pathOf(repository)}/pull/${pull.number}">#${pull.number} ${pull.title}</a>
${check === null ? '' : html`<span class="verdict">${conclusionIcon(check.conclusion)} ${check.title ?? check.status}</span>`}</li>`;
})}
</ul>
</li>`;
}
