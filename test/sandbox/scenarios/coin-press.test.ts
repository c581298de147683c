import { describe, expect, it } from 'vitest';
import { buildState } from '../../../src/sandbox/build.ts';
import { storyClock } from '../../../src/sandbox/clock.ts';
import { resolveCommit } from '../../../src/sandbox/git/resolve.ts';
import { linesAt } from '../../../src/sandbox/pages/lookup.ts';
import { scenarioPackageSchema } from '../../../src/sandbox/scenario-package-schema.ts';
import { historyOf, type PackageLine } from '../../../src/sandbox/scenarios/coin-press/history.ts';
import { coinPress } from '../../../src/sandbox/scenarios/coin-press.ts';

const { scenario, begins, theft } = coinPress;
const [organisation] = scenario.organisations;
const packages = scenario.packages ?? [];

describe('the organisation of the demo', () => {
  it.each(packages)('has a history of $name on $registry that a scenario may have', (each) => {
    expect(scenarioPackageSchema.safeParse(each).error?.issues ?? []).toEqual([]);
    expect(each.releases.length).toBeGreaterThan(2);
  });

  it('has released everything before somebody watches, and no run twice', () => {
    const state = buildState(scenario, 'secret', storyClock(new Date(begins)));
    for (const { name, runs = [], tags = [], releases = [] } of organisation?.repositories ?? []) {
      const built = [...state.repositories.values()].find((each) => each.name === name);
      expect(built?.runs.size, name).toBe(runs.length);
      expect(built?.releases.length, name).toBe(releases.length);
      expect([...(built?.refs.keys() ?? [])], name).toHaveLength(1 + tags.length);
    }
    const ids = (organisation?.repositories ?? []).flatMap(({ runs = [] }) => runs.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { at } of packages.flatMap(({ releases }) => releases)) expect(at < begins, at).toBe(true);
  });

  it('loses a package that it has, in a version that it has not', () => {
    const stolen = packages.find(({ registry, name }) => registry === theft.registry && name === theft.package);
    expect(stolen?.repository).toBe(`coin-press/${theft.repository}`);
    expect(stolen?.releases.map(({ version }) => version)).not.toContain(theft.release.version);
  });
});

const line: PackageLine = {
  registry: 'npm',
  name: 'coin',
  manifest: { 'package.json': '{ "version": "VERSION" }\n' },
  tag: 'v',
  built: { workflow: 'publish.yml', event: 'push', environment: 'npm' },
  by: { trusted: {} },
  attested: true,
  releases: [
    { version: '1.0.0', at: '2026-03-01T09:00:00Z' },
    {
      version: '1.1.0',
      at: '2026-04-01T09:00:00Z',
      instead: { built: null, by: { person: { name: 'ada' } } },
      toldOnGitHub: false,
    },
  ],
};

describe('a history of releases', () => {
  const files = { 'README.md': '# coin\n' };
  const history = historyOf({ repository: 'octo/coin', author: 'ada', files, lines: [line], firstRun: 70 });
  const { packages: told, ...rest } = history;
  const repository = { name: 'coin', ...rest };
  const state = buildState({ organisations: [{ login: 'octo', repositories: [repository] }], packages: told }, 's');
  const [built] = state.repositories.values();
  if (built === undefined) throw new Error('nothing was built');

  it.each(['1.0.0', '1.1.0'])('tags the commit whose manifest has the version %s', (version) => {
    const commit = resolveCommit(built, `refs/tags/v${version}`) ?? '';
    expect(linesAt(built, commit, 'package.json')).toEqual([`{ "version": "${version}" }`]);
    expect(linesAt(built, commit, 'README.md')).toEqual(['# coin']);
  });

  it('has a run where a workflow built it, and none where somebody did it by hand', () => {
    const [first, second] = told[0]?.releases ?? [];
    expect(history.runs.map(({ id, branch, workflow }) => ({ id, branch, workflow }))).toEqual([
      { id: 70, branch: 'v1.0.0', workflow: '.github/workflows/publish.yml' },
    ]);
    expect(first).toMatchObject({
      attested: true,
      by: { trusted: {} },
      build: { run: 70, ref: 'refs/tags/v1.0.0', environment: 'npm' },
    });
    expect(second).toMatchObject({ attested: false, by: { person: { name: 'ada' } }, build: null });
    expect(history.releases.map(({ tag }) => tag)).toEqual(['v1.0.0']);
  });

  it('puts the commit and the tag before the release, and the run around it', () => {
    const [run] = history.runs;
    const [, commit] = history.commits;
    const [tag] = history.tags;
    const times = [commit?.date, tag?.date, run?.startedAt, line.releases[0]?.at, run?.endedAt];
    expect(times.map((time) => Date.parse(time ?? ''))).toEqual(
      times.map((time) => Date.parse(time ?? '')).toSorted((one, other) => one - other),
    );
  });
});
