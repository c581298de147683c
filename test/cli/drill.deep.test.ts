import { describe, expect, it } from 'vitest';
import type { Moment, Played } from '../../src/cli/drill/play.ts';
import { rehearse, setScene } from '../../src/cli/drill/rehearse.ts';
import { filesOf } from '../../src/cli/tabletop/write.ts';
import {
  exerciseOf,
  type Ground,
  groundOf,
  type ScenarioId,
  scenarioIds,
  scenarios,
} from '../../src/exercises/index.ts';
import { grounds, strongReport } from '../exercises/grounds.ts';
import { isLong } from '../long.ts';
import { aPublication, aReport } from '../reports/report-fixture.ts';

async function drill(id: ScenarioId, ground: Ground): Promise<{ played: Played; told: readonly Moment[] }> {
  const told: Moment[] = [];
  const set = await setScene({ ground, stage: null, notes: [] }, scenarios[id], 0);
  try {
    return { played: await rehearse(scenarios[id], set, (moment) => told.push(moment)), told };
  } finally {
    await set.stage.close();
  }
}

function groundNamed(name: string): Ground {
  const ground = grounds[name];
  if (ground === undefined) throw new Error(name);
  return ground;
}

describe('a drill on a stand-in', { timeout: 180_000 }, () => {
  it('ends with the alarm where an account publishes past trusted publishing, and hands out what Mintmark wrote', async () => {
    const ground = groundNamed('well defended');
    const { played, told } = await drill('maintainer-phished', ground);
    expect(played.failures).toEqual([]);
    expect(played.alarm).toMatchObject({ release: '1.2.8' });
    expect(played.alarm?.seconds).toBeGreaterThan(0);
    expect(told).toEqual(played.moments);
    expect(told.find(({ says }) => says.includes('the alarm rings'))?.says).toContain('tp-lost (critical)');
    expect(told.find(({ says }) => says.includes('draft security advisory'))?.page).toMatch(
      /security\/advisories\/GHSA-/,
    );

    const files = await filesOf(exerciseOf(scenarios['maintainer-phished'], ground, 60), {
      cards: played.cards,
      says: 'It rang.',
    });
    expect([...files.keys()].filter((name) => name.startsWith('evidence/'))).toHaveLength(8);
    expect(files.get('evidence/5-incident.md')).toContain('npm deprecate @acme/strong@1.2.8');
    expect(files.get('evidence/4-ledger.md')).toContain('tp-lost');
    expect(files.get('evidence/2-ledger-before.md')).not.toContain('1.2.8');
    expect(files.get('evidence/6-public.md')).toContain('See your security contact');
    expect(files.get('evidence/6-public.md')).not.toContain('1.2.8');
    expect([...files.values()].filter((text) => text.includes('127.0.0.1'))).toEqual([]);
  });

  it('keeps calm while a registry is down, says what waits, and catches up', async () => {
    const { played, told } = await drill('registry-outage', groundNamed('well defended'));
    expect(played.failures).toEqual([]);
    expect(played.alarm).toBeNull();
    const says = told.filter(({ who }) => who === 'mintmark').map((moment) => moment.says);
    expect(says.some((each) => each.includes('gets no answer from npm: what it knew stays'))).toBe(true);
    expect(says.some((each) => each.includes('has caught up'))).toBe(true);
    expect(played.cards.find(({ id }) => id === 'after')?.text).toContain('1.2.8');
  });

  it
    .runIf(isLong)
    .each(
      scenarioIds.flatMap((id) =>
        ['weak', 'well defended', 'by hand', 'empty', 'hostile'].map((name) => [id, name] as const),
      ),
    )('%s comes out as it has to for an organization that is %s', async (id, name) => {
    const { played } = await drill(id, groundNamed(name));
    expect(played.failures).toEqual([]);
    expect(played.moments.length).toBeGreaterThan(1);
    if (played.ends.expects === 'nothing') expect(played.ends.why).not.toBe('');
  });

  it.runIf(isLong)('gives the same cards each time', async () => {
    const [one, other] = [
      await drill('token-from-ci', groundNamed('weak')),
      await drill('token-from-ci', groundNamed('weak')),
    ];
    expect(other.played.cards).toEqual(one.played.cards);
  });

  it.runIf(isLong)('says why nothing can be seen of a registry that Mintmark cannot ask', async () => {
    const image = aReport({
      ...strongReport,
      publications: [aPublication({ registry: 'ghcr', packages: ['acme/image'] })],
      releases: [],
    });
    const { played } = await drill('maintainer-phished', groundOf('acme', [image]));
    expect(played.ends).toMatchObject({ expects: 'nothing' });
    expect(played.failures).toEqual([]);
  });
});
