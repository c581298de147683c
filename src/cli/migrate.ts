import { move } from '../store/index.ts';
import { parseArguments } from './arguments.ts';
import { type Command, Misuse, type Option } from './command.ts';
import { countTable } from './count-table.ts';
import { listAgain } from './list-again.ts';
import { folderOption, storeFolder, telling } from './store-place.ts';
import { version } from './version.ts';

const options: readonly Option[] = [
  { name: 'to', value: 'URL', help: 'an empty database: postgres://user:password@host:5432/database' },
  folderOption,
];

export const migrate: Command = {
  name: 'migrate',
  summary: 'Move what the GitHub App remembers from its folder to a Postgres server',
  operands: '--to URL',
  about: [
    'Stop `mintmark serve` first, and start it with DATABASE_URL=URL afterwards. The database has to be empty. All is moved or',
    'nothing; the rows of each table are counted in both and compared. The folder stays as it is: the way back, until you',
    'delete it. The password of URL is seen by others in the list of processes: DATABASE_URL is used where --to is missing.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 0);
    const url = typed.value('to') ?? (around.environment['DATABASE_URL'] || null);
    if (url === null) throw new Misuse('say where to: --to URL');
    const folder = storeFolder(typed, around);
    return telling(around, async () => {
      const about = { version: version(), now: around.now() };
      const { from, to } = await move(folder, { url }, about, listAgain);
      around.stdout.write(countTable(['in the folder', 'on the server'], [from, to]));
      around.stdout.write(
        'All of it is on the server. Start `mintmark serve` with DATABASE_URL, and keep the folder until it works.\n',
      );
    });
  },
};
