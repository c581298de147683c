import { type AuditOptions, type AuditWithFixes, auditWithFixes } from '../audit/audit.ts';
import type { Fix } from '../controls/control.ts';
import type { PinnedCommit } from '../github/action-commits.ts';
import { parsedOnce } from '../publishing/parsed.ts';
import type { FixedFile } from '../types/fix-offer.ts';
import type { ReportFinding } from '../types/report.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import { applyEdits } from './apply.ts';
import { objection } from './compare-reports.ts';
import { unifiedDiff } from './diff.ts';
import { type Refused, refused } from './edited.ts';
import type { FixInput, FixOutcome, TriedFixes } from './offer.ts';
import { overlay } from './overlay.ts';
import { type Pins, pinKey, wantedPins } from './pins.ts';

/** Fixes that are tried for one repository: each is an audit. */
export const mostTried = 40;

/** In large repositories fewer are, since an audit takes the longer the more ways to publish there are. */
function mostOf({ report }: State): number {
  return Math.min(mostTried, Math.max(fewestTried, Math.floor(1200 / Math.max(1, report.publications.length))));
}

const fewestTried = 5;

/**
 * Audits a repository, and tries each fix by itself: its edits are made in memory and the repository is audited again. A
 * fix is clean where its finding is gone, or only waits for what the fix says that settles it, and nothing else got worse;
 * every other is refused, with the reason.
 *
 * @param wanted fingerprints of the findings to try; all by default
 */
export async function tryFixes(input: FixInput, wanted?: readonly string[]): Promise<TriedFixes> {
  const setting = settingOf(input);
  const start = await auditOf(setting, input.files);
  const { chosen, left } = choose(start, (finding) => wanted?.includes(finding.fingerprint) ?? true);
  const pins = await pinSource(input)(fixesFor(start, chosen));
  const outcomes: FixOutcome[] = [];
  for (const [index, finding] of chosen.entries()) {
    if (input.mayGoOn?.() === false) return { report: start.report, outcomes, left: left + chosen.length - index };
    outcomes.push((await attempt(setting, start, finding, pins)).outcome);
  }
  return { report: start.report, outcomes, left };
}

export interface TriedTogether extends TriedFixes {
  /** The files after all fixes that are clean. */
  readonly files: readonly FixedFile[];
}

/**
 * The same, one after another: each fix is tried on what those before it have left, and outcomes hold what each adds. A
 * finding that is gone with another has no outcome of its own.
 */
export async function tryTogether(
  input: FixInput,
  wants: (finding: ReportFinding, fix: Fix) => boolean,
): Promise<TriedTogether> {
  const setting = settingOf(input);
  const start = await auditOf(setting, input.files);
  const { chosen, left } = choose(start, wants);
  const pinsOf = pinSource(input);
  await pinsOf(fixesFor(start, chosen));
  const outcomes: FixOutcome[] = [];
  let state = start;
  let untried = left;
  for (const [index, { fingerprint }] of pinsLast(start, chosen).entries()) {
    if (input.mayGoOn?.() === false) {
      untried += chosen.length - index;
      break;
    }
    const finding = state.report.findings.find((each) => each.fingerprint === fingerprint);
    if (finding === undefined) continue;
    const { outcome, next } = await attempt(setting, state, finding, await pinsOf(fixesFor(state, [finding])));
    outcomes.push(outcome);
    state = next ?? state;
  }
  return { report: start.report, outcomes, left: untried, files: combined(input.files, outcomes) };
}

type Setting = Omit<AuditOptions, 'files' | 'controls'>;

/** What registries answered, and what was parsed, holds for every audit of the run. */
function settingOf({ files: _files, pins: _pins, mayGoOn: _mayGoOn, askRegistries, ...setting }: FixInput): Setting {
  const all = { ...setting, parsed: parsedOnce() };
  if (askRegistries === undefined) return all;
  let answered: ReturnType<typeof askRegistries> | undefined;
  return { ...all, askRegistries: (map) => (answered ??= askRegistries(map)) };
}

