import { listing } from '../../reports/text/words.ts';
import { cardIds, cardKinds } from '../card.ts';
import type { Exercise } from '../exercise.ts';
import { roles, rules } from '../roles.ts';
import { clock } from './clock.ts';
import { openingNote } from './opening-note.ts';
import { type Block, heading, list, newPage, type Paper, quote, room, table, text } from './paper.ts';

/** What every player gets before it begins: nothing of what is going to happen. */
export function playersPaper(exercise: Exercise): Paper {
  return {
    title: `Tabletop exercise: ${exercise.cover}`,
    audience: `Players’ copy. ${exercise.length} minutes.`,
    blocks: [
      ...openingNote(exercise),
      heading(2, 'What it is for'),
      list(exercise.objectives),
      heading(2, 'Rules'),
      list(rules),
      heading(2, 'Roles'),
      table(
        ['Role', 'Does', 'Who'],
        roles.map(({ name, does }) => [name, does, '']),
      ),
      heading(2, 'Time'),
      table(['From', 'To', 'What'], schedule(exercise)),
      newPage,
      heading(2, 'Where you stand'),
      ...exercise.situation.map(quote),
      heading(2, 'What you may ask for'),
      text('Each is a card that the facilitator hands out when somebody asks for it and it exists by then.'),
      list(cardIds.map((id) => cardKinds[id].title)),
      ...exercise.modules.flatMap(notes),
      newPage,
      heading(2, 'Hot wash'),
      text('Each of you in one sentence: what went well, what did not, what you would change first.'),
      room(8),
    ],
  };
}

export function schedule({ opening, modules, hotWash, length }: Exercise): readonly (readonly string[])[] {
  return [
    [clock(0), clock(opening), 'Opening: roles and rules'],
    ...modules.map(({ title, at, minutes }, index) => [
      clock(at),
      clock(at + minutes),
      `Module ${index + 1}: ${title}`,
    ]),
    [clock(hotWash.at), clock(length), `Hot wash: ${listing(['what went well', 'what did not', 'what changes'])}`],
  ];
}

function notes({ title }: Exercise['modules'][number], index: number): readonly Block[] {
  return [newPage, heading(2, `Module ${index + 1}: ${title}`), text('Times, decisions, open questions:'), room(16)];
}
