import type { LedgerRow } from '../../types/ledger.ts';
import { type JoinName, type JoinState, joinNames } from '../../types/ledger-words.ts';
import type { Painter, Style } from '../text/paint.ts';

/** What each state looks like. */
const marks: Readonly<Record<JoinState, { readonly mark: string; readonly style: Style }>> = {
  proved: { mark: '✔', style: 'good' },
  missing: { mark: '–', style: 'faint' },
  contradicted: { mark: '✘', style: 'high' },
  unknown: { mark: '?', style: 'faint' },
};

const titles: Readonly<Record<JoinName, string>> = {
  tag: 'tag',
  release: 'rel',
  commit: 'com',
  run: 'run',
  attestation: 'att',
  digest: 'dig',
};

const states = Object.entries(marks).map(([state, { mark }]) => `${mark} ${state}`);

/** The column's title, as wide as its marks. */
export const marksTitle = joinNames.map((name) => titles[name]).join(' ');

/** What the marks and their titles mean. */
export const legend = `${states.join(', ')}: tag, GitHub release, commit, workflow run, attestation, digest`;

/** One mark for each join, each under the middle of its title; between them stand spaces that no layout takes away. */
export function marksOf({ joins }: Pick<LedgerRow, 'joins'>): string {
  return joinNames.map((name) => fixed + marks[joins[name].state].mark + fixed).join(fixed);
}

const fixed = '\u00a0';

export function paintMarks(text: string, painter: Painter): string {
  const styles = new Map(Object.values(marks).map(({ mark, style }) => [mark, style]));
  return text
    .split('')
    .map((character) => (character === fixed ? ' ' : painter.paint(styles.get(character) ?? 'plain', character)))
    .join('');
}
