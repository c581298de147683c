import { resolve } from 'node:path';
import { restore as restoreInto } from '../store/index.ts';
import { parseArguments } from './arguments.ts';
import { type Command, Misuse, type Option } from './command.ts';
import { countTable } from './count-table.ts';
import { listAgain } from './list-again.ts';
import { folderOption, storePlace, telling } from './store-place.ts';

const options: readonly Option[] = [folderOption];

export const restore: Command = {
  name: 'restore',
  summary: 'Fill an empty database from a backup',
  operands: 'FILE',
  about: [
    'Into the server of DATABASE_URL, or the database in the data folder. It has to be empty, and nobody may have the folder',
    'open: stop `mintmark serve`, and move its folder `store` away first. A file that is cut short or was changed, or was',
    'made by a newer Mintmark, is refused; then nothing is changed.',
    'The next `mintmark serve` asks GitHub which repositories each installation has, and goes on with what waited.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 1);
    const [file] = typed.operands;
    if (file === undefined) throw new Misuse('say which file: mintmark restore FILE');
    return telling(around, async () => {
      const counts = await restoreInto(resolve(around.folder, file), storePlace(typed, around), listAgain);
      around.stdout.write(countTable(['restored'], [counts]));
    });
  },
};
