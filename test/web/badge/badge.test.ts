import { describe, expect, it } from 'vitest';
import type { Posture, PublishedHow } from '../../../src/types/posture.ts';
import type { Severity } from '../../../src/types/severity.ts';
import { badgeWords } from '../../../src/web/badge/badge-words.ts';
import { engines, useStore } from '../../store/databases.ts';
import { askDocument } from '../asked-documents.ts';

const unsaid = new Set(['committed-credential']);

function words(hows: readonly PublishedHow[], open: readonly (readonly [string, Severity])[] = []) {
  return badgeWords(
    {
      packages: hows.map((how, index) => ({ registry: 'npm', name: `p${index}`, how })),
      open: open.map(([control, severity]) => ({ control, registry: null, severity, findings: 1, fixable: 0 })),
    },
    unsaid,
  );
}

describe('what a badge says', () => {
  it.each<[readonly PublishedHow[], string, string]>([
    [[], 'no packages', 'unknown'],
    [['trusted', 'trusted'], 'trusted', 'good'],
    [['trusted', 'token', 'trusted'], '2 of 3 trusted', 'fair'],
    [['token', 'token'], 'token', 'poor'],
    [['job-token'], 'job token', 'good'],
    [['trusted', 'job-token'], '1 of 2 trusted', 'good'],
    [['unknown', 'unknown'], 'unknown', 'unknown'],
    [['trusted', 'unknown'], '1 of 2 trusted', 'unknown'],
  ])('of %j: %s', (hows, message, tone) => {
    expect(words(hows)).toEqual({ label: 'publishing', message, tone });
  });

  it('of what is open is the gravest, and nothing that is not told in public', () => {
    const open = [
      ['publish-pins', 'medium'],
      ['publish-environment', 'high'],
      ['sbom', 'low'],
    ] as const;
    expect(words(['trusted'], open)).toMatchObject({ message: 'trusted, high open', tone: 'fair' });
    expect(words(['trusted'], [['sbom', 'low']])).toMatchObject({ message: 'trusted, low open', tone: 'good' });
    expect(words(['token'], [['sbom', 'low']])).toMatchObject({ message: 'token, low open', tone: 'poor' });
    expect(words(['trusted'], [['committed-credential', 'critical']])).toEqual(words(['trusted']));
  });
});

describe.each(engines)('the badge of a repository, $name', ({ open }) => {
  const opened = useStore(open);
  const now = Date.parse('2026-11-22T12:00:00Z');
  const ask = async (path: string) => (await askDocument(path, { store: opened().store, now })) ?? { body: 'nothing' };

  const posture: Posture = {
    commit: null,
    packages: [{ registry: 'npm', name: 'mint', how: 'trusted' }],
    verdicts: [],
    open: [],
    levels: {
      authentication: { level: 1, ceiling: 3 },
      authorization: { level: 3, ceiling: 3 },
      general: { level: 1, ceiling: 2 },
      cli: { level: 0, ceiling: null },
    },
    badge: true,
  };

  it('is shown of a public one that asks for it, and is else the one answer', async () => {
    const { store } = opened();
    const cases = {
      'mint.js': {},
      private: { visibility: 'private' },
      archived: { archived: true },
      silent: { badge: false },
      suspended: { installationId: 2 },
      unaudited: { audited: false },
    } as const;
    for (const suspended of [false, true])
      await store.installations.put({
        id: suspended ? 2 : 1,
        accountId: suspended ? 20 : 10,
        account: 'octo',
        accountType: 'Organization',
        permissions: {},
        suspended,
      });
    for (const [index, [name, one]] of Object.entries(cases).entries()) {
      const { badge = true, audited = true, ...place } = { ...(one as Partial<{ badge: boolean; audited: boolean }>) };
      const usual = {
        id: index + 1,
        installationId: 1,
        owner: 'Octo',
        name,
        visibility: 'public',
        archived: false,
      } as const;
      await store.repositories.put({ ...usual, ...place });
      if (audited) await store.postures.keep(index + 1, { ...posture, badge }, now);
    }

    const shown = await ask('/badge/octo/MINT.js.svg');
    expect(shown).toMatchObject({ type: 'image/svg+xml; charset=utf-8', publicFor: 300 });
    expect(shown.body).toContain('<title id="words">publishing: trusted</title>');
    expect(shown.body).not.toMatch(/href|url\((?!#)|<script|<style/);
    expect(await ask('/badge/octo/mint.js.json')).toMatchObject({
      body: '{"schemaVersion":1,"label":"publishing","message":"trusted","color":"brightgreen"}\n',
      publicFor: 300,
    });

    for (const kind of ['svg', 'json']) {
      const absent = await ask(`/badge/octo/none.${kind}`);
      expect(absent.body).toContain('unknown');
      for (const name of Object.keys(cases).slice(1))
        expect(await ask(`/badge/octo/${name}.${kind}`), name).toEqual(absent);
    }
  });

  it('ends with the move to private, and is not another’s who had the name before', async () => {
    const { store } = opened();
    const absent = await ask('/badge/octo/none.svg');
    const place = { id: 1, installationId: 1, owner: 'octo', name: 'mint.js', archived: false } as const;
    await store.repositories.put({ ...place, visibility: 'private' });
    expect(await ask('/badge/octo/mint.js.svg')).toEqual(absent);
    await store.repositories.put({ ...place, visibility: 'public', name: 'moved' });
    expect(await ask('/badge/octo/moved.svg')).not.toEqual(absent);
    await store.repositories.put({ ...place, visibility: 'private', id: 99, name: 'moved' });
    expect(await ask('/badge/octo/moved.svg')).toEqual(absent);
  });
});
