import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { GitHubUnavailable } from '../../../src/github/client.ts';
import { markerOf } from '../../../src/types/issue-marker.ts';
import { badAt, badVersion, evidenceOf } from '../../audit/incident-cases.ts';
import { byPerson, saw } from '../../ledger/builders.ts';
import { openTestStore, type TestStore } from '../../store/databases.ts';
import { everything, incidentStage } from './incident-stage.ts';

const hour = 3_600_000;
const now = () => badAt + hour;
const quiet = () => evidenceOf({ bad: null, now: badAt - hour });

let opened: TestStore;
beforeEach(async () => {
  opened = await openTestStore();
  onTestFinished(() => opened.store.close());
});

const widget = (files: Record<string, string> = {}) => ({
  name: 'widget',
  commits: [{ files: { 'SECURITY.md': 'Write to us.\n', ...files } }],
});

const policy = (repository: string) => ({ '.github/mintmark.yml': `incidents: { repository: ${repository} }\n` });

/** Raised by a missing tag alone, so that a tag that comes takes it back. */
const untagged = (at = badAt + hour) => {
  const evidence = evidenceOf({ bad: {}, proved: true, now: at });
  const rows = (evidence.ledger?.rows ?? []).map((row) =>
    row.version === badVersion
      ? {
          ...row,
          signals: [
            { id: 'no-tag-or-release' as const, severity: 'high' as const, says: 'no tag', provisional: false },
          ],
        }
      : row,
  );
  return { ...evidence, ledger: evidence.ledger && { ...evidence.ledger, rows } };
};
const tagged = () => evidenceOf({ bad: {}, proved: true, now: badAt + 2 * hour });

