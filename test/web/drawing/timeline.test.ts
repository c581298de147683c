import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '../../../src/types/ledger.ts';
import { timelineForms, timelinePicture } from '../../../src/web/drawing/index.ts';
import { lanesOf } from '../../../src/web/drawing/timeline-lanes.ts';
import { aRow } from '../ledger-rows.ts';
import { written } from '../repository/repository-models.ts';

const room = { across: 80, inAll: 300 };

/** One release a day from this one on. */
function daily(number: number, own: (index: number) => Partial<LedgerRow>): LedgerRow[] {
  return Array.from({ length: number }, (_, index) =>
    aRow({
      version: `1.${index}.0`,
      publishedAt: new Date(Date.parse('2026-01-01T12:00:00Z') + index * 86_400_000).toISOString(),
      ...own(index),
    }),
  ).toReversed();
}

describe('the lanes', () => {
  it('are one a release line, that with the newest release first, each from its oldest on', () => {
    const lanes = lanesOf(
      { rows: daily(6, (index) => ({ line: index % 2 === 0 ? '1' : '2', version: `${index}` })) },
      room,
    );
    expect(lanes?.lanes.map(({ name, dots }) => [name, dots.map(({ version }) => version)])).toEqual([
      ['2', ['1', '3', '5']],
      ['1', ['0', '2', '4']],
    ]);
    expect(lanes?.lanes[0]?.dots.at(-1)?.at).toBe(1);
  });

  it('mark where the rank falls, also past a release whose rank nobody tells', () => {
    const ranks = ['trusted-publishing', null, 'provenance', 'provenance', 'staged', 'none'] as const;
    const lanes = lanesOf({ rows: daily(6, (index) => ({ rank: ranks[index] ?? null })) }, room);
    expect(lanes?.lanes[0]?.falls).toEqual([2, 5]);
  });

  it('draw a run of equal releases as one with their number, and never what stands out', () => {
    const rows = daily(1000, (index) => (index === 500 ? { rank: 'none', withdrawn: 'yanked: broken' } : {}));
    const dots = lanesOf({ rows }, room)?.lanes[0]?.dots ?? [];
    expect(dots.map(({ releases, rank, withdrawn }) => [releases, rank, withdrawn])).toEqual([
      [500, 'trusted-publishing', false],
      [1, 'none', true],
      [499, 'trusted-publishing', false],
    ]);
  });

  it('leave room for each sign where a thousand releases all differ', () => {
    const rows = daily(1000, (index) => ({ rank: index % 2 === 0 ? 'none' : 'provenance' }));
    const dots = lanesOf({ rows }, room)?.lanes[0]?.dots ?? [];
    const places = dots.map(({ at }) => at);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(-1e-9);
    expect(Math.max(...places)).toBeLessThanOrEqual(1);
  });

  it('leave out the oldest lines, and releases without a date', () => {
    const lanes = lanesOf({ rows: daily(20, (index) => ({ line: `${index}` })) }, room);
    expect(lanes?.left).toBe(8);
    expect(lanes?.from, 'what is not drawn takes no room').toBe(Date.parse('2026-01-09T12:00:00Z'));
    expect(lanesOf({ rows: [aRow({ publishedAt: null })] }, room)).toBeNull();
  });
});

describe('the timeline', () => {
  const ledger = {
    package: '@acme/core',
    rows: daily(40, (index) => ({
      rank: index < 38 ? 'trusted-publishing' : 'none',
      ...(index === 38
        ? { signals: [{ id: 'tp-lost' as const, severity: 'critical' as const, says: 'x', provisional: false }] }
        : {}),
    })),
  };

  it.each(timelineForms)(
    'tells ranks by shape, a fall by a line, a signal by a sign, and all of it in words: $name',
    (form) => {
      const text = written(timelinePicture(ledger, form));
      expect(text).toContain(`href="#${form.name}-trusted-publishing"`);
      expect(text).toContain(`href="#${form.name}-none"`);
      expect(text).toContain('class="fall"');
      expect(text).toContain('class="signal grave"');
      expect(text).toMatch(
        /<desc [^>]+>line 1: 40 releases, whose rank falls once\. The table below has each release\./,
      );
      expect(text).not.toMatch(/style=|NaN|undefined/);
    },
  );

  it('names months, or years where there are many, and a day where there is only one', () => {
    const [wide] = timelineForms;
    if (wide === undefined) throw new Error('there is a wide form');
    const labels = (rows: LedgerRow[]) =>
      [...written(timelinePicture({ package: 'a', rows }, wide)).matchAll(/text-anchor="\w+">([\d-]+)</g)].map(
        ([, label]) => label,
      );
    expect(labels(daily(60, () => ({ rank: 'none' })))).toContain('2026-02');
    expect(labels(daily(1200, () => ({})))).toContain('2028');
    expect(labels([aRow({})])).toEqual(['2026-05-30']);
  });

  it('shows hostile names as text', () => {
    const hostile = '<script>\u202e';
    const [wide] = timelineForms;
    const text =
      wide && written(timelinePicture({ package: hostile, rows: [aRow({ version: hostile, line: hostile })] }, wide));
    expect(text).toContain('&lt;script&gt;\\u{202e}');
    expect(text).not.toContain('<script');
  });
});
