import type { RunningApp } from '../../src/app/app.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxCheckRun } from '../../src/sandbox/state.ts';
import { markerOf } from '../../src/types/issue-marker.ts';
import type { Ledger } from './ledger.ts';
import type { Post } from './post.ts';
import type { Replicas } from './replicas.ts';
import { lookedAfter } from './view.ts';

/** A run that has come to rest. */
export interface Ended {
  readonly sandbox: Sandbox;
  /** The app that has finished everything. */
  readonly app: RunningApp;
  readonly post: Post;
  readonly replicas: Replicas;
  readonly ledger: Ledger;
  /** What was written where the app had no business any more, noted as it happened. */
  readonly trespasses: readonly string[];
  /** Tokens, keys and passwords of the run. */
  readonly secrets: readonly string[];
}

interface Invariant {
  readonly name: string;
  /** What speaks against it; nothing where it holds. */
  readonly broken: (ended: Ended) => readonly string[] | Promise<readonly string[]>;
}

/** What holds after every run, whatever went wrong in it. */
export const invariants: readonly Invariant[] = [
  { name: 'what was acknowledged is completed, or parked with its reason', broken: lostDeliveries },
  { name: 'nothing is left in the queue', broken: leftInQueue },
  { name: 'no check run is left in progress', broken: pendingRuns },
  { name: 'a commit has one check run, and another only where there is something else to say', broken: doubledRuns },
  { name: 'every head has a check run', broken: missingRuns },
  { name: 'no annotation is told twice', broken: doubledAnnotations },
  { name: 'a repository has one issue of ours at most', broken: doubledIssues },
  { name: 'nothing is written where the app has no business', broken: ({ trespasses }) => trespasses },
  { name: 'the store has the repositories that GitHub shows', broken: otherRepositories },
  { name: 'no process ends by itself', broken: ({ replicas }) => replicas.trouble() },
  { name: 'no secret is in a log', broken: ({ replicas, secrets }) => secretsIn(replicas.output(), secrets) },
  { name: 'no secret is in the store', broken: secretsInStore },
];

async function lostDeliveries({ app, post }: Ended): Promise<readonly string[]> {
  const rows = await rowsOf(app, 'select id, state, reason from deliveries');
  const known = new Map(rows.map((row) => [row['id'], row]));
  return [...post.acknowledged].flatMap((id) => {
    const row = known.get(id);
    if (row === undefined) return `delivery ${id} was acknowledged and is not there`;
    const isParked = row['state'] === 'failed' && typeof row['reason'] === 'string' && row['reason'] !== '';
    return row['state'] === 'completed' || isParked ? [] : `delivery ${id} is ${String(row['state'])}`;
  });
}

async function leftInQueue({ app }: Ended): Promise<readonly string[]> {
  const late = Number.MAX_SAFE_INTEGER;
  const checks = await app.store.checks.left(late);
  const depth = Object.entries(await app.queue.depth()).filter(([, { waiting, active }]) => waiting + active > 0);
  return [
    ...depth.map(([kind, { waiting, active }]) => `${kind}: ${waiting} wait, ${active} run`),
    ...checks.map((id) => `a check of repository ${id} is not completed in the store`),
  ];
}

function pendingRuns({ sandbox, ledger }: Ended): readonly string[] {
  return eachRun(sandbox, ({ id, headSha, status }, place) =>
    status === 'completed' || ledger.isLeft(id) ? [] : [`check run ${id} of ${headSha} in ${place} is ${status}`],
  );
}

function doubledRuns({ sandbox, ledger }: Ended): readonly string[] {
  return lookedAfter(sandbox).flatMap(({ id, name, checkRuns }) => {
    const same = Map.groupBy(checkRuns.values(), (run) => `${run.headSha} ${JSON.stringify(run.annotations)}`);
    return [...same.values()].flatMap((runs) => {
      const { headSha } = runs[0] as SandboxCheckRun;
      const allowed = ledger.allowed(id, headSha);
      const titles = runs.map(({ title, conclusion }) => `${conclusion} “${title}”`).join(', ');
      return runs.length <= allowed ? [] : [`check runs of ${headSha} in ${name}: ${titles}`];
    });
  });
}

