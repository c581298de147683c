import { accountOf, botOf, findRepository } from '../accounts.ts';
import type { Account } from '../state.ts';
import { firstDay } from '../story.ts';
import type { World } from '../world.ts';
import { nodeId } from './node-id.ts';
import type { Organisation, SimpleUser, User } from './types.ts';

/** An account by its login, as it stands inside other answers; apps act as `slug[bot]`. */
export function simpleUser(world: World, login: string): SimpleUser {
  const bot = [world.state.app, world.state.fixer].find((app) => login === botOf({ app }));
  const isBot = bot !== undefined;
  const account: Pick<Account, 'id' | 'login' | 'type'> = isBot
    ? { id: bot.id - 100, login, type: 'User' }
    : accountOf(world.state, login);
  const url = `${world.url}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(isBot ? 'BOT' : account.type === 'User' ? 'U' : 'O', account.id),
    avatar_url: `${world.url}/avatars/${account.id}`,
    gravatar_id: '',
    url,
    html_url: `${world.url}/${isBot ? `apps/${bot.slug}` : account.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: isBot ? 'Bot' : account.type,
    site_admin: false,
  };
}

export function fullUser(world: World, login: string): User {
  return {
    ...simpleUser(world, login),
    name: null,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: publicRepositories(world, login),
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: firstDay,
    updated_at: firstDay,
  };
}

/** Whether two-factor authentication is required is shown to those who administer the organisation. */
export function organisation(world: World, account: Account, isAdministrator: boolean): Organisation {
  const url = `${world.url}/orgs/${account.login}`;
  return {
    ...organisationLine(world, account.login),
    repos_url: `${url}/repos`,
    html_url: `${world.url}/${account.login}`,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: publicRepositories(world, account.login),
    public_gists: 0,
    followers: 0,
    following: 0,
    type: account.type,
    created_at: firstDay,
    updated_at: firstDay,
    archived_at: null,
    ...(isAdministrator ? { two_factor_requirement_enabled: account.twoFactorRequired } : {}),
  };
}

/** An organisation as webhooks carry it. */
export function organisationLine(world: World, login: string) {
  const { id } = accountOf(world.state, login);
  const url = `${world.url}/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId('O', id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.url}/avatars/${id}`,
    description: null,
  };
}

function publicRepositories(world: World, login: string): number {
  return [...world.state.repositories.values()].filter(
    ({ owner, name, visibility }) =>
      owner.toLowerCase() === login.toLowerCase() &&
      visibility === 'public' &&
      findRepository(world.state, owner, name) !== null,
  ).length;
}
