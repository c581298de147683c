import { codeWords } from '../registries/plain.ts';
import type { ReportPublication } from '../types/report.ts';
import type { BoundChange, Break } from './binding-breaks.ts';
import { fileOf } from './binding-publisher.ts';
import { fileWords, keepTheOld, packageWords, provedWords, publisherFirst, stepOf, valuesOf } from './binding-words.ts';

/** What becomes of the workflow that the registry compares, told once: by the first that knows. */
export function workflowBreak(change: BoundChange): Break | null {
  return unfitReusable(change) ?? otherWorkflow(change) ?? disputedReusable(change);
}

/** Publishing moves into a reusable workflow from which the registry takes nothing, or promises nothing. */
function unfitReusable(change: BoundChange): Break | null {
  const { from, to, claims, title } = change;
  const rule = claims.called[isElsewhere(to) ? 'elsewhere' : 'here'];
  if (!isNewlyCalled(change) || (rule !== 'refused' && rule !== 'unsupported')) return null;
  const holding = to.binding?.holding ?? '';
  const [before, starter] = [fileWords(from.bound), startersOf(to)];
  const why =
    rule === 'refused'
      ? `${title} takes trusted publishing only from workflows of this repository, so the next release fails`
      : `${title} compares the workflow that the job stands in, refuses the next release where its trusted publisher names ${before}, and does not support reusable workflows there`;
  return {
    kind: 'reusable',
    severity: 'high',
    message: `${packageWords(to.packages)} would be published from the reusable workflow ${nameOf(holding)}${oldPlace(change, before)}: ${why}`,
    steps: [
      `Keep the step that uploads in a job of ${before}, with \`id-token: write\` and its environment. Building may move: hand the files over as an artifact.`,
      rule === 'refused'
        ? `Or copy the reusable workflow into this repository, as a job of ${starter} that uploads, and let the trusted publisher on ${title} name ${starter}.`
        : `Or let a job of ${starter} upload what the reusable workflow has built, and let the trusted publisher on ${title} name ${starter}. One that names ${nameOf(holding)} may work, and ${title} does not promise that it goes on working.`,
    ],
    at: to.binding?.at.call ?? stepOf(to),
  };
}

/** The file that the registry compares is another one. */
function otherWorkflow(change: BoundChange): Break | null {
  const { from, to, known, title, head } = change;
  const after = gainedBy(change);
  if (from.bound.length === 0 || after.length === 0) return null;
  const repository = isElsewhere(to) ? (to.binding?.holding.split('/', 2).join('/') ?? null) : null;
  const names = `${fileWords(after)}${repository === null ? '' : ` of the repository ${codeWords(repository)}`}`;
  const stays = from.bound.filter((name) => to.bound.includes(name));
  const isAdded = stays.length > 0 && repository === null;
  const before = known === null || isAdded ? fileWords(isAdded ? stays : from.bound) : codeWords(known.file);
  const move = isAdded ? `would also be published from ${names}` : `would be published from ${names}`;
  const result =
    known === null
      ? `if the trusted publisher on ${title} names ${before}${isAdded ? ' alone' : ''}, ${title} refuses ${isAdded ? 'what comes from there' : 'the next release'}`
      : `${title} refuses ${isAdded ? 'what comes from there' : 'the next release'} unless a trusted publisher names ${names}`;
  return {
    kind: 'workflow',
    severity: isAdded ? 'medium' : 'high',
    message: `${packageWords(to.packages)} ${move}${isAdded ? '' : oldPlace(change, before)}: ${result}`,
    steps: [
      isAdded ? `Publish from ${before} alone.` : `Keep the name: publish from ${before}, as before this change.`,
      publisherFirst(to, valuesOf(to, after), head),
      keepTheOld(to),
      ...(repository === null ? [] : [`Name the repository of the workflow there as well: ${codeWords(repository)}.`]),
    ],
    at: (isCalled(to) && isNewlyCalled(change) ? to.binding?.at.call : null) ?? stepOf(to),
  };
}

/** The names that are compared from now on, and were neither in the files before nor in the last release. */
function gainedBy({ from, to, known, claims }: BoundChange): readonly string[] {
  const moved = isElsewhere(to) && !isElsewhere(from) && claims.called.elsewhere === 'with-repository';
  return to.bound.filter((name) => moved || (!from.bound.includes(name) && name !== known?.file));
}

/** Sources do not agree on which of the two files counts; only a release that came this way settles it. */
function disputedReusable(change: BoundChange): Break | null {
  const { to, known, claims, title, head } = change;
  const rule = claims.called[isElsewhere(to) ? 'elsewhere' : 'here'];
  if (rule !== 'disputed' || !isNewlyCalled(change) || hasComeThisWay(change)) return null;
  const holding = to.binding?.holding ?? '';
  const [called, starter] = [nameOf(holding), startersOf(to)];
  const ledger =
    known === null
      ? 'no release that was seen settles it'
      : `the last release, ${codeWords(known.row.version)}, came from ${codeWords(known.file)} itself and does not settle it`;
  return {
    kind: 'reusable',
    severity: 'low',
    message: `${packageWords(to.packages)} would be published from the reusable workflow ${called}, which ${starter} calls: ${title} documents that it compares the calling workflow, and then nothing breaks; maintainers have seen it compare the called one, and then the next release fails; ${ledger}`,
    steps: [
      `To be sure, keep the step that publishes in ${starter}.`,
      publisherFirst(to, valuesOf(to, [fileOf(holding)]), head, 'enter a second trusted publisher'),
    ],
    ...(claims.disputedBy === undefined ? {} : { links: [...claims.sources, claims.disputedBy] }),
    at: to.binding?.at.call ?? stepOf(to),
  };
}

/** Has a release been accepted that was started by the same workflow and built in the same one? */
function hasComeThisWay({ to, known, head }: BoundChange): boolean {
  const { started = [], holding = '' } = to.binding ?? {};
  if (known?.row.holding === undefined) return false;
  const repository = known.row.repository ?? head.subject.repository ?? '';
  const whole = isElsewhere(to) ? holding : `${repository}/${holding}`;
  return started.includes(known.workflow) && known.row.holding.toLowerCase() === whole.toLowerCase();
}

/** ``and no longer from `release.yml`, from which …``. */
function oldPlace({ known }: BoundChange, before: string): string {
  return ` and no longer from ${before}${known === null ? '' : provedWords(known)}`;
}

/** Publishing stands in a reusable workflow, and stood elsewhere before. */
function isNewlyCalled({ from, to }: BoundChange): boolean {
  return isCalled(to) && from.binding?.holding !== to.binding?.holding;
}

function isCalled({ binding }: ReportPublication): boolean {
  return binding !== null && !binding.started.includes(binding.holding);
}

/** In a workflow of another repository. */
function isElsewhere({ binding }: ReportPublication): boolean {
  return binding !== null && !binding.holding.startsWith('.github/');
}

/** A workflow of this repository by its file, one of another by all of its name. */
function nameOf(holding: string): string {
  return codeWords(holding.startsWith('.github/') ? fileOf(holding) : holding);
}

function startersOf({ binding }: ReportPublication): string {
  return fileWords((binding?.started ?? []).map(fileOf));
}
