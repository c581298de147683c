import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { corePermissions } from '../../src/sandbox/core-tier.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { expectNothingLost } from './nothing-lost.ts';
import {
  change,
  leaky,
  organisation,
  owner,
  policyPath,
  readme,
  releasePath,
  soundFiles,
  tokenRelease,
} from './scenarios.ts';
import { openStage, type Stage } from './stage.ts';
import { only, writesIn } from './use-stage.ts';

const wanted = { files: { [policyPath]: 'sarif: code-scanning\n' } };
const permissions = { ...corePermissions, security_events: 'write' } as const;

describe('findings in code scanning', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(
      organisation([leaky('press', wanted), leaky('plain'), leaky('secret', { ...wanted, visibility: 'private' })]),
    );
    await stage.sandbox.people.install(owner, { permissions });
    await stage.settled();
  });
  afterEach(() => expectNothingLost(stage));
  afterAll(() => stage?.close());

  const people = (): Sandbox['people'] => stage.sandbox.people;
  const analyses = (name: string) => [...stage.sandbox.repository(owner, name).analyses.values()];
  const head = (name: string) => stage.sandbox.repository(owner, name).refs.get('refs/heads/main') ?? '';
  const run = (name: string) => only(stage.checkRuns(owner, name, head(name)), 'check run');
  const uploads = async (act: () => Promise<unknown>) => {
    const before = stage.sandbox.requests.length;
    await act();
    await stage.settled();
    return writesIn(stage, before).filter((write) => write.includes('code-scanning'));
  };

  it('stand there where the policy asks for them, and nowhere else', () => {
    const analysis = only(analyses('press'), 'analysis');
    expect(analysis).toMatchObject({ commit: head('press'), ref: 'refs/heads/main' });
    const [sarif] = JSON.parse(analysis?.sarif ?? '').runs;
    expect(sarif.automationDetails.id).toBe('mintmark-app/');
    expect(sarif.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('trusted-publishing');
    expect(analyses('plain')).toEqual([]);
    expect(run('press').summary).not.toContain('code scanning');
  });

  it('are handed over again only where they are others', async () => {
    const same = await uploads(() => people().push(owner, 'press', 'main', readme('Nothing of the publish path')));
    expect(same).toEqual([]);
    const files = { [releasePath]: soundFiles('press')[releasePath] ?? '' };
    expect(await uploads(() => people().push(owner, 'press', 'main', change(files)))).toEqual([
      'POST code-scanning/sarifs',
    ]);
    expect(analyses('press')[1]).toMatchObject({ commit: head('press'), status: 'pending' });
  });

  it('are missed in the check run where GitHub does not take them, and nothing is red', () => {
    expect(analyses('secret')).toEqual([]);
    expect(run('secret').conclusion).toBe('neutral');
    expect(run('secret').summary).toContain('it is not available in this repository. GitHub says: Advanced Security');
  });

  it('are asked after, and what GitHub could not process is told', async () => {
    const [, newest] = analyses('press');
    if (newest === undefined) throw new Error('there are two');
    Object.assign(newest, { status: 'failed', errors: ['the rule index 9 is out of bounds'] });
    expect(await uploads(() => people().push(owner, 'press', 'main', readme('Something else')))).toEqual([]);
    expect(run('press').summary).toContain('could not process the findings that it was handed: the rule index 9');
  });

  it('need a permission, which is named', async () => {
    await people().acceptPermissions(owner, { ...corePermissions });
    await stage.settled();
    const files = { [releasePath]: tokenRelease };
    await uploads(() => people().push(owner, 'press', 'main', change(files)));
    expect(analyses('press')).toHaveLength(2);
    expect(run('press').summary).toContain('the app lacks the permission `security_events: write`');
  });

  it('were all understood by GitHub', () => expect(stage.violations()).toEqual([]));
});
