import { z } from 'zod';
import { botOf } from '../accounts.ts';
import { suiteOf, tellCheckRun } from '../actions/checks.ts';
import { resolveCommit } from '../git/resolve.ts';
import { type Answer, created, failure, notAccessible, notFound, ok } from '../http/answer.ts';
import { paginate } from '../http/paginate.ts';
import { onRepository, type RepositoryCall, type Route, withBody } from '../http/route.ts';
import { annotation, checkRun, checkSuite } from '../shapes/checks.ts';
import type { SandboxAnnotation, SandboxCheckRun } from '../state.ts';

export const checkRoutes: readonly Route[] = [
  onRepository('POST', '/check-runs', 'checks=write', createRun),
  onRepository('GET', '/check-runs/{check_run_id}', 'checks=read', (call) =>
    onRun(call, (run) => ok(checkRun(call.world, call.repository, run))),
  ),
  onRepository('PATCH', '/check-runs/{check_run_id}', 'checks=write', (call) =>
    onRun(call, (run) => updateRun(call, run)),
  ),
  onRepository('GET', '/check-runs/{check_run_id}/annotations', 'checks=read', (call) =>
    onRun(call, (run) =>
      paginate(call, run.annotations, (page) => page.map((sent) => annotation(call.world, call.repository, run, sent))),
    ),
  ),
  onRepository('GET', '/commits/{ref+}/check-runs', 'checks=read', (call) => {
    const sha = resolveCommit(call.repository, call.parameter('ref'));
    return sha === null ? notFound : listRuns(call, ({ headSha }) => headSha === sha);
  }),
  onRepository('GET', '/commits/{ref+}/check-suites', 'checks=read', (call) => {
    const sha = resolveCommit(call.repository, call.parameter('ref'));
    const suite = sha === null ? undefined : call.repository.checkSuites.get(sha);
    return paginate(call, suite === undefined ? [] : [suite], (page, total) => ({
      total_count: total,
      check_suites: page.map((made) => checkSuite(call.world, call.repository, made)),
    }));
  }),
  onRepository('GET', '/check-suites/{check_suite_id}', 'checks=read', (call) => {
    const id = Number(call.parameter('check_suite_id'));
    const suite = [...call.repository.checkSuites.values()].find((made) => made.id === id);
    return suite === undefined ? notFound : ok(checkSuite(call.world, call.repository, suite));
  }),
  onRepository('GET', '/check-suites/{check_suite_id}/check-runs', 'checks=read', (call) =>
    listRuns(call, ({ suite }) => suite === Number(call.parameter('check_suite_id'))),
  ),
];

/** GitHub's limits, as its description and its errors give them. */
const text = z.string().max(65_535, 'is too long (maximum is 65535 characters)');

const sentAnnotation = z
  .object({
    path: z.string().min(1),
    start_line: z.int().min(1),
    end_line: z.int().min(1),
    start_column: z.int().min(1).exactOptional(),
    end_column: z.int().min(1).exactOptional(),
    annotation_level: z.enum(['notice', 'warning', 'failure']),
    message: z.string().min(1).max(65_536),
    title: z.string().max(255).exactOptional(),
    raw_details: z.string().max(65_536).exactOptional(),
  })
  .refine(({ start_line, end_line }) => start_line <= end_line, 'end_line comes before start_line')
  .refine(
    ({ start_line, end_line, start_column, end_column }) =>
      start_line === end_line || (start_column === undefined && end_column === undefined),
    'columns are for annotations of one line',
  );

const output = z.object({
  title: z.string().min(1),
  summary: text,
  text: text.optional(),
  annotations: z.array(sentAnnotation).max(50, 'No more than 50 annotations per request').optional(),
});

const action = z.object({
  label: z.string().min(1).max(20),
  description: z.string().min(1).max(40),
  identifier: z.string().min(1).max(20),
});

const conclusions = ['action_required', 'cancelled', 'failure', 'neutral', 'success', 'skipped', 'timed_out'] as const;

const changes = {
  details_url: z.url().optional(),
  external_id: z.string().optional(),
  status: z.enum(['queued', 'in_progress', 'completed']).optional(),
  started_at: z.iso.datetime({ offset: true }).optional(),
  conclusion: z.enum(conclusions).optional(),
  completed_at: z.iso.datetime({ offset: true }).optional(),
  output: output.optional(),
  actions: z.array(action).max(3).optional(),
};

