import type { SandboxAnnotation, SandboxCheckRun, SandboxRepository } from '../state.ts';
import { annotationList } from './annotation-view.ts';
import { type Html, html } from './html.ts';
import { conclusionIcon, conclusionTone } from './icons.ts';
import { crumbsOf, moment, page, pathOf } from './layout.ts';
import { presser, pullOf, subjectOf } from './lookup.ts';
import { markdown } from './markdown.ts';

/** What a check says of a commit, with its buttons. */
export function checkPage(repository: SandboxRepository, run: SandboxCheckRun): Html {
  const pull = pullOf(repository, run.headSha);
  const about = pull === null ? subjectOf(repository, run.headSha) : `${pull.title} #${pull.number}`;
  const way =
    pull === null
      ? { href: `${pathOf(repository)}/commit/${run.headSha}`, label: run.headSha.slice(0, 7) }
      : { href: `${pathOf(repository)}/pull/${pull.number}`, label: `#${pull.number}` };
  return page(
    `${run.name}: ${run.title ?? run.status} · ${repository.owner}/${repository.name}`,
    [...crumbsOf(repository), way],
    html`<h1>${about}</h1>
<p class="quiet">Commit <code>${run.headSha.slice(0, 7)}</code>${pull === null ? '' : html` of ${pull.author}, into <code>${pull.baseRef}</code>`}</p>
${checkView(repository, run)}`,
  );
}

/**
 * The same as part of another page.
 *
 * @param annotations those that are shown here; all where it is left out
 */
export function checkView(
  repository: SandboxRepository,
  run: SandboxCheckRun,
  annotations: readonly SandboxAnnotation[] = run.annotations,
): Html {
  return html`<section class="check" aria-label="Check ${run.name}">
<header class="box ${conclusionTone(run.conclusion)}">
<div class="row"><span class="name">${conclusionIcon(run.conclusion)} <strong>${run.name}</strong>
<span class="quiet">${stateWords(run)}</span></span>${buttons(repository, run)}</div>
</header>
<div class="output">
<h2>${run.title ?? 'No word yet'}</h2>
${run.summary === null ? '' : html`<div class="markdown">${markdown(run.summary)}</div>`}
${run.text === null ? '' : html`<h3 class="section">Details</h3><div class="markdown">${markdown(run.text)}</div>`}
${annotations.length === 0 ? '' : annotated(repository, run, annotations)}
</div>
</section>`;
}

function stateWords({ status, conclusion, completedAt }: SandboxCheckRun): Html {
  if (completedAt === null) return html`${status.replace('_', ' ')}`;
  return html`${conclusion}, completed ${moment(completedAt)}`;
}

function annotated(
  repository: SandboxRepository,
  run: SandboxCheckRun,
  annotations: readonly SandboxAnnotation[],
): Html {
  return html`<h3 class="section" id="annotations">Annotations</h3>
<p class="quiet">${countWords(annotations)}</p>
${annotationList(repository, run.headSha, annotations)}`;
}

function countWords(annotations: readonly SandboxAnnotation[]): string {
  return (['failure', 'warning', 'notice'] as const)
    .map((level) => ({ level, number: annotations.filter((each) => each.annotation_level === level).length }))
    .filter(({ number }) => number > 0)
    .map(({ level, number }) => `${number} ${level}${number === 1 ? '' : 's'}`)
    .join(', ');
}

/** The app's own buttons, pressed as one of the people who may write to the repository. */
function buttons(repository: SandboxRepository, run: SandboxCheckRun): Html {
  if (run.status !== 'completed') return html``;
  return html`<form method="post" action="${pathOf(repository)}/runs/${run.id}/press" aria-label="Buttons, pressed as ${presser(repository)}">
${run.actions.map(
  ({ identifier, label, description }) =>
    html`<button name="action" value="${identifier}" title="${description} (as ${presser(repository)})">${label}</button>`,
)}</form>`;
}
