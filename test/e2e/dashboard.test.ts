import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, startChromium } from '../../scripts/chromium.ts';
import { clientIdOf } from '../../src/sandbox/http/authenticate.ts';
import { signInAs } from '../sandbox/sign-in-as.ts';
import { documentsOf, openDashboard, placesOf, strangeAddresses } from './dashboard-stage.ts';
import { type Person, person } from './person.ts';
import { owner } from './scenarios.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
let later = 0;
beforeAll(async () => {
  stage = await openDashboard(() => Date.now() + later);
}, 120_000);
afterAll(() => stage.close());

const at = (path: string) => `${stage.app.url}${path}`;

async function signedIn(login: string): Promise<Person> {
  const somebody = person();
  const { status } = await somebody.signIn(stage.app.url, login);
  expect([login, status]).toEqual([login, 200]);
  return somebody;
}

async function seen(somebody: Person, path: string): Promise<{ status: number; text: string }> {
  const answer = await somebody.ask(at(path));
  return { status: answer.status, text: await answer.text() };
}

describe('signing in', () => {
  it('leads to GitHub and back to where somebody wanted to go, with a cookie that scripts and other sites cannot use', async () => {
    const ada = person();
    expect((await seen(ada, `/o/${owner}?q=v`)).status).toBe(401);
    const page = await ada.signIn(stage.app.url, 'ada', `/o/${owner}?q=v`);
    expect([page.status, page.url]).toEqual([200, at(`/o/${owner}?q=v`)]);
    const text = await page.text();
    expect(text).toContain('vault');
    expect([...ada.cookies(stage.app.url).keys()]).toEqual(['mintmark']);
    // Neither the token nor the name can be read in it
    const { userTokens } = stage.sandbox.state;
    const [token = ''] = [...userTokens.keys()];
    const cookie = ada.cookies(stage.app.url).get('mintmark') ?? '';
    expect(token).toMatch(/^ghu_/);
    expect(Buffer.from(cookie, 'base64url').toString('latin1')).not.toMatch(/ghu_|ada/);
  });

  it('asks GitHub in the name of the person, and not by the limit of an installation', async () => {
    const before = stage.sandbox.requests.length;
    await signedIn('ada');
    const paths = stage.sandbox.requests.slice(before).map(({ path }) => path.split('?')[0]);
    expect(paths).toEqual([
      '/user',
      '/user/installations',
      expect.stringMatching(/^\/user\/installations\/\d+\/repositories$/),
    ]);
  });

  it('sets cookies for its own host alone, kept from scripts, for as long as they are worth something', async () => {
    const begun = await person().ask(at('/sign-in'));
    const [cookie = ''] = begun.headers.getSetCookie();
    expect(cookie).toMatch(/^mintmark-start=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    const page = new URL(begun.headers.get('location') ?? '');
    expect(Object.fromEntries(page.searchParams)).toMatchObject({
      client_id: clientIdOf(stage.sandbox.state.app),
      redirect_uri: at('/sign-in/callback'),
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('leads to no other site, whatever the address asks for', async () => {
    const { url } = stage.app;
    for (const to of [
      '//evil.test',
      '/\\evil.test',
      'https://evil.test/',
      '/\t/evil.test',
      '/.//evil.test',
      '/sign-in',
    ]) {
      const page = await person().signIn(url, 'eve', to);
      expect([to, page.url]).toEqual([to, `${url}/`]);
    }
  });

  it('is not finished for whom it did not begin: no state, a forged one, one that was used, another browser', async () => {
    const [ada, mallory] = [person(), person()];
    const begun = await mallory.ask(at('/sign-in'));
    const page = new URL(begun.headers.get('location') ?? '');
    page.searchParams.set('login', 'mallory');
    const callback = (await mallory.ask(page.href)).headers.get('location') ?? '';
    // Somebody is sent there by mallory, to be signed in as mallory
    const refused = await ada.ask(callback);
    expect([refused.status, ada.cookies(stage.app.url).size]).toEqual([403, 0]);
    const forged = new URL(callback);
    forged.searchParams.set('state', 'x'.repeat(43));
    expect((await mallory.ask(forged.href)).status).toBe(403);
    forged.searchParams.delete('state');
    expect((await mallory.ask(forged.href)).status).toBe(403);
    const start = mallory.cookies(stage.app.url).get('mintmark-start') ?? '';
    expect((await mallory.ask(callback)).status).toBe(303);
    expect((await mallory.ask(callback)).status).toBe(403);
    // With the cookie kept, the code is still one that GitHub has taken
    mallory.keep(stage.app.url, 'mintmark-start', start);
    expect((await mallory.ask(callback)).status).toBe(403);
    expect(await refused.text()).toContain('This sign-in did not begin here');
  });

  it('is declined on GitHub without anybody being signed in', async () => {
    const ada = person();
    const begun = await ada.ask(at('/sign-in'));
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const back = await ada.ask(at(`/sign-in/callback?error=access_denied&state=${state}`));
    expect([back.status, ada.cookies(stage.app.url).has('mintmark')]).toEqual([403, false]);
    expect(await back.text()).toContain('You are not signed in');
  });

  it.each([
    ['a forged one', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA'],
    ['noise', 'x'.repeat(5000)],
    ['nothing', ''],
  ])('is not had by another cookie, which is dropped: %s', async (_, value) => {
    const eve = person();
    eve.keep(stage.app.url, 'mintmark', value);
    expect((await seen(eve, `/o/${owner}`)).status).toBe(401);
  });

  it('is not had by the cookie of a sign-in that has only begun', async () => {
    const eve = person();
    await eve.ask(at('/sign-in'));
    eve.keep(stage.app.url, 'mintmark', eve.cookies(stage.app.url).get('mintmark-start') ?? '');
    expect((await seen(eve, `/o/${owner}`)).status).toBe(401);
    expect(eve.cookies(stage.app.url).has('mintmark')).toBe(false);
  });
});

describe('what somebody sees', () => {
  it('is what GitHub lists for them: all of it for a member, one repository for who helps with it', async () => {
    const [ada, cat] = [await signedIn('ada'), await signedIn('cat')];
    for (const name of ['press', 'vault', 'cellar']) expect((await seen(ada, `/r/${owner}/${name}`)).status).toBe(200);
    expect((await seen(ada, '/o/others')).status).toBe(404);
    const { text } = await seen(cat, `/o/${owner}`);
    expect([text.includes('cellar'), text.includes('vault')]).toEqual([true, false]);
    expect((await seen(cat, `/r/${owner}/cellar`)).status).toBe(200);
    const { text: csv } = await seen(cat, `/o/${owner}/repositories.csv`);
    expect([csv.includes('cellar'), csv.includes('vault')]).toEqual([true, false]);
  });

  it.each([
    ['a stranger', 'eve'],
    ['a member of another organisation', 'olaf'],
  ])('is nothing for %s, in the same bytes as what is not there', async (_, login) => {
    const somebody = await signedIn(login);
    const absent = await seen(somebody, '/r/nobody/nothing');
    expect(absent.status).toBe(404);
    for (const path of [`/o/${owner}`, '/o/nobody', `/o/${owner}/repositories.csv`])
      expect([path, await seen(somebody, path)]).toEqual([path, absent]);
    for (const name of ['press', 'vault', 'missing'])
      for (const path of placesOf(name)) expect([path, await seen(somebody, path)]).toEqual([path, absent]);
    // Of the service itself nothing is told but to people with an installation
    if (login === 'eve') {
      expect(await seen(somebody, '/health')).toEqual(absent);
      expect((await seen(somebody, '/api/v1/health')).status).toBe(404);
    }
    expect((await seen(somebody, '/')).text).not.toMatch(/octo|press|vault|cellar/);
  });

  it('does not show by badge, feed or API whether a private repository is there', async () => {
    const eve = await signedIn('eve');
    const missing = documentsOf('missing');
    for (const [index, path] of documentsOf('vault').entries())
      for (const somebody of [eve, person()]) {
        const there = await seen(somebody, path);
        const absent = await seen(somebody, missing[index] ?? '');
        expect([path, there.text.replaceAll('vault', 'missing'), there.status]).toEqual([
          path,
          absent.text,
          absent.status,
        ]);
      }
  });

  it('ends within a minute of losing it: a removed member sees nothing', async () => {
    const ruth = await signedIn('ruth');
    expect((await seen(ruth, `/r/${owner}/vault`)).status).toBe(200);
    stage.sandbox.people.removeMember(owner, 'ruth');
    later += 61_000;
    const absent = await seen(ruth, '/r/nobody/nothing');
    for (const path of [`/o/${owner}`, ...placesOf('vault'), ...placesOf('press')])
      expect([path, await seen(ruth, path)]).toEqual([path, absent]);
    expect((await seen(ruth, '/')).text).not.toMatch(/octo|press|vault|cellar/);
  });

  it.each([
    ['of an account that is not theirs', 'olaf'],
    ['beside one that is', 'cat'],
  ])('is not told apart by what GitHub is asked for it, %s', async (_, login) => {
    const somebody = await signedIn(login);
    const asked = async (path: string) => {
      later += 61_000;
      const before = stage.sandbox.requests.length;
      const { status } = await seen(somebody, path);
      return [status, ...stage.sandbox.requests.slice(before).map(({ path: of }) => of)];
    };
    const hidden = await asked(`/r/${owner}/vault`);
    expect(hidden[0]).toBe(404);
    expect(hidden).toEqual(await asked(`/r/${owner}/missing`));
  });
});

describe('the API', () => {
  it('takes the token of a person for this app, and no other', async () => {
    const path = at(`/api/v1/repositories/${owner}/vault/report`);
    const token = await signInAs(stage.sandbox, 'ada');
    const by = (authorization: string) => fetch(path, { headers: { authorization } });
    const answer = await by(`Bearer ${token}`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    const refused = await by('Bearer ghu_somebodyelses');
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await by('Basic eDp5')).status).toBe(401);
    expect((await fetch(path)).status).toBe(401);
    // A page is not a machine's
    expect((await fetch(at(`/r/${owner}/vault`), { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  });

  it('shows GitHub only so many tokens that it does not take', async () => {
    later += 61_000;
    const before = stage.sandbox.requests.length;
    const statuses: number[] = [];
    for (let index = 0; index < 25; index += 1) {
      const headers = { authorization: `Bearer ghu_guess${index}aaaaaaaa` };
      statuses.push((await fetch(at('/api/v1/installations'), { headers })).status);
    }
    expect([statuses[19], statuses[20]]).toEqual([401, 429]);
    expect(stage.sandbox.requests.length - before).toBe(20);
  });
});

describe('signing out', () => {
  it('ends the session in the browser and the token at GitHub, when a page of ours asks for it', async () => {
    const ada = await signedIn('ada');
    const kept = ada.cookies(stage.app.url).get('mintmark') ?? '';
    const tokens = stage.sandbox.state.userTokens;
    const before = tokens.size;
    for (const origin of [undefined, 'https://evil.test', 'null']) {
      const headers = origin === undefined ? {} : { origin };
      expect((await ada.ask(at('/sign-out'), { method: 'POST', headers })).status).toBe(403);
    }
    expect((await ada.ask(at('/sign-out'))).status).toBe(404);
    expect(tokens.size).toBe(before);
    const out = await ada.ask(at('/sign-out'), { method: 'POST', headers: { origin: stage.app.url }, body: 'a=b' });
    expect([out.status, out.headers.get('location'), ada.cookies(stage.app.url).size]).toEqual([303, '/', 0]);
    expect(tokens.size).toBe(before - 1);
    // A copy of the cookie is worth nothing
    ada.keep(stage.app.url, 'mintmark', kept);
    expect((await seen(ada, `/o/${owner}`)).status).toBe(401);
  });

  it('takes no more than a form', async () => {
    const answer = await person().ask(at('/sign-out'), { method: 'POST', body: 'x'.repeat(17_000) });
    expect(answer.status).toBe(413);
  });
});

describe('when GitHub does not answer', () => {
  it('nothing is shown, and what to do is said', async () => {
    const ada = await signedIn('ada');
    later += 61_000;
    stage.sandbox.faults.answer({
      matches: (_, path) => path.startsWith('/user/installations'),
      times: 2,
      kind: { type: 'status', status: 503 },
    });
    const page = await ada.ask(at(`/r/${owner}/vault`));
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
    expect(await page.text()).toMatch(/GitHub does not answer.*Try again after/s);
    expect((await ada.ask(at('/api/v1/installations'))).status).toBe(503);
    expect((await seen(ada, `/r/${owner}/vault`)).status).toBe(200);
  });
});

describe('each answer', () => {
  it.each(['/', '/r/x/y', '/sign-in', '/api/v1/installations', '/badge/x/y.svg'])(
    'holds browsers to little: %s',
    async (path) => {
      const { headers } = await person().ask(at(path));
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      expect([
        headers.get('x-content-type-options'),
        headers.get('x-frame-options'),
        headers.get('referrer-policy'),
      ]).toEqual(['nosniff', 'DENY', 'same-origin']);
    },
  );

  it('of a person is kept nowhere; the stylesheet for ever, under a name of its own', async () => {
    const ada = await signedIn('ada');
    const page = await ada.ask(at('/'));
    expect(page.headers.get('cache-control')).toBe('private, no-store');
    const [, sheet = ''] = /href="(\/style-[0-9a-f]{16}\.css)"/.exec(await page.text()) ?? [];
    const style = await person().ask(at(sheet));
    expect([style.status, style.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  });

  it('is no trouble of ours, however strange the address', async () => {
    const ada = await signedIn('ada');
    const troubled = [];
    for (const path of strangeAddresses) {
      const { status } = await ada.ask(at(path));
      if (status >= 500) troubled.push([path, status]);
    }
    expect(troubled).toEqual([]);
  });

  it('is none to other methods, and to requests for the headers the same without a body', async () => {
    expect((await person().ask(at('/'), { method: 'PUT' })).status).toBe(404);
    const head = await person().ask(at('/'), { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await person().ask(at('/sign-in'), { method: 'HEAD' })).status).toBe(405);
  });
});

const chromium = findChromium();

describe.skipIf(chromium === null)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium(chromium ?? '');
  });
  afterAll(() => browser.close());

  it.each([
    ['a stranger', 'eve'],
    ['a member of another organisation', 'olaf'],
    ['a removed member', 'ruth'],
  ])('%s signs in and sees nothing', async (_, login) => {
    stage.sandbox.people.removeMember(owner, 'ruth');
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(at(`/r/${owner}/press`));
    await page.click('main a.button');
    await page.click(`text=${login}`);
    expect([await page.textContent('h1'), await page.textContent('header')]).toEqual([
      'There is nothing here',
      expect.stringContaining(login),
    ]);
    await page.goto(at('/'));
    expect(await page.textContent('main')).not.toMatch(/octo|press|vault|cellar/);
    await context.close();
  });

  it('somebody signs in on GitHub by links alone, sees what is theirs, and signs out', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (message) => void refused.push(message.text()));
    await page.goto(at(`/r/${owner}/vault`));
    expect(await page.textContent('h1')).toBe('Sign in');
    await page.click('main a.button');
    expect(page.url()).toMatch(/\/login\/oauth\/authorize\?/);
    await page.click('text=cat');
    // Not even the name of what is not theirs
    expect(new URL(page.url()).pathname).toBe(`/r/${owner}/vault`);
    expect(await page.textContent('h1')).toBe('There is nothing here');
    await page.goto(at('/'));
    await page.click(`main a:has-text("${owner}")`);
    await page.click('main a:has-text("cellar")');
    expect(await page.textContent('h1')).toContain('cellar');
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: 'mintmark', httpOnly: true, sameSite: 'Lax', path: '/' });
    await page.click('text=Sign out');
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await context.cookies()).toEqual([]);
    await page.goto(at(`/r/${owner}/cellar`));
    expect(await page.textContent('h1')).toBe('Sign in');
    // What the policy for contents refuses would stand there
    expect(refused.filter((line) => line.includes('Content Security Policy'))).toEqual([]);
    await context.close();
  });
});

it('nothing was asked of GitHub in another way than it describes', () => {
  expect(stage.violations()).toEqual([]);
});
