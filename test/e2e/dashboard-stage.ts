import { clientIdOf } from '../../src/sandbox/http/authenticate.ts';
import { leaky, organisation, owner } from './scenarios.ts';
import { openStage, type Stage } from './stage.ts';

/*
 * `ada` is a member of the organisation and may write to it, `cat` helps with one private repository, `olaf` is a member of
 * another organisation, `eve` of none, and `ruth` is about to be removed.
 */
const scenario = organisation(
  [
    leaky('press'),
    leaky('vault', { visibility: 'private' }),
    leaky('cellar', { visibility: 'private', collaborators: { ada: 'admin', cat: 'write' } }),
  ],
  { members: ['ada', 'ruth'] },
);
const others = {
  login: 'others',
  members: ['olaf'],
  installation: null,
  repositories: [leaky('theirs', { collaborators: {} })],
};

/** The app with its dashboard, installed on both organisations. @param clock real time, for what is kept a while */
export async function openDashboard(clock: () => number): Promise<Stage> {
  const { organisations } = scenario;
  const stage = await openStage({ ...scenario, organisations: [...organisations, others] }, ({ state: { app } }) =>
    Promise.resolve({
      host: '127.0.0.1',
      dashboard: { signIn: { clientId: clientIdOf(app), clientSecret: app.clientSecret }, clock },
    }),
  );
  await stage.sandbox.people.install(owner);
  await stage.sandbox.people.install('others');
  await stage.settled();
  return stage;
}

/** All that there is of a repository, by its names. */
export const placesOf = (name: string) => [
  `/r/${owner}/${name}`,
  `/r/${owner}/${name}/p/npm/${name}`,
  `/r/${owner}/${name}/incidents/1`,
];
/** What is no page. */
export const documentsOf = (name: string) => [
  `/api/v1/repositories/${owner}/${name}/report`,
  `/r/${owner}/${name}/signals.rss`,
  `/badge/${owner}/${name}.svg`,
  `/badge/${owner}/${name}.json`,
];

/** For each of them there is an answer that is no error of ours. */
export const strangeAddresses = [
  '/%zz',
  '//evil.test/',
  '/__proto__',
  '/o/%00',
  '/o/%ff%fe',
  `/r/${owner}%2fpress/x`,
  `/r/${owner}/press/p/npm/%00`,
  `/r/${owner}/press/p/__proto__/press`,
  `/r/${owner}/press/incidents/99999999999999999999999`,
  `/r/${owner}/press?packages=-1`,
  `/o/${owner}?q=%00&sort=__proto__&registry=constructor&page=99999999999999999999&control=%25&how=x`,
  `/o/${owner}?q=${'%25_%5C'.repeat(300)}`,
  `/o/${owner}/repositories.csv?q=%00`,
  `/o/${owner}/signals.rss?key=%00`,
  '/badge/a%00b/c.svg',
  '/badge/%00/%00.json',
  '/api/v1/repositories/%00/x/report',
  `/api/v1/organisations/${owner}/repositories?offset=-1&limit=1e9`,
];