interface State extends AuditWithFixes {
  readonly files: RepositoryFiles;
}

async function auditOf(setting: Setting, files: RepositoryFiles): Promise<State> {
  return { ...(await auditWithFixes({ ...setting, files })), files };
}

function choose(
  state: State,
  wants: (finding: ReportFinding, fix: Fix) => boolean,
): { readonly chosen: readonly ReportFinding[]; readonly left: number } {
  const { report, fixes } = state;
  const most = mostOf(state);
  const fixable = report.findings.filter((finding) => {
    const fix = fixes.get(finding.fingerprint);
    return fix !== undefined && wants(finding, fix);
  });
  return { chosen: fixable.slice(0, most), left: Math.max(0, fixable.length - most) };
}

/** Looks up what fixes want, and asks for nothing twice. */
function pinSource({ pins }: FixInput): (fixes: readonly Fix[]) => Promise<Pins> {
  if (typeof pins !== 'function') return () => Promise.resolve(pins);
  const known = new Map<string, PinnedCommit | null>();
  const asked = new Set<string>();
  return async (fixes) => {
    const wanted = wantedPins(fixes).filter((pin) => !asked.has(pinKey(pin)));
    for (const pin of wanted) asked.add(pinKey(pin));
    if (wanted.length > 0) for (const [key, commit] of await pins(wanted)) known.set(key, commit);
    return known;
  };
}

function fixesFor({ fixes }: State, chosen: readonly ReportFinding[]): readonly Fix[] {
  return chosen.flatMap(({ fingerprint }) => fixes.get(fingerprint) ?? []);
}

/** What is pinned can be raised by no other fix any more. */
function pinsLast(state: State, chosen: readonly ReportFinding[]): readonly ReportFinding[] {
  const pins = (finding: ReportFinding) => wantedPins(fixesFor(state, [finding])).length > 0;
  return [...chosen.filter((finding) => !pins(finding)), ...chosen.filter(pins)];
}

interface Attempt {
  readonly outcome: FixOutcome;
  /** What the repository is like with the fix; null where it is refused. */
  readonly next: State | null;
}

async function attempt(setting: Setting, state: State, finding: ReportFinding, pins: Pins): Promise<Attempt> {
  const { fingerprint, control } = finding;
  const fix = state.fixes.get(fingerprint);
  const refusal = (why: Refused): Attempt => ({ outcome: { ...why, finding }, next: null });
  if (fix === undefined) return refusal(refused('not-applicable', 'no edit is known for it any more'));
  const applied = applyEdits(state.files, fix.edits, pins);
  if (applied.state === 'refused') return refusal(applied);
  const next = await auditOf(setting, overlay(state.files, applied.files));
  const worse = objection(state.report, next.report, finding, fix.settledBy);
  if (worse !== null) return refusal(worse);
  const there = new Set(next.report.findings.map((each) => each.fingerprint));
  const offer = {
    fingerprint,
    control,
    safety: fix.safety,
    title: fix.title,
    first: fix.first ?? [],
    also: state.report.findings
      .map((each) => each.fingerprint)
      .filter((each) => each !== fingerprint && !there.has(each)),
    files: applied.files,
    diff: unifiedDiff(applied.files),
    ...(fix.settledBy === undefined || !there.has(fingerprint) ? {} : { settledBy: fix.settledBy }),
  };
  return { outcome: { state: 'clean', finding, offer }, next };
}

/** Each file as it was and as the last fix leaves it. */
function combined(files: RepositoryFiles, outcomes: readonly FixOutcome[]): readonly FixedFile[] {
  const last = new Map<string, string>();
  for (const outcome of outcomes)
    if (outcome.state === 'clean') for (const { path, after } of outcome.offer.files) last.set(path, after);
  return [...last]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, after]) => {
      const seen = files.read(path);
      return { path, before: seen.state === 'seen' ? seen.value : null, after };
    });
}
