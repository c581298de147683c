import { get } from '../git/objects.ts';
import { headOf } from '../git/resolve.ts';
import { filesOf } from '../git/trees.ts';
import type { SandboxRepository } from '../state.ts';
import { deployments } from './deployments.ts';
import { type Html, html } from './html.ts';
import { conclusionIcon } from './icons.ts';
import { crumbsOf, filePath, page, pathOf } from './layout.ts';
import { linesAt, newestRun, newestRuns, openIssues, openPulls, subjectOf } from './lookup.ts';
import { markdown } from './markdown.ts';

/** A repository: its files and its README, and what the check, issues and pull requests say. */
export function repositoryPage(repository: SandboxRepository): Html {
  const head = headOf(repository);
  return page(
    `${repository.owner}/${repository.name}`,
    crumbsOf(repository),
    html`<h1>${repository.name} <span class="label">${repository.visibility}</span></h1>
${checks(repository, head)}
<h2>Issues and pull requests</h2>
<ul class="box list">
${openIssues(repository).map(({ number, title }) => html`<li><a href="${pathOf(repository)}/issues/${number}">${title}</a> <span class="quiet">issue #${number}</span></li>`)}
${openPulls(repository).map((pull) => {
  const run = newestRun(repository, pull.headSha);
  return html`<li>${run === null ? '' : conclusionIcon(run.conclusion)} <a href="${pathOf(repository)}/pull/${pull.number}">${pull.title}</a> <span class="quiet">pull request #${pull.number}${run === null ? '' : `: ${run.title ?? run.status}`}</span></li>`;
})}
${repository.nextNumber === 1 ? html`<li class="quiet">None.</li>` : ''}
</ul>
${advisories(repository)}
${deployments(repository)}
<h2>Files</h2>
${head === null ? html`<p class="quiet">This repository is empty.</p>` : files(repository, head)}`,
  );
}

function checks(repository: SandboxRepository, head: string | null): Html {
  const runs = newestRuns(repository, head);
  if (runs.length === 0)
    return html`<p class="box inside quiet">No check has been seen on ${repository.defaultBranch} yet.</p>`;
  return html`${runs.map((run) => html`<p class="box inside">${conclusionIcon(run.conclusion)} <strong>${run.name}</strong> on <code>${repository.defaultBranch}</code>: <a href="${pathOf(repository)}/runs/${run.id}">${run.title ?? run.status}</a></p>`)}`;
}

/** As those see it who keep the repository's security: to others drafts do not show. */
function advisories(repository: SandboxRepository): Html {
  const all = [...repository.advisories.values()].toReversed();
  if (all.length === 0) return html``;
  return html`<h2>Security advisories</h2>
<ul class="box list">
${all.map(({ id, summary, state }) => html`<li><a href="${pathOf(repository)}/security/advisories/${id}">${summary}</a> <span class="quiet">${state === 'draft' ? 'draft: maintainers alone see it' : state}</span></li>`)}
</ul>`;
}

const mostFiles = 200;

function files(repository: SandboxRepository, head: string): Html {
  const paths = [...filesOf(repository.objects, get(repository.objects, head, 'commit').tree).keys()];
  const readme = linesAt(repository, head, 'README.md');
  return html`<p class="quiet">Commit <a href="${pathOf(repository)}/commit/${head}"><code>${head.slice(0, 7)}</code></a> ${subjectOf(repository, head)}</p>
<ul class="box list files">${paths.slice(0, mostFiles).map((path) => html`<li><a href="${filePath(repository, repository.defaultBranch, path)}">${path}</a></li>`)}
${paths.length > mostFiles ? html`<li class="quiet">${paths.length - mostFiles} more</li>` : ''}</ul>
${readme === null ? '' : html`<section class="box inside markdown" aria-label="README">${markdown(readme.join('\n'))}</section>`}`;
}
