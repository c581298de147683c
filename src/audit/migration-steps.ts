import type { Answer } from '../controls/accepted.ts';
import type { Evidence } from '../controls/control.ts';
import { documentation } from '../controls/documentation.ts';
import { jobName, listed, listedCode } from '../controls/job-words.ts';
import { toolWords } from '../controls/publishing-tool.ts';
import type { Policy } from '../policy/policy.ts';
import { codeWords, commandWord } from '../registries/plain.ts';
import type { Move, Registry } from '../registries/registry.ts';
import { secretsPage } from '../registries/remedy-words.ts';
import type { MigrationStep, MigrationStepId } from '../types/migration.ts';
import type { MovedPackage, MovingForm } from './migration-forms.ts';
import { firstReleaseTasks, missingIn, secretsOf, tokensOf, tokenWords, unsureTool } from './migration-workflows.ts';

export interface Moving {
  readonly registry: Registry;
  readonly move: Move;
  readonly forms: readonly MovingForm[];
  readonly evidence: Evidence;
  readonly policy: Policy;
  /** What the controls found, the project's policy included. */
  readonly answers: readonly Answer[];
}

/** The six steps, each with its state. The first that is not seen to be done is next, and the others wait for it. */
export function migrationSteps(moving: Moving): MigrationStep[] {
  let reached: 'yes' | 'unsure' | 'no' = 'yes';
  return steps.map(({ id, title, look, isProof }) => {
    const seen = look(moving);
    const step = { id, title: title(moving.registry) };
    switch (seen.state) {
      case 'done':
      case 'not-offered':
        return { ...step, state: seen.state, shows: seen.shows, settles: null, tasks: [], links: [] };
      case 'open': {
        const state = reached === 'yes' ? ('next' as const) : ('later' as const);
        reached = 'no';
        const shows = state === 'next' ? seen.shows : null;
        return { ...step, state, shows, settles: null, tasks: [...seen.tasks], links: [...seen.links] };
      }
      case 'hidden': {
        const isReached = reached !== 'no';
        if (isReached && isProof) reached = 'unsure';
        return {
          ...step,
          state: isReached ? ('cannot-tell' as const) : ('later' as const),
          shows: isReached ? seen.shows : null,
          settles: isReached ? seen.settles : null,
          tasks: [...seen.tasks],
          links: [...seen.links],
        };
      }
    }
  });
}

/** What evidence shows of one step by itself. */
type Seen =
  | { readonly state: 'done' | 'not-offered'; readonly shows: string | null }
  | ({ readonly state: 'open'; readonly shows: string | null } & ToDo)
  | ({ readonly state: 'hidden'; readonly shows: string; readonly settles: string | null } & ToDo);

interface ToDo {
  readonly tasks: readonly string[];
  readonly links: readonly string[];
}

interface Step {
  readonly id: MigrationStepId;
  readonly title: (registry: Registry) => string;
  readonly look: (moving: Moving) => Seen;
  /** Nothing may be taken away before it is seen to be done. */
  readonly isProof: boolean;
}

const steps: readonly Step[] = [
  { id: 'ready', title: () => 'Make the workflow ready', look: ready, isProof: false },
  {
    id: 'configure',
    title: ({ title }) => `Make the workflow a trusted publisher on ${title}`,
    look: configured,
    isProof: true,
  },
  { id: 'publish', title: () => 'Publish one release by trusted publishing', look: published, isProof: true },
  { id: 'verify', title: () => 'See that the newest release came that way', look: verified, isProof: true },
  { id: 'refuse', title: ({ title }) => `Let ${title} refuse tokens`, look: refused, isProof: false },
  { id: 'delete', title: () => 'Delete the secret and revoke the token', look: deleted, isProof: false },
];

