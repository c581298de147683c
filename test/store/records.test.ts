import { describe, expect, it } from 'vitest';
import type { StoredIssue } from '../../src/store/index.ts';
import { aReport } from './a-report.ts';
import { databases, useStore } from './databases.ts';

describe.each(databases)('what is remembered of repositories, $name', ({ open }) => {
  const opened = useStore(open);

  it('reports come back as they were, by commit and inputs', async () => {
    const { reports } = opened().store;
    await reports.put(1, 'a', 'monday', aReport('a'), 10);
    expect(await reports.get(1, 'a', 'monday')).toEqual(aReport('a'));
    for (const [repository, commit, inputs] of [
      [2, 'a', 'monday'],
      [1, 'b', 'monday'],
      [1, 'a', 'tuesday'],
    ] as const)
      expect(await reports.get(repository, commit, inputs)).toBeNull();
    const changed = { ...aReport('a'), problems: [] };
    await reports.put(1, 'a', 'monday', changed, 20);
    expect(await reports.get(1, 'a', 'monday')).toEqual(changed);
  });

  it('inputs may be of any length', async () => {
    const { reports } = opened().store;
    const long = 'policy '.repeat(10_000);
    await reports.put(1, 'a', `${long}1`, aReport('1'), 10);
    await reports.put(1, 'a', `${long}2`, aReport('2'), 10);
    expect((await reports.get(1, 'a', `${long}1`))?.subject.commit).toBe('1');
  });

  it('the report of record is the last one', async () => {
    const { reports } = opened().store;
    expect(await reports.ofRecord(3)).toBeNull();
    await reports.setOfRecord(3, 'a', aReport('a'), 10);
    await reports.setOfRecord(3, 'b', aReport('b'), 20);
    expect(await reports.ofRecord(3)).toEqual(aReport('b'));
  });

  it('issues are kept by their key and found by their number', async () => {
    const { issues } = opened().store;
    const item = { fingerprint: 'f', control: 'publish-pins', message: 'a "quoted" \0 message' };
    const issue: StoredIssue = {
      repositoryId: 1,
      key: 'rollup',
      number: 4_000_000_000,
      state: 'open',
      obeyed: false,
      written: 'digest',
      solved: [{ ...item, on: '2026-11-01' }],
      open: [item],
    };
    await issues.put(issue);
    await issues.put({ ...issue, key: 'publish-pins', number: 5 });
    expect(await issues.get(1, 'rollup')).toEqual(issue);
    expect(await issues.byNumber(1, 5)).toEqual({ ...issue, key: 'publish-pins', number: 5 });
    expect(await issues.byNumber(2, 5)).toBeNull();
    await issues.put({ ...issue, state: 'closed', obeyed: true, open: [] });
    expect(await issues.get(1, 'rollup')).toEqual({ ...issue, state: 'closed', obeyed: true, open: [] });
    expect((await issues.list(1)).map(({ key }) => key)).toEqual(['publish-pins', 'rollup']);
    await issues.remove(1, 'rollup');
    expect(await issues.get(1, 'rollup')).toBeNull();
  });

  it('the last good policy stays until it is forgotten', async () => {
    const { policies } = opened().store;
    expect(await policies.lastGood('repository:1')).toBeNull();
    await policies.keepGood('repository:1', 'gate: high', 1);
    await policies.keepGood('repository:1', '# \0 ünïcode 🌱', 2);
    expect(await policies.lastGood('repository:1')).toBe('# \0 ünïcode 🌱');
    await policies.forget('repository:1');
    expect(await policies.lastGood('repository:1')).toBeNull();
  });
});
