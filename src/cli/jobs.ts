import { askControl } from '../app/control.ts';
import { type JobList, listJobs, type RetriedWork, retryJobs } from '../app/control-jobs.ts';
import { createLog } from '../app/log.ts';
import { openQueue, type PgBossQueue } from '../jobs/pg-boss-queue.ts';
import { jsonText } from '../reports/text/json-text.ts';
import { visible } from '../reports/text/visible.ts';
import { wrapAfter } from '../reports/text/wrap.ts';
import { openStore, type Store, storeIsThere } from '../store/index.ts';
import { oneOf, parseArguments } from './arguments.ts';
import { type Command, Misuse, type Option } from './command.ts';
import { folderOption, storePlace, telling } from './store-place.ts';
import type { Surroundings } from './surroundings.ts';

const formats = ['terminal', 'json'] as const;

const options: readonly Option[] = [
  { name: 'retry', value: 'ID|all', help: 'try what is parked again: one by its number, or all' },
  { name: 'format', value: 'FORMAT', help: `${formats.join(', ')} (default: terminal)` },
  folderOption,
];

export const jobs: Command = {
  name: 'jobs',
  summary: 'Show what the GitHub App has to do and what failed, and try that again',
  operands: '',
  about: [
    'Asks the process that serves, or the server of DATABASE_URL, or opens the folder where nobody has it open. Work is parked',
    'where it failed again and again for a reason of its own, and waits for you: see to the reason, then --retry it.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 0);
    const format = oneOf('format', typed.value('format') ?? 'terminal', formats);
    const which = retryOf(typed.value('retry'));
    return telling(around, async () => {
      const place = storePlace(typed, around);
      if (which === null) {
        const list = await listed(place);
        around.stdout.write(format === 'json' ? jsonText(list) : listText(list, widthOf(around)));
      } else {
        const retried = await retry(place, which);
        if (retried.length === 0 && which !== 'all')
          throw new Error(`nothing is parked by the number ${which}; \`mintmark jobs\` lists what is`);
        around.stdout.write(format === 'json' ? jsonText(retried) : retriedText(retried));
      }
    });
  },
};

type Place = ReturnType<typeof storePlace>;

function retryOf(typed: string | null): number | 'all' | null {
  if (typed === null || typed === 'all') return typed;
  if (!/^[1-9][0-9]{0,14}$/.test(typed))
    throw new Misuse(`--retry cannot be ${JSON.stringify(typed)}: a number, or all`);
  return Number(typed);
}

async function listed(place: Place): Promise<JobList> {
  const said = 'folder' in place ? await askControl(place.folder, 'jobs') : null;
  return said === null ? withQueue(place, listJobs) : (JSON.parse(said) as JobList);
}

async function retry(place: Place, which: number | 'all'): Promise<readonly RetriedWork[]> {
  const said = 'folder' in place ? await askControl(place.folder, 'retry', String(which)) : null;
  if (said !== null) return JSON.parse(said) as readonly RetriedWork[];
  return withQueue(place, (store, queue) => retryJobs(store, queue, which));
}

async function withQueue<T>(place: Place, work: (store: Store, queue: PgBossQueue) => Promise<T>): Promise<T> {
  if ('folder' in place && !storeIsThere(place.folder)) throw new Error(`there is no store in ${place.folder}`);
  const { store, queueDatabase } = await openStore(place);
  try {
    const queue = await openQueue({ database: queueDatabase, log: createLog({ level: 'warn' }) });
    try {
      return await work(store, queue);
    } finally {
      await queue.close();
    }
  } finally {
    await store.close();
  }
}

function widthOf({ stdout }: Surroundings): number {
  return Math.min(stdout.columns ?? 100, 120);
}

function listText({ waiting, parked, parkedInAll }: JobList, width: number): string {
  const counts = waiting.map(({ kind, waiting: left, active }) => `  ${kind.padEnd(13)}${pad(left)}${pad(active)}`);
  const lines = [`  kind         ${'waiting'.padStart(9)}${'running'.padStart(9)}`, ...counts, ''];
  if (parkedInAll === 0) return `${[...lines, 'Nothing is parked.'].join('\n')}\n`;
  lines.push(`Parked: ${parkedInAll}`);
  for (const { id, kind, subject, repository, tries, reason, parkedAt } of parked) {
    const about = repository === null ? subject : `${repository} (${subject})`;
    lines.push(
      `  ${id}  ${parkedAt.slice(0, 16).replace('T', ' ')}  ${visible(kind)} ${visible(about)}, tried ${tries} times`,
      ...wrapAfter('      ', visible(reason), width),
    );
  }
  if (parked.length < parkedInAll) lines.push(`  … and ${parkedInAll - parked.length} older`);
  return `${[...lines, '', '`mintmark jobs --retry ID` tries one again, `--retry all` all of them.'].join('\n')}\n`;
}

function pad(count: number): string {
  return String(count).padStart(9);
}

function retriedText(retried: readonly RetriedWork[]): string {
  if (retried.length === 0) return 'Nothing is parked.\n';
  return retried
    .map(({ id, kind, subject, outcome }) => `${id}  ${visible(kind)} ${visible(subject)}: ${words[outcome]}\n`)
    .join('');
}

const words: Readonly<Record<RetriedWork['outcome'], string>> = {
  queued: 'waits to be tried again',
  gone: 'is not there any more, and not parked any more',
};
