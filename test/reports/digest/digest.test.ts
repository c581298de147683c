import { describe, expect, it } from 'vitest';
import { changesBetween, type DigestContext, digestIssue, hasNews } from '../../../src/reports/digest/index.ts';
import type { DigestRepository, DigestState } from '../../../src/types/digest-state.ts';
import { markerOf } from '../../../src/types/issue-marker.ts';

const levels = { authentication: 1, authorization: 1, general: 1, cli: 1 };
const pins = { control: 'publish-pins', registry: 'npm', severity: 'medium', findings: 2 } as const;
const token = { control: 'trusted-publishing', registry: 'npm', severity: 'high', findings: 1 } as const;

function repository(id: number, more: Partial<DigestRepository> = {}): DigestRepository {
  const packages = [{ registry: 'npm', name: `coin-${id}`, how: 'token' }] as const;
  return { id, name: `octo/coin-${id}`, levels, packages, open: [pins], ...more };
}

const monday = Date.parse('2026-11-16T06:10:00Z');
const state = (at: number, ...repositories: readonly DigestRepository[]): DigestState => ({ at, repositories });

const before = state(monday, repository(1), repository(2), repository(3, { packages: [] }), repository(9));
const now = state(
  monday + 7 * 86_400_000,
  repository(1, {
    name: 'octo/renamed',
    packages: [{ registry: 'npm', name: 'coin-1', how: 'trusted' }],
    levels: { ...levels, authorization: 3 },
    open: [],
  }),
  repository(2, { open: [{ ...pins, findings: 3 }, token], levels: { ...levels, cli: 0 } }),
  repository(3, { packages: [], open: [token], levels: { ...levels, cli: 3 } }),
  repository(4, { open: [token] }),
);

function context(more: Partial<DigestContext> = {}): DigestContext {
  return {
    account: 'octo',
    repositoryId: 7,
    now,
    before,
    changes: changesBetween(before, now),
    incidents: [],
    ending: [],
    next: [{ ...token, repositories: 2, fixable: 1 }],
    leavesPrivateOut: false,
    controls: new Map([['publish-pins', { title: 'Actions are pinned' }]]),
    registryTitle: (id) => id.toUpperCase(),
    ...more,
  };
}

describe('what changed between two digests', () => {
  it('is told by repository and control, and of those that publish something', () => {
    expect(changesBetween(before, now)).toEqual({
      levels: [
        { repository: 'octo/renamed', track: 'authorization', before: 1, now: 3 },
        { repository: 'octo/coin-2', track: 'cli', before: 1, now: 0 },
      ],
      moved: [{ repository: 'octo/renamed', registry: 'npm', package: 'coin-1', before: 'token', now: 'trusted' }],
      found: [
        { control: 'trusted-publishing', severity: 'high', repositories: ['octo/coin-2'] },
        { control: 'publish-pins', severity: 'medium', repositories: ['octo/coin-2'] },
      ],
      solved: [{ control: 'publish-pins', severity: 'medium', repositories: ['octo/renamed'] }],
      added: ['octo/coin-4'],
    });
  });

  it('is nothing where nothing is another', () => {
    expect(hasNews(context({ before: now, changes: changesBetween(now, now) }))).toBe(false);
    expect(digestIssue(context({ before: now, changes: changesBetween(now, now) })).body).toContain(
      'Nothing has changed.',
    );
  });
});

describe('the digest', () => {
  it('tells better, worse, what to know and what to do next', () => {
    const { title, body } = digestIssue(context());
    expect(title).toBe('Publishing safety of octo: the week');
    expect(markerOf(body)).toEqual({ key: 'digest', repositoryId: 7 });
    expect(
      body.slice(body.indexOf('\n\n') + 2),
    ).toBe(`From 2026-11-16 to 2026-11-23. Of 3 packages, 1 by trusted publishing and 2 by a long-lived token.

### Better

- \`coin-1\` on NPM goes out by trusted publishing now, and went out by a long-lived token.
- Put right: Actions are pinned (medium), in \`octo/renamed\`
- \`octo/renamed\`: Authorization 1 → 3

### Worse, or new

- Found not to be so: \`trusted-publishing\` (high), in \`octo/coin-2\`
- Found not to be so: Actions are pinned (medium), in \`octo/coin-2\`
- \`octo/coin-2\`: CLI 1 → 0

### To know

- Audited for the first time: \`octo/coin-4\`.

### What to do next

- Not yet so in 2 repositories: \`trusted-publishing\` on NPM (high); Mintmark can propose 1 edit.

---

Mintmark writes this once a week, because \`.github/mintmark.yml\` in \`octo/.github\` asks for it, and never comments. Close the issue as *not planned* to have no more of it.
`);
  });

  it('tells incidents by their repositories alone, and terms that end', () => {
    const term = {
      what: 'exemption',
      control: 'publish-pins',
      registry: null,
      by: '@all',
      until: '2026-11-30',
    } as const;
    const { body } = digestIssue(
      context({
        incidents: ['octo/coin-2', 'octo/coin-2'],
        ending: [{ repository: 'octo/coin-4', term: { ...term, from: 'repository' } }],
      }),
    );
    expect(body).toContain('- 2 incidents were told in private to those who administer `octo/coin-2`.');
    expect(body).toMatch(/^- `octo\/coin-4`: The exemption of `publish-pins` \(by `@all`\) ends on 2026-11-30: /m);
  });

  it('begins with how things stand, where there is something to do', () => {
    const first = context({ before: null, changes: null });
    expect(hasNews(first)).toBe(true);
    expect(digestIssue(first).body).toContain('This is how things stand on 2026-11-23.');
    expect(hasNews({ ...first, next: [] })).toBe(false);
  });

  it('stays one screen whatever happens, and no name becomes more than a name', () => {
    const hostile = '@all [x](https://a.example) <b> `` #1';
    const many = Array.from({ length: 2000 }, (_, id) => repository(id, { name: hostile, open: [] }));
    const worse = many.map((each) => ({ ...each, levels: { ...levels, cli: 0 }, open: [pins, token] }));
    const [was, is] = [state(monday, ...many), state(monday + 1, ...worse)];
    const { body } = digestIssue(context({ before: was, now: is, changes: changesBetween(was, is) }));
    expect(body.split('\n').length).toBeLessThan(40);
    expect(body).toContain('- +1996 more');
    const outside = body.replaceAll(/(`+)[^\n]*?[^`]\1(?!`)/g, '');
    expect(outside).not.toMatch(/@all|\]\(https|<b>|#1/);
  });
});