describe('a release that did not come from where it should', () => {
  it('is told in one draft advisory, and everybody else reads no more than whom to ask', async () => {
    const stage = await incidentStage(opened, { now, repositories: [widget()] });
    await stage.look(quiet());
    expect(stage.writes()).toEqual([]);
    await stage.look(evidenceOf());
    await stage.look(evidenceOf());

    const { advisories, checkRuns, issues } = stage.sandbox.repository('acme', 'widget');
    expect(issues.size).toBe(0);
    expect([...advisories.values()]).toEqual([
      expect.objectContaining({
        state: 'draft',
        severity: 'critical',
        summary: expect.stringContaining('lantern 1.10.0'),
      }),
    ]);
    const [advisory] = [...advisories.values()];
    expect(markerOf(advisory?.description ?? '')?.repositoryId).toBe(stage.repository.id);
    expect(advisory?.description).toContain('npm deprecate lantern@1.10.0');

    const [run, ...more] = [...checkRuns.values()];
    expect(more).toEqual([]);
    expect(run).toMatchObject({ name: 'mintmark: security', status: 'completed', conclusion: 'neutral' });
    expect(JSON.stringify(run)).toContain('SECURITY.md');
    expect(JSON.stringify(run)).not.toMatch(/lantern|1\.10\.0|tp-lost|GHSA/);

    expect(await stage.incidents()).toEqual([
      expect.objectContaining({
        version: badVersion,
        state: 'told',
        place: expect.objectContaining({ kind: 'advisory' }),
      }),
    ]);
    expect(stage.writes()).toEqual([
      'POST security-advisories',
      'POST check-runs',
      expect.stringMatching(/^PATCH check-runs/),
    ]);
    expect(stage.said.join('\n')).not.toMatch(/lantern|1\.10\.0/);
    expect(stage.violations()).toEqual([]);
  });

  it('is none where it was there before the first look', async () => {
    const later = badAt + 9 * 24 * hour;
    const stage = await incidentStage(opened, { now: () => later, repositories: [widget()] });
    await stage.look(evidenceOf({ now: later }));
    expect(stage.writes()).toEqual([]);
    expect(await stage.incidents()).toEqual([]);
  });

  it('is told in the private repository that the policy names', async () => {
    const secret = { name: 'secret', visibility: 'private' as const, commits: [{ files: { a: '' } }] };
    const stage = await incidentStage(opened, { now, repositories: [widget(policy('secret')), secret] });
    await stage.look(evidenceOf());
    const issues = [...stage.sandbox.repository('acme', 'secret').issues.values()];
    expect(issues).toHaveLength(1);
    expect(issues[0]?.title).toContain('lantern 1.10.0');
    expect(markerOf(issues[0]?.body ?? '')?.key).toMatch(/^incident-[0-9a-f]{40}$/);
    expect(stage.sandbox.repository('acme', 'widget').advisories.size).toBe(0);
    expect(stage.sandbox.repository('acme', 'widget').issues.size).toBe(0);
    expect(stage.violations()).toEqual([]);
  });

  it.each([
    ['is public', 'open', [{ name: 'open', commits: [{ files: { a: '' } }] }]],
    ['is internal', 'inner', [{ name: 'inner', visibility: 'internal' as const, commits: [{ files: { a: '' } }] }]],
    ['belongs to somebody else', 'evil/secret', []],
    ['is not there', 'nowhere', []],
    ['is no name', "'../../x'", []],
  ])('goes to a draft advisory where the repository of the policy %s', async (_why, named, others) => {
    const stage = await incidentStage(opened, { now, repositories: [widget(policy(named)), ...others] });
    await stage.look(evidenceOf());
    expect(stage.sandbox.repository('acme', 'widget').advisories.size).toBe(1);
    for (const { name } of others) expect(stage.sandbox.repository('acme', name).issues.size).toBe(0);
    expect(stage.sandbox.repository('acme', 'widget').issues.size).toBe(0);
  });

  it('is told nowhere where there is no private way, and the check run says what is missing', async () => {
    const { repository_advisories: _none, ...permissions } = { ...everything.permissions };
    const stage = await incidentStage(opened, { now, repositories: [widget()], installation: { permissions } });
    await stage.look(evidenceOf());
    const { advisories, issues, checkRuns } = stage.sandbox.repository('acme', 'widget');
    expect(advisories.size + issues.size).toBe(0);
    expect(JSON.stringify([...checkRuns.values()])).toContain('repository_advisories: write');
    expect(stage.said).toContain('incident-untold');
    expect(await stage.incidents()).toEqual([expect.objectContaining({ state: 'noticed', place: null })]);
  });

  it('is told once GitHub can be told, by the evidence as it was when it was noticed', async () => {
    let isDown = true;
    const stage = await incidentStage(opened, {
      now,
      repositories: [widget()],
      client: (client) => ({
        ...client,
        get counted() {
          return client.counted;
        },
        request(route, parameters) {
          if (isDown && route.startsWith('POST')) throw new GitHubUnavailable('outage', 0, 'down');
          return client.request(route, parameters);
        },
      }),
    });
    await expect(stage.look(evidenceOf())).rejects.toThrow(GitHubUnavailable);
    const [noticed] = await stage.incidents();
    expect(noticed).toMatchObject({ state: 'noticed' });
    isDown = false;
    await stage.look(evidenceOf({ now: badAt + 2 * hour }));
    const [told, ...others] = await stage.incidents();
    expect(others).toEqual([]);
    expect(told).toMatchObject({ state: 'told' });
    expect(told?.pack).toEqual(noticed?.pack);
    expect(stage.sandbox.repository('acme', 'widget').advisories.size).toBe(1);
  });

  it('is found again where the store was lost', async () => {
    const stage = await incidentStage(opened, { now, repositories: [widget()] });
    await stage.look(evidenceOf());
    const [incident] = await stage.incidents();
    if (incident === undefined) throw new Error('no incident');
    await opened.store.incidents.put({ ...incident, state: 'noticed', place: null, written: null });
    await stage.look(evidenceOf());
    expect(stage.sandbox.repository('acme', 'widget').advisories.size).toBe(1);
    expect(stage.sandbox.repository('acme', 'widget').checkRuns.size).toBe(1);
    expect(await stage.incidents()).toEqual([expect.objectContaining({ state: 'told', place: incident.place })]);
  });
});

