import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { publicGoodTrust } from '../../src/provenance/index.ts';
import { readStory } from '../../src/sandbox/stories/index.ts';
import { askedStory } from './asked-story.ts';

const path = join(import.meta.dirname, '../../scenarios/honest/npm-trusted.yml');

/** How the attestation of the newest release stands under a root that does not know the log that holds it. */
async function under(refreshedAt: string | null) {
  const asked = await askedStory(readStory(readFileSync(path, 'utf8'), path));
  const { evidence } = await asked.audit({}, { ...publicGoodTrust(), refreshedAt });
  const [row] = evidence[0]?.ledger?.rows ?? [];
  return { attestation: row?.joins.attestation, signals: row?.signals.map(({ id }) => id) };
}

it('holds nothing against a release that only a newer trusted root could know', async () => {
  const { attestation, signals } = await under(null);
  expect(attestation).toMatchObject({ state: 'unknown', says: expect.stringContaining('was not refreshed') });
  expect(signals).not.toContain('provenance-refused');
});

it('refuses what a root does not know that was refreshed', async () => {
  const { attestation, signals } = await under('2026-04-15T00:00:00Z');
  expect(attestation?.state).toBe('contradicted');
  expect(signals).toContain('provenance-refused');
});