function missingRuns({ sandbox }: Ended): readonly string[] {
  return lookedAfter(sandbox).flatMap(({ name, refs, defaultBranch, checkRuns }) => {
    const head = refs.get(`refs/heads/${defaultBranch}`);
    const has = [...checkRuns.values()].some(({ headSha, status }) => headSha === head && status === 'completed');
    return has ? [] : [`the head of ${name}, ${head}, has no check run`];
  });
}

function doubledAnnotations({ sandbox }: Ended): readonly string[] {
  return eachRun(sandbox, ({ id, annotations }, place) => {
    const texts = annotations.map((each) => JSON.stringify(each));
    return new Set(texts).size === texts.length ? [] : [`check run ${id} in ${place} has an annotation twice`];
  });
}

function doubledIssues({ sandbox }: Ended): readonly string[] {
  return [...sandbox.state.repositories.values()].flatMap(({ name, issues }) => {
    const ours = [...issues.values()].filter(({ author }) => author.endsWith('[bot]'));
    const keys = ours.map(({ body }) => markerOf(body)?.key);
    return new Set(keys).size === keys.length ? [] : [`${name} has ${ours.length} issues of ours`];
  });
}

/** Archived ones included. What a suspended installation may see cannot be learnt before that ends. */
async function otherRepositories({ app, sandbox }: Ended): Promise<readonly string[]> {
  const { installations } = sandbox.state;
  if ([...installations.values()].some(({ suspendedAt }) => suspendedAt !== null)) return [];
  const rows = await rowsOf(app, 'select id, owner, name, archived from repositories');
  const stored = rows.map(({ id, ...rest }) => `${Number(id)} ${Object.values(rest).join(' ')}`);
  const shown = [...installations.values()].flatMap(({ account, repositories }) =>
    [...sandbox.state.repositories.values()]
      .filter(
        ({ id, owner, deleted }) => owner === account && !deleted && (repositories === 'all' || repositories.has(id)),
      )
      .map(({ id, owner, name, archived }) => `${id} ${owner} ${name} ${archived}`),
  );
  return [
    ...stored
      .filter((each) => !shown.includes(each))
      .map((each) => `the store has ${each}, which GitHub does not show`),
    ...shown
      .filter((each) => !stored.includes(each))
      .map((each) => `GitHub shows ${each}, which the store does not have`),
  ];
}

async function secretsInStore({ app, secrets }: Ended): Promise<readonly string[]> {
  const tables = await rowsOf(
    app,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
  );
  const needles = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('hex')]);
  const found: string[] = [];
  for (const { name } of tables) {
    const holds = needles.map((needle) => `position('${needle}' in each::text) > 0`).join(' or ');
    const [row] = await rowsOf(app, `select count(*)::int as rows from ${String(name)} each where ${holds}`);
    if (Number(row?.['rows'] ?? 0) > 0) found.push(`a secret is in the table ${String(name)}`);
  }
  return found;
}

/** A secret is told by where it is, never itself. */
function secretsIn(text: string, secrets: readonly string[]): readonly string[] {
  return text
    .split('\n')
    .filter((line) => secrets.some((secret) => line.includes(secret)))
    .map((line) => `a secret is in the line that begins ${line.slice(0, 40)}`);
}

function eachRun(
  sandbox: Sandbox,
  problem: (run: SandboxCheckRun, place: string) => readonly string[],
): readonly string[] {
  return lookedAfter(sandbox).flatMap(({ name, checkRuns }) =>
    [...checkRuns.values()].flatMap((run) => problem(run, name)),
  );
}

async function rowsOf({ queue }: RunningApp, statement: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await queue.boss.getDb().executeSql(statement)).rows as readonly Record<string, unknown>[];
}
