import { describe, expect, it } from 'vitest';
import { acme } from './local-github.ts';

async function withHead() {
  const local = await acme();
  const head = local.sandbox.repository('acme', 'widget').refs.get('refs/heads/main') ?? '';
  const create = (body: object) =>
    local.ask('/repos/acme/widget/check-runs', { method: 'POST', body: { name: 'mintmark', head_sha: head, ...body } });
  const update = (id: number, body: object) =>
    local.ask(`/repos/acme/widget/check-runs/${id}`, { method: 'PATCH', body });
  return { ...local, head, create, update };
}

const annotations = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    path: 'a.txt',
    start_line: index + 1,
    end_line: index + 1,
    annotation_level: 'warning',
    message: `number ${index}`,
  }));

const output = (count: number, summary = 'S') => ({ title: 'T', summary, annotations: annotations(count) });

describe('check runs', () => {
  it('take fifty annotations at a time, and a change adds to them', async () => {
    const { ask, create, update } = await withHead();
    expect((await create({ output: output(51) })).status).toBe(422);
    const { body: run } = await create({ output: output(50) });
    const { body: changed } = await update(run.id, { output: output(3) });
    expect(changed.output.annotations_count).toBe(53);
    const page = await ask(`/repos/acme/widget/check-runs/${run.id}/annotations?per_page=50&page=2`);
    expect(page.body.map(({ message }: { message: string }) => message)).toEqual(['number 0', 'number 1', 'number 2']);
  });

  it('hold 65,535 characters, three buttons and a conclusion that is one', async () => {
    const { create } = await withHead();
    expect((await create({ output: output(0, 'x'.repeat(65_535)) })).status).toBe(201);
    const refused = await create({ output: output(0, 'x'.repeat(65_536)) });
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ resource: 'CheckRun', field: 'output.summary' }] },
    });
    const button = { label: 'Fix', description: 'Fix it', identifier: 'fix' };
    expect((await create({ actions: [button, button, button, button] })).status).toBe(422);
    expect((await create({ actions: [{ ...button, label: 'x'.repeat(21) }] })).status).toBe(422);
    expect((await create({ conclusion: 'fine' })).status).toBe(422);
    expect((await create({ status: 'completed' })).status).toBe(422);
    expect((await create({ head_sha: '0'.repeat(40) })).status).toBe(422);
  });

  it('are found by commit, name and app; the latest of a name unless all are asked for', async () => {
    const { ask, create, sandbox } = await withHead();
    const { body: first } = await create({});
    const { body: second } = await create({ conclusion: 'neutral' });
    await create({ name: 'other' });
    const find = async (query: string) =>
      (await ask(`/repos/acme/widget/commits/main/check-runs?${query}`)).body.check_runs.map(
        ({ id }: { id: number }) => id,
      );
    expect(await find('check_name=mintmark')).toEqual([second.id]);
    expect(await find('check_name=mintmark&filter=all')).toEqual([second.id, first.id]);
    expect(await find('app_id=5')).toEqual([]);
    expect(await find(`app_id=${sandbox.state.app.id}`)).toHaveLength(2);
    expect(second).toMatchObject({
      status: 'completed',
      conclusion: 'neutral',
      check_suite: { id: first.check_suite.id },
    });
  });

  it('are written by the app that made them only', async () => {
    const { create, update, sandbox } = await withHead();
    const { body: run } = await create({});
    const runs = sandbox.repository('acme', 'widget').checkRuns;
    const made = runs.get(run.id);
    if (made !== undefined) runs.set(run.id, { ...made, appId: 5 });
    expect((await update(run.id, { status: 'in_progress' })).status).toBe(403);
  });
});
