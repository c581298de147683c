import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import { firstOf } from '../../reports/text/words.ts';
import type { VerdictChange } from '../../store/stored-postures.ts';
import { day, many, verdictWords } from '../layout/index.ts';
import type { Html } from '../page.ts';
import type { ControlEntry } from './control-entries.ts';

/** How the answers of a control came to be, newest first; nothing where they never changed. */
export function historyOf({ changes }: ControlEntry): Html | string {
  const { shown, left } = firstOf(changes, mostChanges);
  if (shown.length === 0) return '';
  return html`<p class="small quiet">Before: ${shown.map((change, index) => html`${index === 0 ? '' : '; '}${changeOf(change)}`)}${left === 0 ? '' : `; ${many(left, 'earlier change')}`}.</p>`;
}

const mostChanges = 6;

function changeOf({ before, verdict, registry, at }: VerdictChange): Html {
  const on = registry === null ? '' : ` for ${registryOf(registry).title}`;
  return html`${before === null ? 'first judged' : `${verdictWords[before]} →`} ${verdictWords[verdict]}${on} on ${day(at)}`;
}
