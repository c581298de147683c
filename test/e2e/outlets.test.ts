import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDashboard } from './dashboard-stage.ts';
import { person } from './person.ts';
import { change, owner, policyPath } from './scenarios.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
let later = 0;
beforeAll(async () => {
  stage = await openDashboard(() => Date.now() + later);
}, 120_000);
afterAll(() => stage.close());

const at = (path: string) => new URL(path, stage.app.url).href;

describe('the badge', () => {
  it('is for everybody once the policy of the default branch asks for it, and is kept by its tag', async () => {
    const before = await fetch(at(`/badge/${owner}/press.svg`));
    expect(await before.text()).toContain('<title id="words">publishing: unknown</title>');
    await stage.sandbox.people.push(owner, 'press', 'main', change({ [policyPath]: 'badge: true\n' }));
    await stage.settled();
    const shown = await fetch(at(`/badge/${owner}/press.svg`));
    expect(await shown.text()).toMatch(/<title id="words">publishing: token, \w+ open<\/title>/);
    const [kind, kept, tag] = ['content-type', 'cache-control', 'etag'].map((name) => shown.headers.get(name));
    expect([kind, kept]).toEqual(['image/svg+xml; charset=utf-8', 'public, max-age=300']);
    const again = await fetch(at(`/badge/${owner}/press.svg`), { headers: { 'if-none-match': tag ?? '' } });
    expect(again.status).toBe(304);
    expect(await (await fetch(at(`/badge/${owner}/press.json`))).json()).toMatchObject({
      schemaVersion: 1,
      color: 'red',
    });
  });
});

describe('the feed of a private repository', () => {
  it('is read without a cookie by the address on its page, until GitHub says that the person may not', async () => {
    const ruth = person();
    await ruth.signIn(stage.app.url, 'ruth');
    const page = await (await ruth.ask(at(`/r/${owner}/vault`))).text();
    const [, address = ''] = /<link rel="alternate" type="application\/rss\+xml" href="([^"]+)"/.exec(page) ?? [];
    expect(address).toMatch(new RegExp(`^/r/${owner}/vault/signals\\.rss\\?key=\\d+\\.ruth\\.[\\w-]+$`));
    const feed = await fetch(at(address));
    expect([feed.status, feed.headers.get('cache-control')]).toEqual([200, expect.stringContaining('no-store')]);
    expect(await feed.text()).toContain(`<title>Signals of ${owner}/vault</title>`);

    stage.sandbox.people.removeMember(owner, 'ruth');
    later += 5 * 60_000;
    const absent = await fetch(at(`/r/${owner}/missing/signals.rss?key=1.ruth.x`));
    const gone = await fetch(at(address));
    expect([gone.status, await gone.text()]).toEqual([404, await absent.text()]);
    expect(stage.violations()).toEqual([]);
  });
});
