import { codeWords } from '../../registries/plain.ts';
import type { Verdict } from '../../types/verdict.ts';
import { type CardId, cardIds, cardKinds } from '../card.ts';
import type { Exercise, FilledInject, FilledModule } from '../exercise.ts';
import type { TestedGap } from '../gaps.ts';
import { roles } from '../roles.ts';
import { clock } from './clock.ts';
import { openingNote } from './opening-note.ts';
import { type Block, heading, label, list, newPage, type Paper, quote, room, table, text } from './paper.ts';
import { schedule } from './players.ts';

/**
 * What happens, when, which gap it tests, what Mintmark would have shown, and what good looks like.
 *
 * @param rehearsed what came of the story when it was played on the sandbox, in a sentence
 */
export function facilitatorPaper(exercise: Exercise, rehearsed: string): Paper {
  return {
    title: `Tabletop exercise: ${exercise.title}`,
    audience: `Facilitator’s copy: it holds the solution. ${exercise.length} minutes.`,
    blocks: [
      ...openingNote(exercise),
      heading(2, 'The story'),
      ...exercise.truth.map(text),
      heading(3, 'Where it stops'),
      text(exercise.stops),
      heading(3, 'What Mintmark notices'),
      text(rehearsed),
      ...(exercise.happened === '' ? [] : [heading(3, 'Has it happened?'), text(exercise.happened)]),
      heading(2, 'Before'),
      list(before(exercise)),
      heading(2, 'Time'),
      table(['From', 'To', 'What'], schedule(exercise)),
      heading(2, 'Cards'),
      text(
        'In the folder `evidence`, as Mintmark wrote them when this story was played on its sandbox. Hand one out when players ask for what it answers, from the inject on that is named here.',
      ),
      table(
        ['File', 'Answers', 'From'],
        cardIds.map((id) => [codeWords(cardFile(id)), cardKinds[id].answers, firstUse(exercise, id)]),
      ),
      newPage,
      heading(2, 'Opening'),
      text('Give out the roles, read the rules and this, and start the clock:'),
      ...exercise.situation.map(quote),
      ...exercise.modules.flatMap((module, index) => modulePages(module, index)),
      newPage,
      heading(2, `Hot wash, from ${clock(exercise.hotWash.at)}`),
      text('No discussion at first: one sentence from each, the least experienced first. The scribe writes.'),
      list(exercise.hotWash.questions),
      text(
        'Then fill in `after-action.md`: it has the open gaps that this story met. Every row gets one owner and one day, or goes. `mintmark tabletop --record after-action.md` writes the rows into the policy file of the repository.',
      ),
      room(10),
    ],
  };
}

/** Name of a card’s file in the folder `evidence`. */
export function cardFile(id: CardId): string {
  return `${cardIds.indexOf(id) + 1}-${id}.md`;
}

function before({ objectives, target }: Exercise): readonly string[] {
  return [
    `Invite who would really be there: whoever may publish ${codeWords(target.package)}, whoever administers ${codeWords(target.repository)}, whoever answers the security address.`,
    'Print the players’ copy for each, the handouts and this copy once; or share the players’ copy on a screen and read the handouts out.',
    `Roles in the order in which they are given out: ${roles.map(({ name }) => name).join(', ')}. You play everybody else.`,
    `They are done if at the end they have done this, in whatever way: ${objectives.map((each) => each.replace(/\.$/, '')).join('; ')}.`,
  ];
}

function firstUse({ modules }: Exercise, id: CardId): string {
  for (const [module, { injects }] of modules.entries())
    for (const [place, { cards }] of injects.entries())
      if (cards.includes(id)) return `inject ${module + 1}.${place + 1}`;
  return 'not needed';
}

function modulePages({ title, at, minutes, injects }: FilledModule, index: number): readonly Block[] {
  return [
    newPage,
    heading(2, `Module ${index + 1}: ${title} (${clock(at)} to ${clock(at + minutes)})`),
    ...injects.flatMap((inject, place) => injectBlocks(inject, `${index + 1}.${place + 1}`)),
  ];
}

function injectBlocks(inject: FilledInject, number: string): readonly Block[] {
  const { title, at, minutes, by, says, asks, cards, gaps, signals, shows, good } = inject;
  const signal = signals.length === 0 ? '' : ` Signals that it can raise: ${signals.map(codeWords).join(', ')}.`;
  return [
    heading(3, `Inject ${number}, at ${clock(at)}, ${minutes} minutes: ${title}`),
    text(`Source: ${by}.`),
    quote(says),
    label('Ask'),
    list(asks),
    label('What good looks like'),
    list(good),
    label('What Mintmark would have shown'),
    text(`${shows}${signal}`),
    ...(gaps.length === 0 ? [] : [label('What it tests'), list(gaps.map(gapWords))]),
    ...(cards.length === 0
      ? []
      : [text(`Cards from here on: ${cards.map((id) => codeWords(cardFile(id))).join(', ')}.`)]),
  ];
}

function gapWords({ control, verdict, says }: TestedGap): string {
  return `${codeWords(control)}: ${verdict === null ? 'not judged' : verdictWords[verdict]}${says === '' ? '' : `: ${says}`}`;
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'in order here',
  fail: 'open here',
  unknown: 'not known',
  accepted: 'accepted for a while',
  'not-applicable': 'does not apply here',
};
