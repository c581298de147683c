import process from 'node:process';
import type { SandboxRequest } from '../../src/sandbox/sandbox.ts';
import { openStore } from '../../src/store/index.ts';
import type { BenchRepository } from './github-repositories.ts';
import { type BenchStage, openBenchStage } from './github-stage.ts';

export interface RequestCounts {
  /** Reads that count against the limit, GraphQL included. */
  readonly counted: number;
  /** 304s. */
  readonly free: number;
  /** Of `counted`. */
  readonly graphql: number;
  readonly writes: number;
}

/** What audits of two alike repositories ask for: the first of an installation, a further one, and what comes later. */
export async function countRequests(repository: BenchRepository) {
  const names = { first: repository.scenario('first'), further: repository.scenario('further') };
  // Archived repositories are not audited: the further one has its turn when it is archived no more
  const stage = await openBenchStage([names.first, { ...names.further, archived: true }], await openStore('memory'));
  const { sandbox, app, owner } = stage;
  const { people } = sandbox;
  const again = async () => {
    const { id } = sandbox.repository(owner, 'further');
    await app.store.repositories.wantAudit(id, { settings: false });
    await app.queue.repository(id);
  };
  try {
    const cold = await during(stage, () => people.install(owner));
    const further = await during(stage, () => people.unarchive(owner, 'further'));
    await during(stage, again);
    const warm = await during(stage, again);
    const change = { files: { 'README.md': 'changed\n' } };
    const pull = await during(stage, () =>
      people.openPull(owner, 'further', { title: 'A change', branch: 'change', by: 'ada', commit: change }),
    );
    const [opened] = sandbox.repository(owner, 'further').pulls.keys();
    const next = await during(stage, () =>
      people.pushToPull(owner, 'further', opened ?? 0, { files: { 'README.md': 'again\n' } }),
    );
    const files = Object.keys(names.first.commits?.[0]?.files ?? {}).length;
    return { files, cold, further, warm, pull, next };
  } finally {
    await stage.close();
  }
}

async function during(stage: BenchStage, act: () => Promise<unknown>): Promise<RequestCounts> {
  const { sandbox } = stage;
  const before = sandbox.requests.length;
  await act();
  await stage.settled();
  const made = sandbox.requests.slice(before);
  if (process.env['BENCH_REQUESTS'] === '1')
    for (const { status, method, path } of made) console.log(status, method, path);
  const against = made.filter(({ counted }) => counted);
  return {
    counted: against.filter(isRead).length,
    free: made.filter(({ status }) => status === 304).length,
    graphql: against.filter(isGraphql).length,
    writes: against.filter((request) => !isRead(request)).length,
  };
}

function isRead(request: SandboxRequest): boolean {
  return request.method === 'GET' || isGraphql(request);
}

function isGraphql({ path }: SandboxRequest): boolean {
  return path === '/graphql';
}