function ready(moving: Moving): Seen {
  const { forms, registry, evidence, policy } = moving;
  const open = forms.filter(({ packages }) => packages.length === 0 || packages.some(({ isNewest }) => !isNewest));
  const publications = open.flatMap((form) => form.publications);
  if (publications.length === 0) return { state: 'done', shows: 'the newest release came by trusted publishing' };
  const tasks = missingIn(publications, registry, evidence, policy);
  const links = [documentation.permissions];
  if (tasks.length > 0) return { state: 'open', shows: tokenWords(publications, evidence.files), tasks, links };
  const unsure = unsureTool(publications, evidence, policy);
  if (unsure !== null) return { state: 'hidden', shows: unsure.reason, settles: unsure.settles, tasks: [], links: [] };
  const jobs = [...new Set(publications.map(({ site }) => jobName(site)))];
  return { state: 'done', shows: `${listed(jobs)} may ask for an OIDC token` };
}

function configured(moving: Moving): Seen {
  const { move, registry } = moving;
  const until =
    move.shows === 'none'
      ? 'what comes after it can be seen by yourself alone'
      : 'the first release by trusted publishing ticks it';
  const hint = move.shownTo === null ? null : `${registry.title} shows this to ${move.shownTo}: ${until}`;
  const todo = { tasks: [move.open, ...move.notes], links: [move.documentation] };
  const workflows = [...new Set(moving.forms.flatMap(({ values }) => values.workflow ?? []))];
  const takes = `${registry.title} takes the releases${workflows.length === 0 ? '' : ` of ${listedCode(workflows)}`}`;
  const seen = byPackages(moving, ({ state }) => state === 'trusted', takes, todo);
  if (seen.state !== 'open') return seen;
  return { ...seen, shows: [seen.shows, hint].filter((text) => text !== null).join('; ') };
}

function published(moving: Moving): Seen {
  const { forms, registry, move, evidence } = moving;
  const waiting = forms.filter(
    ({ packages }) => packages.length === 0 || packages.some(({ state }) => state !== 'trusted'),
  );
  const tasks = firstReleaseTasks(
    waiting.flatMap(({ publications }) => publications),
    registry,
    move,
    evidence,
  );
  const all = packagesOf(moving);
  const names = [...new Set(all.map(({ name }) => name))];
  const came =
    names.length === 1 && all[0] !== undefined
      ? all[0].says
      : `${listedCode(names)} have releases by trusted publishing`;
  return byPackages(moving, ({ state }) => state === 'trusted', came, { tasks, links: [] });
}

function verified(moving: Moving): Seen {
  const { move, registry } = moving;
  const [name, ...others] = packagesOf(moving).map((each) => commandWord(each.name));
  const only = name === undefined || name === null || others.length > 0 ? '' : ` --package ${name}`;
  const tasks = [
    ...(move.shows === 'none'
      ? []
      : [
          `Run \`mintmark ledger --registry ${registry.id}${only}\`: the release has to stand there as one of this workflow.`,
        ]),
    move.check,
    'Where it came by the token after all, the form of step 2 does not fit: compare it letter by letter, and publish again.',
  ];
  const newest = others.length === 0 ? 'it is the newest release' : 'they are the newest releases';
  return byPackages(moving, ({ isNewest }) => isNewest, newest, { tasks, links: [] });
}

function refused({ registry, move, forms, answers }: Moving): Seen {
  const { refusal } = move;
  if (refusal === null)
    return {
      state: 'not-offered',
      shows: `${registry.title} has no switch that refuses tokens: to delete them is the control there is`,
    };
  const pages = [...new Set(forms.flatMap(({ packages }) => packages.map(({ name }) => refusal.page(name))))];
  const todo = { tasks: [refusal.open], links: pages.length > mostPages ? [move.documentation] : pages };
  return byAnswers(answersOf('tokens-refused', registry, answers), todo);
}

