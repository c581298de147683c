import { describe, expect, it } from 'vitest';
import { handledEvents, isHeard } from '../../src/app/events.ts';
import { subscriptions } from '../../src/app/subscriptions.ts';
import { examples } from './examples.ts';
import { hearing, known, payloadOf, sha } from './hearing.ts';

describe('events', () => {
  it('that a manifest asks for are all heard', () => {
    expect(subscriptions.map(({ event }) => event).filter((event) => !handledEvents.includes(event))).toEqual([]);
  });

  it('that are heard are all asked for, but those that GitHub sends to every app', () => {
    const unasked = handledEvents.filter((name) => !subscriptions.some(({ event }) => event === name));
    expect(unasked).toEqual(['installation', 'installation_repositories', 'installation_target']);
  });

  it.each([
    ['check_run', 'created'],
    ['check_run', 'completed'],
    ['check_suite', 'requested'],
    ['check_suite', 'completed'],
    ['pull_request', 'labeled'],
    ['pull_request', 'assigned'],
    ['issues', 'opened'],
    ['github_app_authorization', 'revoked'],
    ['ping', null],
    ['star', 'created'],
    ['constructor', null],
    ['installation', null],
  ])('%s %s leads to nothing', (event, action) => {
    expect(isHeard(event, action)).toBe(false);
  });
});

describe('the payloads that GitHub shows as examples', () => {
  it('are all taken without an error', async () => {
    const { hear } = hearing();
    expect(examples.length).toBeGreaterThan(250);
    for (const { name, payload } of examples) await hear(name, payload);
  });

  it('are understood where they come from an installation', async () => {
    const { hear, lines } = hearing();
    const heard = examples.filter(({ name, payload }) => {
      const action = typeof payload['action'] === 'string' ? payload['action'] : null;
      return isHeard(name, action) && 'installation' in payload;
    });
    expect(heard.length).toBeGreaterThan(20);
    for (const { name, payload } of heard) await hear(name, payload);
    expect(lines.filter((line) => line.includes('lacks what we need'))).toEqual([]);
  });

  it('are taken with any of their fields missing or strange', async () => {
    const { hear } = hearing();
    for (const { name, payload } of examples.filter((each) => handledEvents.includes(each.name)))
      for (const field of Object.keys(payload).filter((each) => each !== 'action'))
        for (const strange of [undefined, null, 7, 'text', [], {}]) await hear(name, { ...payload, [field]: strange });
  });
});

describe('a payload that lacks what we need', () => {
  it('is ignored, and one line says so without showing it', async () => {
    const { hear, lines, store } = hearing();
    await hear('push', { ref: 'refs/heads/a-branch-name', repository: { id: 'seven' } });
    expect(lines.filter((line) => line.includes('lacks what we need'))).toHaveLength(1);
    expect(lines.join('')).not.toContain('a-branch-name');
    expect([store.wanted, store.known.size]).toEqual([[], 0]);
  });
});

describe('a repository that an event tells of', () => {
  it('is kept where it is now, by its number', async () => {
    const { hear, store } = hearing();
    const payload = payloadOf({ ref_type: 'tag', ref: 'v1' });
    await hear('create', {
      ...payload,
      repository: { ...payload.repository, name: 'renamed', visibility: 'internal' },
    });
    expect(store.known.get(known.id)).toMatchObject({ owner: 'acme', name: 'renamed', visibility: 'internal' });
  });

  it('is taken for private where GitHub does not say', async () => {
    const { hear, store } = hearing();
    const { id, name, owner } = known;
    await hear('release', { ...payloadOf({}), action: 'published', repository: { id, name, owner } });
    expect(store.known.get(known.id)?.visibility).toBe('private');
  });

  it('is wanted even where its installation is unknown, and that is asked for', async () => {
    const { hear, store, queued } = hearing({ installed: false });
    await hear('push', payloadOf({ ref: 'refs/heads/main', after: sha('a') }));
    expect(queued).toEqual(['installation 10', 'repository 7']);
    expect(store.wanted).toHaveLength(1);
  });

  it.each([
    ['archived', { archived: true }, false],
    ['of a suspended installation', {}, true],
  ])('is not wanted when it is %s', async (_, change, suspended) => {
    const { hear, store, queued } = hearing({ suspended });
    const payload = { ...payloadOf({}), repository: { ...payloadOf({}).repository, ...change } };
    const events: readonly (readonly [string, object])[] = [
      ['push', { ref: 'refs/heads/main', after: sha('a') }],
      ['push', { ref: 'refs/tags/v1', after: sha('a') }],
      [
        'pull_request',
        {
          action: 'opened',
          pull_request: { number: 3, head: { sha: sha('b') }, base: { ref: 'main', sha: sha('c') } },
        },
      ],
      [
        'merge_group',
        {
          action: 'checks_requested',
          merge_group: { head_sha: sha('d'), base_ref: 'refs/heads/main', base_sha: sha('c') },
        },
      ],
      ['release', { action: 'published' }],
      ['repository', { action: 'renamed' }],
      ['member', { action: 'added' }],
    ];
    for (const [event, rest] of events) await hear(event, { ...payload, ...rest });
    expect([queued, store.wanted, store.known.get(known.id)?.auditWanted]).toEqual([[], [], false]);
  });
});
