import { join, resolve } from 'node:path';
import process from 'node:process';
import { allRoles, type Role, type RunningApp, startApp } from '../app/app.ts';
import { type Control, startControl } from '../app/control.ts';
import { controlCommands } from '../app/control-commands.ts';
import { type Credentials, readCredentials } from '../app/credentials.ts';
import { dataFolder } from '../app/data-folder.ts';
import { createLog, logLevels } from '../app/log.ts';
import { openStore, type StorePlace } from '../store/index.ts';
import { type Arguments, parseArguments } from './arguments.ts';
import { type Command, type ExitCode, exitCodes, Misuse, type Option } from './command.ts';
import { portIn } from './port.ts';
import { servedRegistries } from './serve-registries.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';

const options: readonly Option[] = [
  { name: 'port', value: 'PORT', help: 'listen on this port (default: PORT, else 3000)' },
  { name: 'host', value: 'HOST', help: 'listen on this address only (default: HOST, else 127.0.0.1; all: 0.0.0.0)' },
  {
    name: 'web',
    value: null,
    help: 'only store webhooks and show the dashboard, and leave the work to processes with --worker',
  },
  { name: 'worker', value: null, help: 'only work, and take no webhooks (default: both)' },
  { name: 'concurrency', value: 'N', help: 'work on so many repositories at once (1 to 64, default 4)' },
  { name: 'offline', value: null, help: 'do not ask registries, and do not follow packages' },
  { name: 'folder', value: 'FOLDER', help: 'where the data is (default: MINTMARK_FOLDER, else among your own data)' },
];

export const serve: Command = {
  name: 'serve',
  summary: 'Run the GitHub App',
  operands: '',
  about: [
    'Receives webhooks at /, and answers at /healthz, /readyz and /metrics. Credentials come from `mintmark setup`, or',
    'from APP_ID, PRIVATE_KEY (or PRIVATE_KEY_PATH, or PRIVATE_KEY_COMMAND) and WEBHOOK_SECRET; GITHUB_URL names another',
    'GitHub than github.com. FIXER_APP_ID and FIXER_PRIVATE_KEY (or _PATH, or _COMMAND) name the second app, which opens',
    'pull requests.',
    'People open the dashboard at the same address, and sign in through GitHub: by CLIENT_ID and CLIENT_SECRET of the app,',
    'and MINTMARK_URL, the address at which they open it (its own where it listens on this machine alone).',
    'The database is one of its own in the data folder, or the Postgres server of DATABASE_URL. LOG_LEVEL: how much is logged.',
    'Any number of processes may share a server; --web and --worker divide the work among them.',
    'Packages are followed on their registries, unless it is offline: MINTMARK_CONTACT says how you are reached, for them,',
    'MINTMARK_TRUSTED_ROOT names a trusted root of Sigstore, and MINTMARK_REGISTRY_… other addresses (as for `audit`).',
    'SIGTERM or SIGINT: ends what is in hand, at most 10 seconds long, and hands back the rest; a second one ends at once.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 0);
    const { environment } = around;
    const port = portOf(typed.value('port') ?? (environment['PORT'] || '3000'));
    const level = levelOf(environment['LOG_LEVEL']);
    const share = shareOf(typed, environment);
    const chosen = typed.value('folder');
    const folder = chosen === null ? dataFolder(environment, around.folder) : resolve(around.folder, chosen);
    const credentials = readCredentials(environment, folder);
    if (credentials.state !== 'seen') {
      const reason = credentials.state === 'absent' ? nothingSetUp(credentials.source) : credentials.reason;
      around.stderr.write(`mintmark: ${reason}\n`);
      return exitCodes.misuse;
    }
    try {
      return await serveUntilSignal(credentials.value, { port, level, share, folder, typed, around });
    } catch (error) {
      around.stderr.write(`mintmark: ${error instanceof Error ? error.message : String(error)}\n`);
      return exitCodes.unreadable;
    }
  },
};

