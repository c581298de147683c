import type { SandboxIssue, SandboxRepository } from '../state.ts';
import { comment } from './conversation.ts';
import { type Html, html } from './html.ts';
import { crumbsOf, moment, page, pathOf, stateBadge } from './layout.ts';

/** An issue with everything that was said in it. */
export function issuePage(repository: SandboxRepository, issue: SandboxIssue): Html {
  const edits = issue.writes - 1;
  return page(
    `${issue.title} · Issue #${issue.number} · ${repository.owner}/${repository.name}`,
    [...crumbsOf(repository), { href: `${pathOf(repository)}/issues/${issue.number}`, label: `#${issue.number}` }],
    html`<h1>${issue.title} <span class="number">#${issue.number}</span></h1>
<p class="row start">${stateBadge(issue.state)} <span class="quiet"><strong>${issue.author}</strong> opened this issue ${moment(issue.createdAt)} · ${progress(issue.body)}</span>
${[...issue.labels].map((label) => html`<span class="label">${label}</span>`)}</p>
<div class="conversation">
${comment(issue.author, issue.createdAt, issue.body)}
${edits > 0 ? html`<p class="event">${issue.author} edited this ${edits === 1 ? 'once' : `${edits} times`}, last ${moment(issue.updatedAt)}</p>` : ''}
${issue.comments.map((each) => comment(each.author, each.createdAt, each.body))}
${issue.state === 'closed' ? html`<p class="event">Closed as ${(issue.stateReason ?? 'completed').replace('_', ' ')}</p>` : ''}
${issue.locked ? html`<p class="event">Locked: only collaborators can comment</p>` : ''}
</div>`,
  );
}

/** As GitHub counts boxes: `2 of 9 tasks`. */
function progress(body: string): string {
  const boxes = [...body.matchAll(/^ {0,3}[-*+] \[([ xX])\] /gm)];
  if (boxes.length === 0) return 'no tasks';
  const done = boxes.filter(([, mark]) => mark !== ' ').length;
  return `${done} of ${boxes.length} tasks`;
}
