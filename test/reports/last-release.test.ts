import { describe, expect, it } from 'vitest';
import { checkOfDefaultBranch } from '../../src/reports/check-run/index.ts';
import { issueOf } from '../../src/reports/issue/index.ts';
import { lastRelease } from '../../src/reports/last-release.ts';
import { renderTerminal } from '../../src/reports/terminal/terminal.ts';
import type { LedgerRow } from '../../src/types/ledger.ts';
import { aContext, anIssueContext } from './check-run/context.ts';
import { aLedger, aRow, aSignal, joins } from './ledger/fixture.ts';
import { aFinding, aReport } from './report-fixture.ts';

describe('the last release', () => {
  const of = (own: Partial<LedgerRow>) => lastRelease([aLedger({ rows: [aRow(own)] })], 'owner');

  it.each<readonly [Partial<LedgerRow>, string]>([
    [
      {},
      'by trusted publishing on GitHub from `release.yml`: tag, GitHub release, commit, run, attestation and digest proved.',
    ],
    [
      { joins: joins('unknown', { attestation: 'proved', digest: 'proved', release: 'missing', run: 'contradicted' }) },
      'by trusted publishing on GitHub from `release.yml`: attestation and digest proved; GitHub release missing; run contradicted; tag and commit unknown.',
    ],
    [
      { by: 'staged, approved by `ada`', workflow: null, joins: joins('proved') },
      'staged, approved by `ada`: tag, GitHub release, commit, run, attestation and digest proved.',
    ],
    [
      { by: 'trusted publishing, as its attestation proves', workflow: null },
      'by trusted publishing: tag, GitHub release, commit, run, attestation and digest proved.',
    ],
  ])('is told by how it came and what is proved: %#', (own, words) => {
    expect(of(own)).toBe(`Last release: \`coins\` \`1.4.2\` on npm, 2026-11-19, ${words}`);
  });

  it('says what does not fit to whoever runs the command', () => {
    const told = of({ by: '`mallory`', workflow: null, joins: joins('missing'), signals: [aSignal()] });
    expect(told).toContain(', by `mallory`: tag, GitHub release, commit, run, attestation and digest missing. ');
    expect(told).toContain('It does not fit (critical): published by the account `mallory`.');
  });

  it('is the newest of all packages, and of equal ones the first', () => {
    const ledgers = [
      aLedger({ package: 'a', rows: [aRow({ publishedAt: '2026-11-01T00:00:00Z' })] }),
      aLedger({ package: 'b', rows: [aRow({ version: '2.0.0', publishedAt: '2026-11-02T00:00:00Z' })] }),
      aLedger({ package: 'c', rows: [aRow({ version: '3.0.0', publishedAt: '2026-11-02T00:00:00Z' })] }),
      aLedger({ package: 'd', rows: [] }),
    ];
    expect(lastRelease(ledgers, 'owner', () => 'the registry')).toMatch(
      /^Last release of 3 packages: `b` `2\.0\.0` on the registry, 2026-11-02, /,
    );
  });

  it('leaves out what vanished or has no time, and says what was withdrawn', () => {
    const rows = [
      aRow({ version: '3.0.0', publishedAt: null }),
      aRow({ version: '2.0.0', publishedAt: '2026-12-01T00:00:00Z', withdrawn: 'vanished' }),
      aRow({ version: '1.0.0', withdrawn: 'yanked: broken' }),
    ];
    expect(lastRelease([aLedger({ rows })], 'owner')).toMatch(/`coins` `1\.0\.0` on npm, 2026-11-19 \(yanked\), by /);
  });

  it('is nothing where no registry was asked', () => {
    expect(lastRelease([], 'owner')).toBeNull();
  });
});

describe('where everybody reads', () => {
  const stolen = aLedger({
    rows: [aRow({ by: '`mallory`', workflow: null, joins: joins('missing'), signals: [aSignal()] })],
  });

  it('a release that may be stolen is not told', () => {
    expect(lastRelease([stolen], 'everybody')).toBeNull();
  });

  it('what later evidence may take back alarms nobody', () => {
    const row = aRow({ joins: joins('missing'), signals: [aSignal({ provisional: true })] });
    expect(lastRelease([aLedger({ rows: [row] })], 'everybody')).toBe(
      'Last release: `coins` `1.4.2` on npm, 2026-11-19, by trusted publishing on GitHub from `release.yml`. It is still being looked at.',
    );
  });

  it('stands in the check run and in the rolled up issue', () => {
    const report = aReport({ releases: [aLedger()], findings: [aFinding()] });
    const line =
      'Last release: `coins` `1.4.2` on npm, 2026-11-19, by trusted publishing on GitHub from `release.yml`: ';
    expect(checkOfDefaultBranch(report, aContext()).summary).toContain(line);
    expect(issueOf(report, anIssueContext()).body).toContain(line);
    expect(issueOf(report, anIssueContext({ key: 'trusted-publishing' })).body).not.toContain('Last release');
  });

  it('a stolen one stands in neither, and is told in the terminal', () => {
    const report = aReport({ releases: [stolen], findings: [aFinding()] });
    for (const text of [checkOfDefaultBranch(report, aContext()).summary, issueOf(report, anIssueContext()).body]) {
      expect(text).not.toContain('1.4.2');
      expect(text).not.toContain('mallory');
    }
    expect(renderTerminal(report, { width: 200, color: false, links: false })).toContain('by `mallory`');
  });

  it('is no line where no registry was asked', () => {
    const report = aReport({ findings: [aFinding()] });
    expect(checkOfDefaultBranch(report, aContext()).summary).not.toContain('Last release');
    expect(issueOf(report, anIssueContext()).body).not.toContain('Last release');
  });
});