describe('what was told', () => {
  it('is edited in place when the evidence changes', async () => {
    const stage = await incidentStage(opened, { now, repositories: [widget()] });
    await stage.look(evidenceOf());
    const withdrawn = { kind: 'deprecated', reason: null } as const;
    await stage.look(evidenceOf({ bad: { publisher: byPerson('mallory'), attested: 'no', withdrawn } }));
    const advisories = [...stage.sandbox.repository('acme', 'widget').advisories.values()];
    expect(advisories).toHaveLength(1);
    expect(advisories[0]?.description).toContain('### Since then');
    expect(advisories[0]?.description).toContain('The release is withdrawn: deprecated.');
  });

  it('is left alone when people have closed it, and the check run ends well', async () => {
    const stage = await incidentStage(opened, { now, repositories: [widget()] });
    await stage.look(evidenceOf());
    const { advisories, checkRuns } = stage.sandbox.repository('acme', 'widget');
    for (const advisory of advisories.values()) advisory.state = 'closed';
    const before = [...advisories.values()][0]?.description;
    const withdrawn = { kind: 'deprecated', reason: null } as const;
    await stage.look(evidenceOf({ bad: { publisher: byPerson('mallory'), attested: 'no', withdrawn } }));
    expect([...advisories.values()].map(({ state, description }) => ({ state, description }))).toEqual([
      { state: 'closed', description: before },
    ]);
    expect([...checkRuns.values()]).toEqual([expect.objectContaining({ conclusion: 'success' })]);
    const requests = stage.sandbox.requests.length;
    await stage.look(evidenceOf());
    expect(stage.sandbox.requests.length).toBe(requests);
  });

  it('is taken back where proof arrives: it says so on top, is closed, and the check run ends well', async () => {
    const stage = await incidentStage(opened, { now, repositories: [widget()] });
    await stage.look(untagged());
    await stage.look(tagged());
    const { advisories, checkRuns } = stage.sandbox.repository('acme', 'widget');
    const [advisory] = [...advisories.values()];
    expect(advisory).toMatchObject({ state: 'closed', summary: expect.stringMatching(/^False alarm: /) });
    expect(advisory?.description).toMatch(/^<!-- mintmark:v1 [^\n]*\n## This was a false alarm/);
    expect(advisory?.description).toContain('leads to the commit it was built from');
    expect([...checkRuns.values()]).toEqual([expect.objectContaining({ conclusion: 'success' })]);
    expect(await stage.incidents()).toEqual([
      expect.objectContaining({ state: 'retracted', retraction: expect.stringContaining('no-tag-or-release') }),
    ]);
    expect(stage.violations()).toEqual([]);
  });

  it('is taken back in a private issue as well', async () => {
    const secret = { name: 'secret', visibility: 'private' as const, commits: [{ files: { a: '' } }] };
    const stage = await incidentStage(opened, { now, repositories: [widget(policy('acme/secret')), secret] });
    await stage.look(untagged());
    await stage.look(tagged());
    const [issue] = [...stage.sandbox.repository('acme', 'secret').issues.values()];
    expect(issue).toMatchObject({ state: 'closed', title: expect.stringMatching(/^False alarm: /) });
    expect(issue?.body).toContain('## This was a false alarm');
  });

  it('is not written any more into a repository that became public', async () => {
    const secret = { name: 'secret', visibility: 'private' as const, commits: [{ files: { a: '' } }] };
    const stage = await incidentStage(opened, { now, repositories: [widget(policy('secret')), secret] });
    await stage.look(untagged());
    const repository = stage.sandbox.repository('acme', 'secret');
    repository.visibility = 'public';
    const before = [...repository.issues.values()][0]?.body;
    await stage.look(tagged());
    expect([...repository.issues.values()][0]).toMatchObject({ body: before, state: 'open' });
    expect(await stage.incidents()).toEqual([expect.objectContaining({ state: 'told' })]);
  });

  it('is raised again, in a place of its own, where something else turns up after it was taken back', async () => {
    const stage = await incidentStage(opened, { now, repositories: [widget()] });
    await stage.look(untagged());
    await stage.look(tagged());
    const advisories = saw([{ id: 'MAL-2026-1', versions: [badVersion], summary: null }]);
    const named = evidenceOf({ bad: {}, proved: true, advisories, now: badAt + 3 * hour });
    await stage.look(named);
    await stage.look(named);
    const all = [...stage.sandbox.repository('acme', 'widget').advisories.values()];
    expect(all.map(({ state }) => state).toSorted()).toEqual(['closed', 'draft']);
    expect(all.find(({ state }) => state === 'draft')?.description).toContain('MAL-2026-1');
    expect(await stage.incidents()).toEqual([expect.objectContaining({ state: 'told' })]);
  });
});
