import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import { firstOf } from '../../reports/text/words.ts';
import type { StoredIssue } from '../../store/store.ts';
import type { StoredFix } from '../../store/stored-fixes.ts';
import { empty, many, severityWord } from '../layout/index.ts';
import type { Html } from '../page.ts';
import type { ControlEntry } from './control-entries.ts';
import { historyOf } from './control-history.ts';
import { byRemedy, type Remedied, remedyView, weightOf } from './finding-view.ts';
import type { GitHubPages } from './github-links.ts';

/** What is under way on GitHub about findings. */
export interface UnderWay {
  readonly fixes: readonly StoredFix[];
  /** Those that are open. */
  readonly issues: readonly StoredIssue[];
}

/** What to put right, the gravest first, with the steps. */
export function failingControls(entries: readonly ControlEntry[], under: UnderWay, pages: GitHubPages): Html {
  if (entries.length === 0) return empty('There is nothing to put right.');
  const told = sharedOut(entries);
  return html`<ul class="controls">${entries.map((entry, index) => {
    const shown = told[index] ?? [];
    const left = byRemedy(entry.findings).length - shown.length;
    return html`<li id="control-${entry.id}"><details class="fold"${index < most.open ? html` open` : ''}>
<summary>${severityWord(entry.severity)} <strong>${entry.title}</strong> <span class="quiet">${countOf(entry)}</span></summary>
<div class="inside"><p>${entry.why}</p>
${fixOf(entry, under, pages)}
${shown.map((remedy, place) => remedyView(remedy, shown[place - 1], pages))}
${left === 0 ? '' : html`<p class="quiet">${many(left, 'more group')} of findings; the JSON report has all.</p>`}
${historyOf(entry)}${namesOf(entry)}</div></details></li>
`;
  })}</ul>`;
}

/** The gravest stand open, so that there is somewhere to begin. */
const most = { open: 2, characters: 27_000, ofOne: 4, pulls: 4 } as const;

/** Of each control the remedies that a page has room for, from the top. */
function sharedOut(entries: readonly ControlEntry[]): readonly (readonly Remedied[])[] {
  let room: number = most.characters;
  return entries.map(({ findings }) => {
    const shown: Remedied[] = [];
    for (const remedy of byRemedy(findings).slice(0, most.ofOne)) {
      room -= weightOf(remedy, shown.at(-1));
      if (room < 0) break;
      shown.push(remedy);
    }
    return shown;
  });
}

function countOf({ findings, answers }: ControlEntry): string {
  const registries = [...new Set(answers.filter(({ verdict }) => verdict === 'fail').map(({ registry }) => registry))];
  const titles = registries.flatMap((id) => (id === null ? [] : [registryOf(id).title]));
  const fixable = findings.filter(({ remediation }) => remediation.fixable).length;
  return [
    many(findings.length, 'finding'),
    ...(fixable === 0
      ? []
      : [
          fixable === findings.length
            ? `an edit puts ${fixable === 1 ? 'it' : 'them'} right`
            : `an edit puts ${fixable} right`,
        ]),
    ...(titles.length === 0 ? [] : [titles.join(', ')]),
  ].join(' · ');
}

/** The pull requests that stand open, or else where an edit can be had. */
function fixOf({ id, findings }: ControlEntry, { fixes, issues }: UnderWay, pages: GitHubPages): Html | string {
  const pulls = fixes.flatMap(({ control, state, pullNumber }) =>
    control === id && state === 'open' && pullNumber !== null ? [pullNumber] : [],
  );
  const { shown, left } = firstOf(pulls, most.pulls);
  if (shown.length > 0)
    return html`<p class="note good">A fix is open: ${shown.map((number, index) => html`${index === 0 ? '' : ', '}${pages.pull(number)}`)}${left === 0 ? '' : ` and ${left} more`}</p>`;
  if (!findings.some(({ remediation }) => remediation.fixable)) return '';
  const issue = issues.find(({ key }) => key === 'rollup' || key === id);
  const where = issue === undefined ? '' : html`issue ${pages.issue(issue.number)} has it, and `;
  return html`<p class="note">Mintmark can write this edit: ${where}<code>mintmark fix</code> makes it in a checkout.</p>`;
}

function namesOf({ id, answers }: ControlEntry): Html {
  const principles = [...new Set(answers.flatMap((answer) => answer.principles))];
  return html`<p class="small quiet">Control <code>${id}</code>${principles.length === 0 ? '' : html`, of the Principles ${principles.map((principle, index) => html`${index === 0 ? '' : ', '}<code>${principle}</code>`)}`}</p>`;
}
