import { keeping } from '../../src/store/keeping.ts';
import { aPosture } from './a-posture.ts';
import { aReport } from './a-report.ts';
import { anIncident } from './an-incident.ts';
import { look, type TestStore } from './databases.ts';

/** Every row of every table, as the database prints it. */
export async function everything(opened: Pick<TestStore, 'queueDatabase' | 'url'>) {
  const found: Record<string, readonly unknown[]> = {};
  for (const table of Object.keys(keeping))
    found[table] = (await look(opened, `select t::text as row from ${table} t order by 1`)).map((row) => row['row']);
  return found;
}

/** Something in every table, with what is hard to carry: bytes, NUL, wide characters, numbers beyond 32 bits. */
export async function fillStore({ store }: Pick<TestStore, 'store'>): Promise<void> {
  const id = 2 ** 40;
  const place = { id, installationId: 7, owner: 'ö', name: '🌱"\\n', visibility: 'private', archived: false } as const;
  const permissions = { checks: 'write' };
  const installation = {
    id: 7,
    accountId: 70,
    account: 'ö',
    accountType: 'User',
    permissions,
    suspended: false,
  } as const;
  await store.installations.put(installation);
  await store.refusals(7).put('GET /x', 'actions:read');
  await store.limits.note(7, 'core', { allowed: 5000, remaining: 1, resetAt: 2, notedAt: 3 });
  await store.sweeps.begin(7, 1, 1);
  await store.parked.put({ kind: 'look', subject: `${id}`, installationId: 7, reason: 'r', tries: 6, parkedAt: 1 });
  await store.repositories.put(place);
  await store.repositories.wantAudit(id, { settings: true });
  const check = { repositoryId: id, purpose: 'default-branch', base: null, pullNumber: null, again: true } as const;
  for (const headSha of ['a', 'b', 'c']) await store.checks.want({ ...check, headSha, now: 1 });
  await store.reports.put(id, 'a', 'i', aReport('a'), 1);
  await store.reports.setOfRecord(id, 'a', aReport('a'), 1);
  await store.codeScanning.put({
    repositoryId: id,
    digest: 'd',
    uploadId: '6c81cd8e-b078',
    looks: 1,
    trouble: 'GitHub took none: \u0000',
    uploadedAt: 1,
  });
  await store.secretNames.keep(id, ['NPM_TOKEN']);
  for (const verdict of ['pass', 'fail'] as const) await store.postures.keep(id, aPosture(verdict), 1);
  const levels = { authentication: 0, authorization: 0, general: 0, cli: 0 };
  await store.digests.keep(7, { at: 1, repositories: [{ id, name: 'ö/🌱\u0000', levels, packages: [], open: [] }] });
  const issue = { repositoryId: id, key: 'rollup', number: 1, state: 'open', obeyed: true, written: '' } as const;
  await store.issues.put({ ...issue, solved: [], open: [] });
  const fix = { repositoryId: id, fingerprint: 'f', control: 'publish-pins', title: 'T\u0000', branch: 'b', by: 'ada' };
  await store.fixes.want({ ...fix, now: 1 });
  await store.fixOffers.put(id, 'i', [], 1);
  await store.actionCommits.put(7, 'actions/checkout@v4', null, 1);
  await store.answers(id).put('k', { etag: '"\0"', status: 200, data: ['\0\ud800'], link: null });
  await store.packages.follow(id, [{ registry: 'npm', name: 'coins' }], 1);
  const told = { place: null, retraction: null, written: null } as const;
  const incident = { repositoryId: id, packageId: 1, version: '1.0.0', state: 'noticed', noticedAt: 1 } as const;
  await store.incidents.put({ ...incident, ...told, pack: anIncident('1.0.0') });
  const deployment = {
    repositoryId: id,
    runId: id,
    environment: 'npm\u0000',
    deploymentId: id,
    commit: 'a',
    ref: 'v1',
  };
  await store.gate.want({ ...deployment, now: 1 });
  await store.contents({ repositoryId: id }).put(
    new Map([
      ['a', '\0ü'],
      ['empty', ''],
    ]),
  );
  const many = Array.from({ length: 1200 }, (_, index) => [`sha-${index}`, 'x'.repeat(index * 3)] as const);
  await store.contents('public').put(new Map(many));
  await store.policies.keepGood(`repository:${id}`, 'gate: high\0', 1);
  await store.timetable.take('daily', 1, 1);
  for (const each of ['open', 'done', 'failed'])
    await store.deliveries.receive({ id: each, name: 'push', payload: '{"a":"\u0000"}', receivedAt: 1 });
  await store.deliveries.complete('done', 1);
  await store.deliveries.fail('failed', 'r', 1);
  await store.registryAnswers.put('k', { status: 200, headers: {}, text: 'b', at: 1 });
  await store.registryRequests.spend('npm', 0);
  await store.registryRequests.turn('npm', 1);
  await store.watching.keepCursor('npm', 'c', 1);
}
