import type { Severity } from '../types/severity.ts';
import type { Reference } from '../types/values.ts';

/** A value of the `github` context that somebody without write access chooses. */
interface OutsiderContext {
  /** Under `github`; `*` for any one name. */
  readonly path: readonly string[];
  /** Events in which it is there, with how grave it is that an outsider chooses it. */
  readonly events: Readonly<Record<string, Severity>>;
}

/** Without secrets and with a token that only reads, when it comes from a fork. */
const pulls = { pull_request_target: 'critical', pull_request: 'medium' } as const;
const pullEvents = { ...pulls, pull_request_review: 'medium', pull_request_review_comment: 'medium' } as const;
const runs = { workflow_run: 'critical' } as const;
/** A merged commit was read by somebody before. */
const pushes = { push: 'high' } as const;

/** https://docs.github.com/en/actions/concepts/security/script-injections and the payloads of the events. */
const outsiderContexts: readonly OutsiderContext[] = [
  ...contexts('event.issue', ['title', 'body'], { issues: 'critical', issue_comment: 'critical' }),
  ...contexts('event.comment', ['body'], {
    issue_comment: 'critical',
    discussion_comment: 'critical',
    commit_comment: 'critical',
    pull_request_review_comment: 'medium',
  }),
  ...contexts('event.discussion', ['title', 'body'], { discussion: 'critical', discussion_comment: 'critical' }),
  ...contexts(
    'event.pull_request',
    ['title', 'body', 'head.ref', 'head.label', 'head.repo.default_branch'],
    pullEvents,
  ),
  ...contexts('event.review', ['body'], { pull_request_review: 'medium' }),
  ...contexts('event.pages.*', ['page_name'], { gollum: 'critical' }),
  ...contexts('event.commits.*', ['message', 'author.email', 'author.name'], pushes),
  ...contexts(
    'event.head_commit',
    ['message', 'author.email', 'author.name', 'committer.email', 'committer.name'],
    pushes,
  ),
  ...contexts('event.workflow_run', ['head_branch', 'display_title', 'head_repository.description'], runs),
  ...contexts('event.workflow_run.head_commit', ['message', 'author.email', 'author.name'], runs),
  ...contexts('event.workflow_run.pull_requests.*', ['head.ref'], runs),
  ...contexts('', ['head_ref'], pulls),
];

/** How grave it is that a reference lands in a script; null where no outsider chooses it in these events. */
export function outsiderSeverity({ context, path }: Reference, events: readonly string[]): Severity | null {
  if (context !== 'github') return null;
  const row = outsiderContexts.find(
    (each) =>
      each.path.length === path.length && each.path.every((name, index) => name === '*' || sameName(name, path[index])),
  );
  const found = events.flatMap((event) => row?.events[event] ?? []);
  return (['critical', 'high', 'medium', 'low'] as const).find((severity) => found.includes(severity)) ?? null;
}

/** What people with write access choose: names of branches and tags, texts of releases, inputs of a dispatched run. */
const insiderPaths: readonly (readonly string[])[] = [
  ['ref'],
  ['ref_name'],
  ['base_ref'],
  ['event', 'ref'],
  ['event', 'base_ref'],
  ['event', 'inputs', '*'],
  ['event', 'release', 'tag_name'],
  ['event', 'release', 'name'],
  ['event', 'release', 'body'],
  ['event', 'release', 'target_commitish'],
  ['event', 'client_payload', '*'],
];

/** Outputs that can hold nothing but a number, a hash or a yes or no. */
const plainOutputs =
  /^(?:cache-hit|digest|imageid|artifact-id|artifact-digest|attestation-id|exit-?code|conclusion|outcome|sha)$/i;

/** Whether a text that somebody with write access, or an earlier step, chooses flows in. */
export function isChosenInside({ context, path }: Reference): boolean {
  if (context === 'inputs') return true;
  if (context === 'steps' || context === 'needs')
    return path.at(-2)?.toLowerCase() === 'outputs' && !plainOutputs.test(path.at(-1) ?? '');
  if (context !== 'github') return false;
  return insiderPaths.some(
    (start) =>
      start.every((name, index) => name === '*' || sameName(name, path[index])) &&
      (start.at(-1) === '*' || start.length === path.length),
  );
}

function contexts(
  parent: string,
  names: readonly string[],
  events: Readonly<Record<string, Severity>>,
): readonly OutsiderContext[] {
  return names.map((name) => ({ path: [...parent.split('.'), ...name.split('.')].filter(Boolean), events }));
}

/** `*` in the reference is a name that is not known. */
function sameName(name: string, other: string | undefined): boolean {
  return other !== undefined && (other === '*' || other.toLowerCase() === name);
}
