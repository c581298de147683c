import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { askControl } from '../app/control.ts';
import { backUp, type Source } from '../store/index.ts';
import { parseArguments } from './arguments.ts';
import { type Command, Misuse, type Option } from './command.ts';
import { folderOption, storePlace, telling } from './store-place.ts';
import { version } from './version.ts';

const options: readonly Option[] = [
  { name: 'output', value: 'FILE', help: 'the file to write' },
  { name: 'force', value: null, help: 'replace the file where it is there already' },
  folderOption,
];

export const backup: Command = {
  name: 'backup',
  summary: 'Copy what the GitHub App remembers into a file, also while it runs',
  operands: '--output FILE',
  about: [
    'Copies the server of DATABASE_URL, or the database in the data folder, as it is at one moment. The app may run: it rests',
    'only while the files of its folder are copied, for which there has to be room in the folder. FILE holds contents of private',
    'repositories, and only you can read it. Credentials (mintmark.env) are not in it.',
    '`mintmark restore FILE` takes it back.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 0);
    const output = typed.value('output');
    if (output === null) throw new Misuse('say where to: --output FILE');
    const file = resolve(around.folder, output);
    const replace = typed.has('force');
    return telling(around, async () => {
      if (!replace && existsSync(file))
        throw new Error(`${file} is there already; name another file, or add --force to replace it`);
      const source = await sourceOf(storePlace(typed, around));
      await backUp(source, file, { version: version(), now: around.now(), replace });
      around.stdout.write(`${file}: ${statSync(file).size} bytes. \`mintmark restore\` takes it back.\n`);
    });
  },
};

/** The process that has the folder open keeps others out; it makes a copy for us. */
async function sourceOf(place: { readonly url: string } | { readonly folder: string }): Promise<Source> {
  if ('url' in place) return place;
  const copy = await askControl(place.folder, 'copy');
  return copy === null ? place : { folder: place.folder, copy };
}
