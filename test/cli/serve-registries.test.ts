import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { renewedTrust, servedRegistries } from '../../src/cli/serve-registries.ts';
import { publicGoodTrust, type Trust } from '../../src/provenance/index.ts';
import { stage } from './stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-served-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const hour = 3_600_000;

describe('how the app asks registries', () => {
  it('is by the environment', async () => {
    const { around } = stage({
      folder,
      environment: {
        HOME: folder,
        MINTMARK_CONTACT: 'security@octo.example',
        MINTMARK_REGISTRY_HEX_MAIN: 'https://hex.octo.example',
        MINTMARK_REGISTRY_GO_MAIN: 'proxy',
      },
    });
    const { registries, problems } = await servedRegistries(around, () => undefined);
    expect(registries).toMatchObject({
      contact: 'security@octo.example',
      bases: { hex: { main: 'https://hex.octo.example' } },
    });
    expect(problems).toEqual([expect.stringContaining('MINTMARK_REGISTRY_GO_MAIN')]);
  });

  it('names a contact where none is set', async () => {
    const { around } = stage({ folder, environment: { HOME: folder } });
    const { registries } = await servedRegistries(around, () => undefined);
    expect(registries.contact).toMatch(/^https:\/\//);
  });

  it.each([
    ['is not there', 'nothing.json'],
    ['is no trusted root', 'root.json'],
  ])('does not begin with a trusted root that %s', async (_, file) => {
    writeFileSync(join(folder, 'root.json'), '{}');
    const { around } = stage({ folder, environment: { HOME: folder, MINTMARK_TRUSTED_ROOT: file } });
    await expect(servedRegistries(around, () => undefined)).rejects.toThrow(file);
  });
});

describe('whom the app believes', () => {
  const shipped = publicGoodTrust();
  const refreshed: Trust = { ...shipped, name: 'refreshed' };

  it('is refreshed once a day, an hour after a failure, and never goes back to what was shipped', async () => {
    let now = 1_000_000;
    let works = true;
    const opens: number[] = [];
    const told: string[] = [];
    const trust = renewedTrust(
      { environment: {}, now: () => now },
      (note) => told.push(note),
      (_root, refresh) => {
        opens.push(now);
        expect(refresh).toBe(true);
        return Promise.resolve(works ? { trust: refreshed, notes: [] } : { trust: shipped, notes: ['it failed'] });
      },
    );
    const [one, two] = await Promise.all([trust(), trust()]);
    expect([one, two, opens.length]).toEqual([refreshed, refreshed, 1]);
    now += 23 * hour;
    await trust();
    expect(opens).toHaveLength(1);
    works = false;
    now += 2 * hour;
    expect(await trust()).toBe(refreshed);
    expect([opens.length, told]).toEqual([2, ['it failed']]);
    now += hour / 2;
    await trust();
    expect(opens).toHaveLength(2);
    now += hour;
    works = true;
    await trust();
    expect(opens).toHaveLength(3);
  });

  it('is what was shipped where nothing better was ever to be had', async () => {
    const trust = renewedTrust(
      { environment: {}, now: () => 0 },
      () => undefined,
      () => Promise.resolve({ trust: shipped, notes: ['it failed'] }),
    );
    expect(await trust()).toBe(shipped);
  });
});
