import type { PublicationMap } from '../publishing/publication.ts';
import type { Place } from '../types/place.ts';
import type { Word } from '../workflows/shell/index.ts';
import { isLoaded, parseScript, programOf, unwrap } from '../workflows/shell/index.ts';
import type { Evidence } from './control.ts';
import { callersOf, namesHead, type Standpoint, variableNamesHead } from './head-references.ts';
import { actionOf, type LocatedStep, stepsOf, type WorkflowJob } from './located-steps.ts';
import { eventScope, type OutsiderEvent, outsiderEventsOf, type Starter, starterOf } from './outsider-events.ts';
import { wordSet } from './word-set.ts';

/** A job that an outsider's event starts and that fetches the outsider's code. */
export interface HeadCheckout {
  readonly within: WorkflowJob;
  readonly event: OutsiderEvent;
  readonly starter: Exclude<Starter, 'nobody'>;
  /** The checkouts, in order; at least one. */
  readonly checkouts: readonly { readonly at: Place; readonly how: string }[];
}

type Observed = Pick<Evidence, 'map' | 'subject'>;

/** Every place of the workflows where the code of a pull request is checked out with the repository's own rights. */
export function headCheckouts(evidence: Observed): readonly HeadCheckout[] {
  const before = known.get(evidence.map);
  if (before !== undefined) return before;
  const found = search(evidence);
  known.set(evidence.map, found);
  return found;
}

/** Several controls ask, some of them once for each job. */
const known = new WeakMap<PublicationMap, readonly HeadCheckout[]>();

function search(evidence: Observed): readonly HeadCheckout[] {
  return evidence.map.workflows.flatMap((workflow) =>
    workflow.jobs.flatMap((job) => {
      const within = { workflow, job };
      return startsOf(within, evidence).flatMap(({ event, chain }) => headCheckout(within, event, chain, evidence));
    }),
  );
}

interface Start {
  readonly event: OutsiderEvent;
  /** The job, then the jobs that call its workflow, innermost first. */
  readonly chain: readonly WorkflowJob[];
}

/** The outsiders' events that lead to a job, also through the workflows that call its own. */
function startsOf(within: WorkflowJob, evidence: Observed, chain: readonly WorkflowJob[] = []): readonly Start[] {
  if (chain.length > deepestCall || chain.some(({ workflow }) => workflow === within.workflow)) return [];
  const whole = [...chain, within];
  return [
    ...outsiderEventsOf(within.workflow, evidence.map.workflows).map((event) => ({ event, chain: whole })),
    ...callersOf(within.workflow, evidence).flatMap((caller) => startsOf(caller, evidence, whole)),
  ];
}

const deepestCall = 4;

function headCheckout(
  within: WorkflowJob,
  event: OutsiderEvent,
  chain: readonly WorkflowJob[],
  evidence: Observed,
): readonly HeadCheckout[] {
  const scope = eventScope(event.event);
  const found: Found[] = [];
  const fetched: Found[] = [];
  const idle: Found[] = [];
  for (const located of stepsOf(within, evidence)) {
    const starter = starterOf(event.event, {
      jobs: chain,
      steps: [located.top, located.step],
      repository: evidence.subject.repository,
    });
    if (starter === 'nobody') continue;
    const from: Standpoint = { within, located, scope, evidence };
    const how = checkoutInput(located, from);
    if (how !== null) found.push({ at: located.step.uses?.key ?? located.step.at, how, starter });
    for (const act of actsOf(located, from)) {
      if (act.kind === 'fetch') fetched.push({ ...act, starter });
      // what was only fetched is on the disk once something is checked out from it
      if (act.kind === 'switch') idle.push(...fetched.splice(0));
      if (act.kind === 'head') idle.push({ ...act, starter });
      if (act.kind === 'other') found.push(...idle.splice(0));
    }
  }
  if (found.length === 0) return [];
  const starter = found.some((checkout) => checkout.starter === 'outsiders') ? 'outsiders' : 'insiders';
  return [{ within, event, starter, checkouts: found.map(({ at, how }) => ({ at, how })) }];
}

