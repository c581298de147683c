import { z } from 'zod';
import { type GitHubAnswer, type GitHubClient, GitHubUnavailable } from './client.ts';
import { outage, timedOut } from './unavailable.ts';

/** What GitHub says that a person may see of this app's installations, asked with the person's own token and limit. */
export interface UserAccess {
  /**
   * Who has the token.
   * @throws GitHubUnavailable; `no-access` where GitHub does not take the token (any more)
   */
  user(): Promise<GitHubUser>;
  /** Those of the app on accounts in which the person may see a repository, at most 1,000. @throws as `user` does */
  installations(): Promise<readonly UserInstallation[]>;
  /**
   * The repositories of an installation that the person was given access to by name, by a team or as a member, the first
   * 10,000; none where the installation is suspended or gone, or not for this person.
   * @throws as `user` does
   */
  repositories(installationId: number): Promise<readonly UserRepository[]>;
}

export interface GitHubUser {
  readonly id: number;
  readonly login: string;
}

export interface UserInstallation {
  readonly id: number;
  /** Login. */
  readonly account: string;
}

export interface UserRepository {
  readonly id: number;
  /** As it is called now. */
  readonly owner: string;
  readonly name: string;
  readonly role: 'read' | 'write' | 'admin';
}

/**
 * @param client signed in as the person
 * @param appId a token of another app shows that app's installations, which are none of ours
 */
export function userAccess(client: GitHubClient, appId: number, now: () => number = Date.now): UserAccess {
  return {
    async user() {
      const answer = await client.request('GET /user');
      return parsed(answer, user, 'GET /user', now);
    },

    async installations() {
      const route = 'GET /user/installations';
      const pages = await allPages(client, route, {}, { schema: installations, most: 10, now });
      return (pages ?? []).flatMap(({ installations: listed }) =>
        listed.flatMap(({ id, app_id, account }) => {
          const name = account?.login ?? account?.slug;
          return app_id === appId && name !== undefined ? [{ id, account: name }] : [];
        }),
      );
    },

    async repositories(installationId) {
      const route = 'GET /user/installations/{installation_id}/repositories';
      const parameters = { installation_id: installationId };
      const pages = await allPages(client, route, parameters, { schema: repositories, most: 100, now });
      return (pages ?? []).flatMap(({ repositories: listed }) =>
        listed.map(({ id, name, owner, permissions }) => ({ id, name, owner: owner.login, role: roleOf(permissions) })),
      );
    },
  };
}

const user = z.object({ id: z.number(), login: z.string() });

const installations = z.object({
  total_count: z.number(),
  installations: z.array(
    z.object({
      id: z.number(),
      app_id: z.number(),
      // An enterprise has a slug instead
      account: z.object({ login: z.string().optional(), slug: z.string().optional() }).nullable(),
    }),
  ),
});

const permissions = z.object({ admin: z.boolean(), maintain: z.boolean(), push: z.boolean() }).partial().optional();

const repositories = z.object({
  total_count: z.number(),
  repositories: z.array(
    z.object({ id: z.number(), name: z.string(), owner: z.object({ login: z.string() }), permissions }),
  ),
});

function roleOf(granted: z.infer<typeof permissions>): UserRepository['role'] {
  if (granted?.admin === true || granted?.maintain === true) return 'admin';
  return granted?.push === true ? 'write' : 'read';
}

interface Listing<Page> {
  readonly schema: z.ZodType<Page>;
  /** Pages, of 100 each. */
  readonly most: number;
  readonly now: () => number;
}

/** The pages of a list, several at once after the first has told how many there are; null where it is not for this person. */
async function allPages<Page extends { readonly total_count: number }>(
  client: GitHubClient,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
  { schema, most, now }: Listing<Page>,
): Promise<readonly Page[] | null> {
  const end = now() + longest;
  const read = async (page: number): Promise<Page | null> => {
    if (now() > end) throw timedOut(route, now());
    const answer = await client.request(route, { ...parameters, per_page: 100, ...(page === 1 ? {} : { page }) });
    return answer.status === 403 || answer.status === 404 ? null : parsed(answer, schema, route, now);
  };
  const first = await read(1);
  if (first === null) return null;
  const count = Math.min(Math.ceil(first.total_count / 100), most);
  const pages: Page[] = [first];
  for (let next = 2; next <= count; next += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, count - next + 1) }, (_, index) => next + index);
    for (const page of await Promise.all(numbers.map(read))) {
      if (page === null) return null;
      pages.push(page);
    }
  }
  return pages;
}

/** Pages; GitHub asks not to send very many requests together. */
const atOnce = 5;

/** In milliseconds, for all pages of a list: somebody waits. */
const longest = 15_000;

function parsed<Data>(answer: GitHubAnswer, schema: z.ZodType<Data>, route: string, now: () => number): Data {
  // A token of an OAuth app or a personal one is none of this app's
  if (answer.status === 403) throw new GitHubUnavailable('no-access', now(), `${route}: the token is not for this app`);
  const data = answer.status === 200 ? schema.safeParse(answer.data).data : undefined;
  if (data === undefined) throw outage(route, `GitHub answers ${answer.status}, and not what was asked for`, now());
  return data;
}