interface Setting {
  readonly port: number;
  readonly level: string;
  readonly share: Share;
  readonly folder: string;
  readonly typed: Arguments;
  readonly around: Surroundings;
}

async function serveUntilSignal(credentials: Credentials, setting: Setting): Promise<ExitCode> {
  const { port, level, share, folder, typed, around } = setting;
  const url = around.environment['DATABASE_URL'];
  const place: StorePlace = url ? { url } : { folder: join(folder, 'store') };
  const opened = await openStore(place);
  void opened.broken?.then((error) => {
    // Nothing can be handed back any more: what is stored is what the next start finds
    around.stderr.write(`mintmark: ${error.message}\n`);
    process.exit(exitCodes.unreadable);
  });
  const { store, queueDatabase } = opened;
  let app: RunningApp | undefined;
  let control: Control | undefined;
  try {
    const log = createLog({ level });
    const asked = typed.has('offline') ? null : await servedRegistries(around, (note) => log.warn(note));
    for (const problem of asked?.problems ?? []) around.stderr.write(`mintmark: ${problem}\n`);
    app = await startApp({
      credentials,
      baseUrl: credentials.github.api,
      server: credentials.github.web,
      store,
      queueDatabase,
      ...(asked !== null && { registries: asked.registries }),
      ...share,
      port,
      dashboard: { signIn: credentials.signIn, url: credentials.url },
      host: typed.value('host') ?? (around.environment['HOST'] || '127.0.0.1'),
      version: version(),
      log,
    });
    const { queue } = app;
    if ('folder' in place)
      control = await startControl(place.folder, controlCommands(opened, queue)).catch((error: unknown) => {
        log.warn({ err: error }, '`mintmark backup` and `mintmark jobs` cannot ask this process');
        return undefined;
      });
    await signalled();
    return exitCodes.done;
  } finally {
    await control?.close();
    await app?.stop();
    await store.close();
  }
}

/** Resolves at the first signal to end. A second one does not wait for anything. */
function signalled(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      for (const again of ['SIGTERM', 'SIGINT'] as const) process.on(again, () => process.exit(exitCodes.broken));
      resolve();
    });
  return promise;
}

function nothingSetUp(path: string): string {
  return [
    `there are no credentials: neither in the environment (APP_ID …) nor in ${path}.`,
    '',
    '  mintmark demo    shows the app at work, without any credentials',
    '  mintmark setup   registers your own app on GitHub and stores its credentials',
  ].join('\n');
}

/** What this process does, and how much of it at once. */
interface Share {
  readonly roles: readonly Role[];
  readonly concurrency?: number;
}

function shareOf(typed: Arguments, environment: Surroundings['environment']): Share {
  const chosen = allRoles.filter((role) => typed.has(role));
  const [only] = chosen;
  if (chosen.length === 1 && !environment['DATABASE_URL'])
    throw new Misuse(
      `--${only} needs a Postgres server in DATABASE_URL: a database in a folder belongs to one process, which has to do all`,
    );
  const roles = chosen.length === 0 ? allRoles : chosen;
  const concurrency = typed.value('concurrency');
  if (concurrency === null) return { roles };
  if (!roles.includes('worker')) throw new Misuse('--concurrency is for processes that work, and --web does not');
  if (!/^[1-9][0-9]?$/.test(concurrency) || Number(concurrency) > 64)
    throw new Misuse(`--concurrency cannot be ${JSON.stringify(concurrency)} (a whole number from 1 to 64)`);
  return { roles, concurrency: Number(concurrency) };
}

function portOf(typed: string): number {
  const port = portIn(typed);
  if (port === null) throw new Misuse(`${JSON.stringify(typed)} is no port`);
  return port;
}

function levelOf(typed: string | undefined): string {
  if (!typed) return 'info';
  if (!logLevels.includes(typed)) throw new Misuse(`LOG_LEVEL can be one of: ${logLevels.join(', ')}`);
  return typed;
}
