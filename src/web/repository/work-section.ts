import { html } from 'hono/html';
import { visible } from '../../reports/text/visible.ts';
import { firstOf } from '../../reports/text/words.ts';
import type { StoredDeployment } from '../../store/store.ts';
import type { StoredFix } from '../../store/stored-fixes.ts';
import type { GateAnswer } from '../../types/gate.ts';
import { age, many, section, table } from '../layout/index.ts';
import type { Html } from '../page.ts';
import type { GitHubPages } from './github-links.ts';
import type { RepositoryModel } from './read-repository.ts';
import { said } from './said.ts';

/** What is under way on GitHub: the issue and the check run, pull requests with fixes, deployments at the gate. */
export function workSection(model: RepositoryModel, pages: GitHubPages, now: number): Html | string {
  const { fixes, deployments } = model;
  const links = linksOf(model, pages);
  if (links.length + fixes.length + deployments.length === 0) return '';
  return section(
    'work',
    'On GitHub',
    html`${links.length === 0 ? '' : html`<p>${links.map((link, index) => html`${index === 0 ? '' : ' · '}${link}`)}</p>`}
${fixes.length === 0 ? '' : html`<h3>Fixes</h3>${fixList(fixes, pages)}`}
${deployments.length === 0 ? '' : html`<h3>Deployments that asked lately</h3>${deploymentTable(deployments, pages, now)}`}`,
  );
}

function linksOf({ issues, checkRun }: RepositoryModel, pages: GitHubPages): readonly Html[] {
  return [
    ...(checkRun === null ? [] : [pages.check(checkRun, 'Check run of the audited commit')]),
    ...issues
      .slice(0, mostIssues)
      .map(
        ({ key, number }) => html`Issue ${pages.issue(number)}${key === 'rollup' ? '' : html` of <code>${key}</code>`}`,
      ),
  ];
}

const mostIssues = 40;
const mostFixes = 20;

function fixList(fixes: readonly StoredFix[], pages: GitHubPages): Html {
  const { shown, left } = firstOf(fixes, mostFixes);
  return html`<ul class="bullets">${shown.map(
    (fix) => html`<li>${said(fix.title, 300)} <span class="quiet">${fixWords(fix, pages)}</span></li>`,
  )}${left === 0 ? '' : html`<li>${many(left, 'more fix', 'more fixes')}</li>`}</ul>`;
}

function fixWords({ state, pullNumber, reason, byHand, by }: StoredFix, pages: GitHubPages): Html {
  if (state === 'open' && pullNumber !== null)
    return html`pull request ${pages.pull(pullNumber)}${byHand ? ', changed by hand and left alone since' : ''}, asked for by ${visible(by)}`;
  if (state === 'refused') return html`could not be made${reason === null ? '' : html`: ${said(reason, 300)}`}`;
  return html`is being prepared, asked for by ${visible(by)}`;
}

function deploymentTable(deployments: readonly StoredDeployment[], pages: GitHubPages, now: number): Html {
  return table({
    caption: 'Deployments that asked at the gate, newest first',
    columns: [{ title: 'Deployment' }, { title: 'Run' }, { title: 'Asked' }, { title: 'Answer' }],
    rows: deployments.map((deployment) => [
      html`<code>${visible(deployment.ref)}</code> to <code>${visible(deployment.environment)}</code>`,
      pages.run(String(deployment.runId)),
      age(deployment.askedAt, now),
      answerOf(deployment),
    ]),
  });
}

function answerOf({ decision, reasons, outcome }: StoredDeployment): Html {
  const told = decision === null ? 'waits' : decisions[decision];
  const late = outcome === null ? '' : outcomes[outcome];
  const { shown, left } = firstOf(
    reasons.filter(({ outcome: each }) => each !== 'passes' && each !== 'does-not-apply'),
    6,
  );
  if (shown.length === 0) return html`${told}${late}`;
  return html`<details class="fold"><summary>${told}${late}</summary><ul class="bullets">${shown.map(reasonOf)}${left === 0 ? '' : html`<li>${many(left, 'more reason')}</li>`}</ul></details>`;
}

const decisions = { approved: 'let through', rejected: 'not let through', left: 'left to people' } as const;

const outcomes = {
  told: '',
  'too-late': ', too late to be told',
  refused: ', which GitHub does not take: a permission is missing',
  failed: ', which could not be told',
} as const;

function reasonOf({ outcome, says }: GateAnswer): Html {
  return html`<li>${outcome === 'refuses' ? 'Refused: ' : 'Cannot be told: '}${said(says, 300)}</li>`;
}