function deleted({ registry, move, forms, answers, evidence }: Moving): Seen {
  const publications = forms.flatMap((form) => form.publications).filter(({ auth }) => auth === 'token');
  const [first] = publications;
  const [form] = forms;
  const secrets = secretsOf(publications);
  const todo = {
    tasks: [
      ...(first === undefined ? [] : [`Take ${tokensOf(publications)} away from ${toolWords(first)}.`]),
      `Delete ${secrets === null ? 'the secret' : secrets} on GitHub, in the environment, the repository and the organization, once nothing else reads it.`,
      move.revocation.open,
    ],
    links: [...(form === undefined ? [] : [secretsPage({ ...form.values, packages: [] })]), move.revocation.page],
  };
  if (first === undefined) {
    const seen = byAnswers(answersOf('leftover-token', registry, answers), todo);
    const known = answersOf('leftover-token', registry, answers).filter(({ verdict }) => verdict === 'fail');
    const tasks = [...new Set(known.flatMap(({ judgement }) => judgement.remediation?.steps ?? []))];
    return seen.state === 'open' && tasks.length > 0 ? { ...seen, tasks: tasks.slice(0, mostTasks) } : seen;
  }
  const shows = tokenWords(publications, evidence.files) ?? `${toolWords(first)} still gets ${tokensOf(publications)}`;
  return { state: 'open', shows, ...todo };
}

/** Done where it is so of every package that the registry has. */
function byPackages(moving: Moving, isDone: (each: MovedPackage) => boolean, shows: string, todo: ToDo): Seen {
  const packages = packagesOf(moving);
  const left = packages.filter((each) => !isDone(each));
  const nameless = namelessPublications(moving);
  const open = left.find(({ settles }) => settles === null);
  const handedOver = tokenWords(nameless, moving.evidence.files);
  if (open !== undefined) return { state: 'open', shows: countedWords(open, left, packages), ...todo };
  if (handedOver !== null) return { state: 'open', shows: handedOver, ...todo };
  const [hidden] = left;
  if (hidden !== undefined)
    return { state: 'hidden', shows: countedWords(hidden, left, packages), settles: hidden.settles, ...todo };
  const [unnamed] = nameless;
  if (unnamed !== undefined)
    return {
      state: 'hidden',
      shows: `files do not tell which packages ${toolWords(unnamed)} in ${jobName(unnamed.site)} publishes`,
      settles: `${moving.registry.title} shows who published the last version of each.`,
      ...todo,
    };
  return { state: 'done', shows };
}

/** What is seen of the first that is left, and how many are not. */
function countedWords(first: MovedPackage, left: readonly MovedPackage[], packages: readonly MovedPackage[]): string {
  const [all, others] = [packages, left].map((some) => new Set(some.map(({ name }) => name)).size) as [number, number];
  return all === 1
    ? first.says
    : `${all - others} of ${all} packages come by trusted publishing; ${codeWords(first.name)}: ${first.says}`;
}

/** Those that the registry has, once for each form; all where it has none of them yet. */
function packagesOf({ forms }: Moving): readonly MovedPackage[] {
  const all = forms.flatMap(({ packages }) => packages);
  const there = all.filter(({ state }) => state !== 'new');
  return there.length > 0 ? there : all;
}

function namelessPublications({ forms }: Moving): MovingForm['publications'] {
  return forms.filter(({ packages }) => packages.length === 0).flatMap(({ publications }) => publications);
}

function answersOf(control: string, { id }: Registry, answers: readonly Answer[]): readonly Answer[] {
  return answers.filter((answer) => answer.control.id === control && answer.judgement.registry === id);
}

/** As a control judged it: what fails is open, and what is accepted or declared counts as done. */
function byAnswers(answers: readonly Answer[], todo: ToDo): Seen {
  const failed = answers.find(({ verdict }) => verdict === 'fail');
  if (failed !== undefined) return { state: 'open', shows: failed.reason, ...todo };
  const unknown = answers.find(({ verdict }) => verdict === 'unknown');
  if (unknown !== undefined) return { state: 'hidden', shows: unknown.reason, settles: unknown.settles, ...todo };
  const settled = answers.find(({ verdict }) => verdict === 'pass' || verdict === 'accepted');
  return settled === undefined
    ? { state: 'hidden', shows: 'it shows once every release comes by trusted publishing', settles: null, ...todo }
    : { state: 'done', shows: settled.reason };
}

/** Pages of so many packages are named one by one. */
const mostPages = 10;

/** What a control says of many secrets is cut here: its findings tell the rest. */
const mostTasks = 8;