interface Found {
  readonly at: Place;
  readonly how: string;
  readonly starter: Exclude<Starter, 'nobody'>;
}

/** Actions that check code out, and the inputs that say which. */
const checkoutActions: readonly { readonly action: string; readonly inputs: readonly string[] }[] = [
  { action: 'actions/checkout', inputs: ['ref', 'repository'] },
  { action: 'nschloe/action-cached-lfs-checkout', inputs: ['ref', 'repository'] },
  { action: 'taiki-e/checkout-action', inputs: ['ref', 'repository'] },
  { action: 'bullfrogsec/checkout', inputs: ['ref', 'repository'] },
];

/** The input that names the head, as it is written. */
function checkoutInput({ step }: LocatedStep, from: Standpoint): string | null {
  const action = actionOf(step);
  const row = checkoutActions.find((each) => each.action === action?.name);
  if (row === undefined) return null;
  const entry = step.with.find(
    ({ name, value }) => row.inputs.includes(name.toLowerCase()) && namesHead(value.value, from),
  );
  return entry === undefined ? null : `${entry.name}: ${entry.value.value.trim().slice(0, 120)}`;
}

/** What a step does with the code of a pull request: fetch it, check it out, check out what was fetched, or run something. */
type StepAct =
  | { readonly kind: 'fetch' | 'head'; readonly at: Place; readonly how: string }
  | { readonly kind: 'switch' }
  | { readonly kind: 'other' };

/** Commands by which a script gets the code of a pull request. */
const headCommands: readonly (readonly string[])[] = [
  ['gh', 'pr', 'checkout'],
  ['hub', 'pr', 'checkout'],
];

const fetching: ReadonlySet<string> = new Set(['fetch', 'remote']);
const switching: ReadonlySet<string> = wordSet(
  'checkout switch reset merge rebase cherry-pick worktree restore read-tree pull clone apply am',
);

/** Programs that run nothing of what was checked out. */
const inert: ReadonlySet<string> = wordSet('gh git hub echo printf test [ [[ set cd exit true jq grep sleep');

function actsOf({ step, dialect }: LocatedStep, from: Standpoint): readonly StepAct[] {
  if (step.run === null || dialect === null || !isLoaded(dialect)) return [{ kind: 'other' }];
  const { value, at } = step.run.value;
  return parseScript(value, dialect)
    .commands.flatMap((command) => unwrap(command))
    .flatMap((command): readonly StepAct[] => {
      const [program, ...rest] = [programOf(command), ...command.words.slice(1).map(textOf)];
      const line = at.line + command.line;
      const place = { ...at, line, endLine: line + command.endLine - command.line };
      const how = [program, ...rest].join(' ').slice(0, 120);
      if (headCommands.some((words) => words.every((word, index) => [program, ...rest][index] === word)))
        return [{ kind: 'head', at: place, how }];
      if (program !== 'git' && program !== 'hub') return inert.has(program ?? '') ? [] : [{ kind: 'other' }];
      const subcommand = subcommandOf(rest);
      const names = command.words.slice(1).some((word) => wordNamesHead(word, from));
      if (names && fetching.has(subcommand)) return [{ kind: 'fetch', at: place, how }];
      if (!switching.has(subcommand)) return [];
      return names ? [{ kind: 'head', at: place, how }] : [{ kind: 'switch' }];
    });
}

/** The first word of a git command that is neither a flag nor the value of one. */
function subcommandOf(words: readonly string[]): string {
  let position = 0;
  while (words[position]?.startsWith('-'))
    position += ['-C', '-c', '--git-dir', '--work-tree'].includes(words[position] ?? '') ? 2 : 1;
  return words[position] ?? '';
}

function wordNamesHead(word: Word, from: Standpoint): boolean {
  if (namesHead(textOf(word), from)) return true;
  return word.some((part) => part.kind === 'variable' && variableNamesHead(part.name, from));
}

/** A word as it is written; a variable keeps its `$`. */
function textOf(word: Word): string {
  return word
    .map((part) => {
      if (part.kind === 'text') return part.text;
      return part.kind === 'expression' ? `\${{ ${part.expression} }}` : part.source;
    })
    .join('');
}
