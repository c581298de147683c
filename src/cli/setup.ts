import { resolve } from 'node:path';
import type { Registration } from '../app/setup/register-app.ts';
import { type Arguments, oneOf, parseArguments } from './arguments.ts';
import { type Command, exitCodes, Misuse, type Option } from './command.ts';
import { isListening, portIn } from './port.ts';
import type { Surroundings } from './surroundings.ts';

const tiers = ['core', 'full'] as const;

const options: readonly Option[] = [
  {
    name: 'url',
    value: 'PUBLIC_URL',
    help: 'where GitHub can reach `mintmark serve`, as https://mintmark.example.com',
  },
  { name: 'organization', value: 'LOGIN', help: 'register the app for an organisation (default: for yourself)' },
  { name: 'tier', value: 'TIER', help: `${tiers.join(', ')} (default: core; see mintmark permissions)` },
  { name: 'fixer', value: null, help: 'register the second app, which opens pull requests with fixes' },
  { name: 'github', value: 'URL', help: 'GitHub Enterprise Server (default: https://github.com)' },
  {
    name: 'folder',
    value: 'FOLDER',
    help: 'where to store the credentials (default: MINTMARK_FOLDER, or your data folder)',
  },
  { name: 'port', value: 'PORT', help: 'port of the local page (default: a free one)' },
  { name: 'force', value: null, help: 'replace credentials that are stored already' },
];

export const setup: Command = {
  name: 'setup',
  summary: 'Register the GitHub App, and store its credentials where only you can read them',
  operands: '',
  about: [
    'It serves a page on this machine that leads to GitHub and takes what GitHub sends back. Where this machine has no browser, forward the port: ssh -L PORT:127.0.0.1:PORT, with --port PORT.',
    'Exit codes: 0 done; 2 wrong use; 3 the app could not be registered or stored.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 0);
    const chosen = {
      tier: tierOf(typed),
      organisation: organisationOf(typed),
      publicUrl: publicUrlOf(typed),
      port: portOf(typed),
      force: typed.has('force'),
    };
    const [{ githubAddress, githubCom }, { dataFolder }] = await Promise.all([
      import('../app/github-address.ts'),
      import('../app/data-folder.ts'),
    ]);
    const named = typed.value('github');
    const github = named === null ? githubCom : githubAddress(named);
    if ('problem' in github) throw new Misuse(`--github: ${github.problem}`);
    const usualFolder = dataFolder(around.environment, around.folder);
    const given = typed.value('folder');
    const folder = given === null ? usualFolder : resolve(around.folder, given);

    const { PlaceRefused, registerApp } = await import('../app/setup/register-app.ts');
    const onReady = (url: string) => around.stdout.write(invitation(url));
    try {
      const registration = await registerApp({ ...chosen, github, folder, onReady });
      if (registration.state === 'failed') return trouble(around, registration.reason);
      const serve = folder === usualFolder ? 'mintmark serve' : `mintmark serve --folder ${quoted(folder)}`;
      const told = chosen.tier === 'fixer' ? farewellOfFixer : farewell;
      around.stdout.write(told(registration, serve));
      return exitCodes.done;
    } catch (error) {
      if (error instanceof PlaceRefused) return trouble(around, error.message);
      if (!isListening(error)) throw error;
      return trouble(around, `The port ${chosen.port} cannot be used (${error.code}): name another with --port.`);
    }
  },
};

function trouble(around: Surroundings, reason: string) {
  around.stderr.write(`mintmark: ${reason}\n`);
  return exitCodes.unreadable;
}

function invitation(url: string): string {
  return `Open this page in a browser on this machine. It waits for an hour, and is for you alone:

  ${url}

`;
}

type Stored = Extract<Registration, { state: 'stored' }>;

function farewell({ app, path, installUrl, dashboard }: Stored, serve: string) {
  return `Registered ${app.slug} (app ${app.id}). Its credentials are in ${path}, which only you can read.

Next:
  1. Start it where GitHub can reach it:  ${serve}
  2. Install it on repositories:          ${installUrl}
${dashboard === null ? '' : `  3. Look at what it finds:               ${dashboard}/\n`}`;
}

function farewellOfFixer({ app, path, installUrl }: Stored, serve: string) {
  return `Registered ${app.slug} (app ${app.id}). Its credentials are in ${path}, beside those of the app that audits.

Next:
  1. Start Mintmark anew:                             ${serve}
  2. Install it where it may open pull requests:      ${installUrl}
`;
}

function tierOf(typed: Arguments) {
  const tier = typed.value('tier');
  if (!typed.has('fixer')) return oneOf('tier', tier ?? 'core', tiers);
  if (tier !== null) throw new Misuse('--fixer registers another app than --tier does: name one of them');
  return 'fixer' as const;
}

function organisationOf(typed: Arguments): string | null {
  const login = typed.value('organization');
  if (login !== null && !/^[a-z\d](?:-?[a-z\d]){0,38}$/i.test(login))
    throw new Misuse(`--organization ${JSON.stringify(login)} is no login of GitHub`);
  return login;
}

function publicUrlOf(typed: Arguments): string {
  const value = typed.value('url');
  if (value === null)
    throw new Misuse(
      'GitHub has to know where to send webhooks: --url https://mintmark.example.com, the address at which `mintmark serve` will be reached from outside (a tunnel will do to try it)',
    );
  const url = URL.parse(value);
  if (
    url === null ||
    (url.protocol !== 'https:' && url.protocol !== 'http:') ||
    url.username !== '' ||
    url.password !== ''
  )
    throw new Misuse('--url has to be an address as https://mintmark.example.com');
  if (url.search !== '' || url.hash !== '') throw new Misuse('--url has to end with its path, without ? and #');
  return url.href;
}

function portOf(typed: Arguments): number {
  const value = typed.value('port');
  if (value === null) return 0;
  const port = portIn(value);
  if (port === null) throw new Misuse(`--port cannot be ${JSON.stringify(value)} (0 to 65535)`);
  return port;
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
