import type { Exercise } from '../exercise.ts';
import { type Block, heading, list, newPage, type Paper, quote, room, text } from './paper.ts';

/** One page for each inject, to be handed out at its time and not before. */
export function handoutsPaper(exercise: Exercise): Paper {
  const injects = exercise.modules.flatMap(({ injects }, module) =>
    injects.map((inject, place) => ({ inject, number: `${module + 1}.${place + 1}` })),
  );
  return {
    title: 'Handouts',
    audience: 'The facilitator keeps these, and hands out one page at a time.',
    blocks: injects.flatMap(({ inject, number }): readonly Block[] => [
      newPage,
      heading(2, `Inject ${number}: ${inject.title}`),
      text(`Source: ${inject.by}.`),
      quote(inject.says),
      heading(3, 'Talk about'),
      list(inject.asks),
      room(8),
    ]),
  };
}
