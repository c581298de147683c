import { principles as lines, principlesSource } from '../principles/index.ts';
import { wrapAfter } from '../reports/text/wrap.ts';
import { tracks } from '../types/principle-id.ts';
import { parseArguments } from './arguments.ts';
import { type Command, exitCodes } from './command.ts';

export const principles: Command = {
  name: 'principles',
  summary: 'List the Principles for Package Repository Security that controls stand for',
  operands: '',
  about: [],
  options: [],

  async run(words, around) {
    parseArguments(words, [], 0);
    const width = Math.min(around.stdout.columns ?? 100, 100);
    const sections = tracks.flatMap((track) => [
      track,
      ...lines
        .filter((line) => line.track === track)
        .flatMap(({ id, title, registryDoes, projectDoes }) => [
          ...wrapAfter(`  ${id}  `, title, width),
          ...wrapAfter('    registry  ', registryDoes, width),
          ...(projectDoes === null ? [] : wrapAfter('    project   ', projectDoes, width)),
        ]),
      '',
    ]);
    around.stdout.write(`${[...sections, `Source: ${principlesSource}`].join('\n')}\n`);
    return exitCodes.done;
  },
};
