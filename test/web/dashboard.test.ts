import { html } from 'hono/html';
import { describe, expect, it } from 'vitest';
import type { UserAccess } from '../../src/github/user-access.ts';
import type { Store } from '../../src/store/store.ts';
import { type DashboardOptions, dashboard } from '../../src/web/dashboard.ts';
import type { Document, OpenRequest, SignedRequest } from '../../src/web/document.ts';
import type { Route } from '../../src/web/routes.ts';
import { serviceOf } from './shown-pages.ts';

const origin = 'https://mint.test';
const nothingSeen: UserAccess = {
  user: () => Promise.resolve({ id: 7, login: '<b>ada</b>' }),
  installations: () => Promise.resolve([]),
  repositories: () => Promise.resolve([]),
};

const csv: Document = { type: 'text/csv; charset=utf-8', body: 'a,b\r\n', fileName: 'list.csv' };
const svg: Document = { type: 'image/svg+xml', body: '<svg/>', publicFor: 300 };
const asked: (SignedRequest | OpenRequest)[] = [];

const routes: readonly Route[] = [
  {
    path: '/page/:name',
    page: (request) => (
      asked.push(request),
      Promise.resolve({ title: 'Page', crumbs: [], content: html`<p>${request.parameters['name']}</p>` })
    ),
  },
  { path: '/broken', page: () => Promise.reject(new Error('the password is hidden-word')) },
  { path: '/list.csv', document: () => Promise.resolve(csv) },
  { path: '/api/v1/thing', document: () => Promise.resolve(null) },
  { path: '/badge.svg', open: (request) => (asked.push(request), Promise.resolve(svg)) },
  { path: '/badge/none.svg', open: () => Promise.resolve(null) },
];

function pages(change: Partial<DashboardOptions> = {}) {
  const told: string[] = [];
  const shown = dashboard({
    // Nothing is read of it: nobody sees an installation
    store: {} as Store,
    service: { ...serviceOf(true), url: origin },
    people: {
      credentials: { clientId: 'Iv23li', clientSecret: 's'.repeat(40) },
      signIn: {
        authorizePage: ({ state }) => `https://github.test/login/oauth/authorize?state=${state}`,
        exchange: () => Promise.resolve({ token: 'ghu_0123456789', seconds: null }),
        forget: () => Promise.reject(new Error('GitHub is away')),
      },
      access: () => nothingSeen,
    },
    clientFor: () => Promise.reject(new Error('nobody is asked here')),
    now: () => 0,
    onError: (error, what) => void told.push(`${what}: ${String(error)}`),
    routes,
    ...change,
  });
  const ask = (path: string, init: RequestInit = {}) => shown.fetch(new Request(`${origin}${path}`, init));
  return { ask, told };
}

/** The cookie of somebody who has signed in. */
async function signedIn({ ask }: ReturnType<typeof pages>): Promise<string> {
  const begun = await ask('/sign-in?to=/page/x');
  const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state');
  const cookie = pairOf(begun);
  const back = await ask(`/sign-in/callback?code=abc&state=${state}`, { headers: { cookie } });
  expect(back.headers.get('location')).toBe('/page/x');
  return pairOf(back);
}

const pairOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';

describe('the dashboard', () => {
  it('keeps its cookies to this host and to protected connections', async () => {
    const shown = pages();
    const begun = await shown.ask('/sign-in');
    expect(begun.headers.getSetCookie()[0]).toMatch(
      /^__Host-mintmark-start=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(await signedIn(shown)).toMatch(/^__Host-mintmark=/);
  });

  it('shows a page with what came from outside as text, and what others gave no name to as nothing', async () => {
    const shown = pages();
    const cookie = await signedIn(shown);
    const page = await shown.ask('/page/%3Cscript%3E?x=1', { headers: { cookie } });
    const text = await page.text();
    expect(text).toContain('<p>&lt;script&gt;</p>');
    expect(text).toContain('&lt;b&gt;ada&lt;/b&gt;');
    expect(asked.at(-1)).toMatchObject({ parameters: { name: '<script>' }, sight: { visitor: { id: 7 } } });
    const [absent, thing] = [
      await shown.ask('/nowhere', { headers: { cookie } }),
      await shown.ask('/api/v1/thing', { headers: { cookie } }),
    ];
    expect([absent.status, thing.status, await thing.json()]).toEqual([
      404,
      404,
      { title: 'Not found', status: 404, detail: 'there is nothing here' },
    ]);
  });

  it('tells the log what went wrong, and people that something did', async () => {
    const shown = pages();
    const broken = await shown.ask('/broken', { headers: { cookie: await signedIn(shown) } });
    expect([broken.status, (await broken.text()).includes('hidden-word')]).toEqual([500, false]);
    expect(shown.told).toEqual([expect.stringContaining('hidden-word')]);
  });

  it('signs out where GitHub cannot be told, and has that in the log', async () => {
    const shown = pages();
    const headers = { cookie: await signedIn(shown), origin };
    const out = await shown.ask('/sign-out', { method: 'POST', headers });
    expect([out.status, out.headers.getSetCookie()[0]]).toEqual([
      303,
      expect.stringMatching(/^__Host-mintmark=; Max-Age=0; /),
    ]);
    expect(shown.told).toEqual([expect.stringContaining('GitHub is away')]);
  });

  it('hands a document to one person under its name, and what is for all to everybody', async () => {
    const shown = pages();
    const list = await shown.ask('/list.csv', { headers: { cookie: await signedIn(shown) } });
    expect([list.headers.get('content-disposition'), list.headers.get('cache-control'), await list.text()]).toEqual([
      'attachment; filename="list.csv"',
      'private, no-store',
      'a,b\r\n',
    ]);
    const badge = await shown.ask('/badge.svg');
    const etag = badge.headers.get('etag') ?? '';
    expect([badge.headers.get('cache-control'), badge.headers.get('cross-origin-resource-policy')]).toEqual([
      'public, max-age=300',
      'cross-origin',
    ]);
    const same = await shown.ask('/badge.svg', { headers: { 'if-none-match': etag } });
    expect([same.status, await same.text()]).toEqual([304, '']);
    expect(asked.at(-1)).not.toHaveProperty('sight');
    expect((await shown.ask('/badge/none.svg')).status).toBe(404);
  });

  it('answers nothing but reading', async () => {
    const statuses = await Promise.all(
      ['POST', 'PUT', 'DELETE', 'OPTIONS'].map(async (method) => (await pages().ask('/page/x', { method })).status),
    );
    expect(statuses).toEqual([405, 405, 405, 405]);
  });
});

describe('where sign-in is not set up', () => {
  it('says what is missing, shows nothing, and has badges all the same', async () => {
    const { ask } = pages({ people: { missing: ['CLIENT_ID and CLIENT_SECRET are not set.'] } });
    for (const path of ['/', '/page/x', '/sign-in', '/sign-in/callback?code=a', '/nowhere']) {
      const page = await ask(path);
      expect([path, page.status]).toEqual([path, 503]);
      expect(await page.text()).toContain('<li>CLIENT_ID and CLIENT_SECRET are not set.</li>');
    }
    expect((await ask('/api/v1/thing')).status).toBe(503);
    expect((await ask('/badge.svg')).status).toBe(200);
  });
});
