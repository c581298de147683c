import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMemory } from '../../../src/store/open-memory.ts';
import type { OpenStore } from '../../../src/store/open-store.ts';
import { type FilledStore, filledAt, fillStore } from '../filled-store.ts';
import { showPages } from '../shown-pages.ts';

let opened: OpenStore;
let filled: FilledStore;

beforeAll(async () => {
  opened = await openMemory();
  filled = await fillStore(opened, { repositories: 120 });
}, 60_000);

afterAll(() => opened?.store.close());

/** The page as somebody sees it who may read only the first repositories; all where no number is given. */
async function show(search = '', seen = filled.repositories.length, isWatching = true): Promise<string> {
  const roles = new Map(filled.repositories.slice(0, seen).map(({ id }) => [id, 'read' as const]));
  const pages = showPages({
    store: opened.store,
    now: filledAt,
    isWatching,
    roles: () => Promise.resolve(roles),
  });
  return (await pages.show(`/o/Coin-Press${search}`)) ?? '';
}

/** The names in the list. */
function listed(page: string): readonly string[] {
  return [...page.matchAll(/<tr><th scope="row"><a href="\/r\/coin-press\/([^"]+)"/g)].map(([, name = '']) => name);
}

describe('the page of an organisation', () => {
  test('holds what there is of the repositories that the person may see, and is bounded', async () => {
    const page = await show();
    const total = await opened.store.postures.packages(filled.repositories.map(({ id }) => id));
    const packages = total.reduce((sum, each) => sum + each.packages, 0);
    expect(page).toContain(`<strong>${packages}</strong> packages from <strong>120</strong> repositories`);
    expect(page).toMatch(/audited 9\d of 120, about \d minutes left/);
    expect(page).toContain('GitHub budget (core): 3,120 of 5,000 left, renewed in 60 minutes');
    expect(listed(page)).toHaveLength(50);
    expect(Buffer.byteLength(page)).toBeLessThan(100_000);
  });

  test('tells nothing of a repository that the person may not see: no name, no number, no total', async () => {
    const page = await show('?quiet=1', 2);
    expect(listed(page).toSorted()).toEqual(['mint', 'showcase']);
    expect(page).toContain('from <strong>2</strong> repositories');
    expect(page).not.toContain('of 120');
    expect(page).toContain('An audit of all repositories is under way. What');
    for (const { name } of filled.repositories.slice(2, 8)) expect(page).not.toContain(name);
  });

  test('is the same nothing for an account that is not there and one without the app', async () => {
    const pages = showPages({ store: opened.store, now: filledAt });
    expect(await pages.show('/o/nobody')).toBeNull();
    expect(await pages.show('/o/%00')).toBeNull();
  });

  test('narrows, sorts and turns pages by its address alone, and each narrowing can be taken away', async () => {
    const page = await show('?registry=npm&how=token&quiet=1&sort=name');
    expect(listed(page).length).toBeGreaterThan(3);
    expect(listed(page)).toEqual(listed(page).toSorted());
    expect(page).toContain('<option value="npm" selected>');
    expect(page).toContain('href="/o/coin-press?how=token&amp;quiet=1&amp;sort=name#repositories">on npm');
    expect(page).toContain('aria-sort="ascending"');

    const [first, second] = await Promise.all([show('?quiet=1&sort=name'), show('?quiet=1&sort=name&page=2')]);
    expect(first).toContain('1 to 50 of 120 repositories');
    expect(first).toContain('<a href="/o/coin-press?quiet=1&amp;sort=name&amp;page=2#repositories" rel="next">');
    expect(second).toContain('51 to 100 of 120 repositories');
    expect(listed(second).some((name) => listed(first).includes(name))).toBe(false);
  });

  test('says of a repository without findings whether that is good', async () => {
    const all = (await Promise.all(['', '&page=2', '&page=3'].map((page) => show(`?quiet=1&sort=name${page}`)))).join(
      '',
    );
    expect(listed(all)).toHaveLength(120);
    const count = (tag: string) => all.split(`<span class="tag">${tag}</span>`).length - 1;
    const isArchived = filled.repositories.filter(({ archived }) => archived).length;
    expect(count('archived')).toBe(isArchived);
    // Every fortieth was never audited, and is not archived
    expect(count('not audited yet')).toBe(3);
    expect(count('publishes nothing')).toBeGreaterThan(10);
    expect(listed(await show('?sort=name')).length + listed(await show('?sort=name&page=2')).length).toBeLessThan(120);
  });

  test('says why there is no row', async () => {
    expect(await show('', 0)).toContain('There is no repository here that you may see');
    expect(await show('?q=no-such-name')).toContain('No repository fits what is filtered by.');
    expect(await show('?page=900')).toContain('The list ends before this page.');
  });

  test('shows what was typed as it was typed, and never as markup', async () => {
    const page = await show('?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E');
    expect(page).not.toContain('<script');
    expect(page).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
  });

  test('says what cannot be seen, and by which permission it would be', async () => {
    const page = await show();
    expect(page).toContain('<code>administration:read</code>');
    expect(page).toContain('https://github.com/organizations/coin-press/settings/installations/77');
    expect(page).toContain('Mintmark has no way to ask GitHub Container Registry');
    expect(await show('', 120, false)).toContain('Registries are not asked');
  });

  test('leads from what is to be done next to the repositories where it is to be done', async () => {
    const page = await show();
    const [, href = ''] = /<a class="what" href="([^"#]+)#repositories">/.exec(page) ?? [];
    const control = new URL(href, 'http://localhost').searchParams.get('control') ?? '';
    const open = await opened.store.postures.open(filled.repositories.map(({ id }) => id));
    const narrowed = await show(href.slice('/o/coin-press'.length));
    const most = Math.max(...open.filter((point) => point.control === control).map(({ repositories }) => repositories));
    expect(listed(narrowed)).toHaveLength(most);
  });
});