const newRun = z.object({ name: z.string().min(1), head_sha: z.string(), ...changes });
const changedRun = z.object({ name: z.string().min(1).optional(), ...changes });

type RunChange = Omit<z.infer<typeof changedRun>, 'name'>;

function createRun(call: RepositoryCall): Answer {
  const { world, repository } = call;
  return withBody(call, 'CheckRun', newRun, ({ name, head_sha, ...change }) => {
    if (repository.objects.get(head_sha)?.kind !== 'commit')
      return failure(422, `No commit found for SHA: ${head_sha}`);
    if (change.status === 'completed' && change.conclusion === undefined) return needsConclusion;
    const run: SandboxCheckRun = {
      id: world.state.nextId(),
      suite: suiteOf(world, repository, head_sha).id,
      appId: world.state.app.id,
      name,
      headSha: head_sha,
      status: 'queued',
      conclusion: null,
      externalId: null,
      detailsUrl: null,
      startedAt: world.state.now().toISOString(),
      completedAt: null,
      title: null,
      summary: null,
      text: null,
      annotations: [],
      actions: [],
    };
    repository.checkRuns.set(run.id, run);
    applyChange(world.state.now(), run, change);
    void tellCheckRun(world, repository, run, 'created', botOf(world.state));
    if (run.status === 'completed') void tellCheckRun(world, repository, run, 'completed', botOf(world.state));
    return created(checkRun(world, repository, run));
  });
}

const needsConclusion = failure(422, 'Invalid request. A check run that is completed needs a conclusion.');

function updateRun(call: RepositoryCall, run: SandboxCheckRun): Answer {
  const { world, repository } = call;
  // Check runs are written by the app that made them.
  if (run.appId !== world.state.app.id) return notAccessible;
  return withBody(call, 'CheckRun', changedRun, ({ name: _kept, ...change }) => {
    if (change.status === 'completed' && change.conclusion === undefined) return needsConclusion;
    const was = run.status;
    applyChange(world.state.now(), run, change);
    if (run.status === 'completed' && was !== 'completed')
      void tellCheckRun(world, repository, run, 'completed', botOf(world.state));
    return ok(checkRun(world, repository, run));
  });
}

/** Annotations are added to those that are there; everything else takes the place of what was. */
function applyChange(now: Date, run: SandboxCheckRun, change: RunChange): void {
  run.externalId = change.external_id ?? run.externalId;
  run.detailsUrl = change.details_url ?? run.detailsUrl;
  run.startedAt = change.started_at ?? run.startedAt;
  run.actions = change.actions ?? run.actions;
  if (change.output !== undefined) {
    run.title = change.output.title;
    run.summary = change.output.summary;
    run.text = change.output.text ?? null;
    run.annotations.push(...((change.output.annotations ?? []) satisfies SandboxAnnotation[]));
  }
  if (change.conclusion !== undefined || change.status === 'completed') {
    run.status = 'completed';
    run.conclusion = change.conclusion ?? run.conclusion;
    run.completedAt = change.completed_at ?? now.toISOString();
  } else if (change.status !== undefined) {
    run.status = change.status;
    run.conclusion = null;
    run.completedAt = null;
  }
}

function onRun(call: RepositoryCall, handle: (run: SandboxCheckRun) => Answer): Answer {
  const run = call.repository.checkRuns.get(Number(call.parameter('check_run_id')));
  return run === undefined ? notFound : handle(run);
}

function listRuns(call: RepositoryCall, belongs: (run: SandboxCheckRun) => boolean): Answer {
  const { query, world, repository } = call;
  const wanted = (name: string, value: string | number | null) => !query.has(name) || query.get(name) === String(value);
  const found = [...repository.checkRuns.values()]
    .filter(belongs)
    .filter((run) => wanted('check_name', run.name) && wanted('app_id', run.appId) && wanted('status', run.status))
    .toReversed();
  const isLatestOnly = query.get('filter') !== 'all';
  const shown = isLatestOnly
    ? found.filter(
        (run, index) => found.findIndex(({ name, suite }) => name === run.name && suite === run.suite) === index,
      )
    : found;
  return paginate(call, shown, (page, total) => ({
    total_count: total,
    check_runs: page.map((run) => checkRun(world, repository, run)),
  }));
}
