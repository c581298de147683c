// `npm run fix-corpus`: tries every fix over real repositories, and counts what came of it. `-- --misses` lists each
// fix that was refused, `-- --floor 0.9` fails below that share, `-- --only NAME` takes one repository, and `-- FOLDER`
// takes others than ../shared/corpus: a folder, or a .tar.gz of one, of `owner__name`, with the files in `files/` or not.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { applyPatch, parsePatch } from 'diff';
import { CST, Parser, parseDocument } from 'yaml';
import type { FixOutcome, FixRefusal } from '../src/fixes/offer.ts';
import { pinKey, type WantedPin } from '../src/fixes/pins.ts';
import { mostTried, tryFixes } from '../src/fixes/try-fix.ts';
import { defaultPolicy } from '../src/policy/policy.ts';
import { openCheckout } from '../src/repository/checkout.ts';
import type { FixOffer } from '../src/types/fix-offer.ts';
import type { Report, ReportFinding } from '../src/types/report.ts';

const { values: option, positionals } = parseArgs({
  allowPositionals: true,
  options: { misses: { type: 'boolean', default: false }, floor: { type: 'string' }, only: { type: 'string' } },
});
const given = positionals[0] ?? join(import.meta.dirname, '..', '..', 'shared', 'corpus', 'dev.tar.gz');

if (!existsSync(given))
  console.log('There is no corpus beside this checkout (../shared/corpus), so nothing was tried.');
else await measure(given);

interface Row {
  findings: number;
  clean: number;
  safe: number;
  /** Clean, though the finding stays until the next release. */
  waiting: number;
  readonly refused: Map<FixRefusal, number>;
}

async function measure(place: string): Promise<void> {
  const scratch = statSync(place).isFile() ? mkdtempSync(join(tmpdir(), 'mintmark-fixes-')) : null;
  try {
    if (scratch !== null) execFileSync('tar', ['-xzf', place, '-C', scratch]);
    const rows = new Map<string, Row>();
    const misses: string[] = [];
    const again: Again = { files: 0, unreadable: 0, misapplied: 0, comments: 0, lost: 0 };
    for (const { name, folder } of repositoriesIn(scratch ?? place)) {
      if (option.only !== undefined && option.only !== name) continue;
      const { report, outcomes } = await tried(name, folder);
      count(rows, report.findings, outcomes);
      for (const outcome of outcomes) if (outcome.state === 'clean') lookAgain(again, outcome.offer);
      for (const outcome of outcomes) if (outcome.state === 'refused') misses.push(missLine(name, outcome));
    }
    print(rows);
    console.log(
      `Looked at again without the engine: ${again.files} files written, ${again.unreadable} that do not parse, ` +
        `${again.misapplied} diffs that do not apply; ${again.comments} comments on lines of their own, ${again.lost} lost.`,
    );
    if (again.unreadable + again.misapplied + again.lost > 0) process.exitCode = 1;
    if (option.misses) console.log(`\n${misses.join('\n')}`);
  } finally {
    if (scratch !== null) rmSync(scratch, { recursive: true, force: true });
  }
}

interface Again {
  files: number;
  unreadable: number;
  misapplied: number;
  /** On lines of their own. */
  comments: number;
  lost: number;
}

/** What the engine promises, by other means than its own. */
function lookAgain(again: Again, { files, diff }: FixOffer): void {
  const patches = parsePatch(diff);
  for (const { path, before, after } of files) {
    again.files += 1;
    const patch = patches.find(({ newFileName }) => newFileName === `b/${path}`);
    if (patch === undefined || applyPatch(before ?? '', patch) !== after) again.misapplied += 1;
    if (!/\.ya?ml$/.test(path)) continue;
    if (parseDocument(after).errors.length > 0) again.unreadable += 1;
    const left = ownLineComments(after);
    for (const comment of ownLineComments(before ?? '')) {
      again.comments += 1;
      const index = left.indexOf(comment);
      if (index === -1) again.lost += 1;
      else left.splice(index, 1);
    }
  }
}

function ownLineComments(text: string): string[] {
  const comments: string[] = [];
  const visit = (token: unknown): void => {
    if (typeof token !== 'object' || token === null) return;
    const { type, source, offset } = token as Partial<CST.SourceToken>;
    if (type === 'comment' && source !== undefined && offset !== undefined) {
      const start = text.lastIndexOf('\n', offset - 1) + 1;
      if (text.slice(start, offset).trim() === '') comments.push(source);
    }
    for (const inner of Object.values(token)) if (typeof inner === 'object') visit(inner);
  };
  for (const token of new Parser().parse(text)) visit(token);
  return comments;
}

function repositoriesIn(place: string): readonly { readonly name: string; readonly folder: string }[] {
  const names = readdirSync(place).sort();
  const [only = ''] = names;
  if (names.length === 1 && !only.includes('__')) return repositoriesIn(join(place, only));
  return names
    .filter((name) => name.includes('__'))
    .map((name) => {
      const files = join(place, name, 'files');
      return { name, folder: existsSync(files) ? files : join(place, name) };
    });
}

async function tried(name: string, folder: string) {
  const [owner, repository] = name.split('__');
  const input = {
    files: openCheckout(folder),
    subject: { repository: `${owner}/${repository}`, ref: null, commit: null },
    policy: defaultPolicy,
    today: '2026-06-01',
    pins: async (wanted: readonly WantedPin[]) => new Map(wanted.map((pin) => [pinKey(pin), madeUpPin(pin)])),
  };
  const first = await tryFixes(input);
  const outcomes = [...first.outcomes];
  const seen = new Set(outcomes.map(({ finding }) => finding.fingerprint));
  const rest = first.report.findings.filter(
    ({ remediation, fingerprint }) => remediation.fixable && !seen.has(fingerprint),
  );
  for (let start = 0; start < rest.length; start += mostTried) {
    const batch = rest.slice(start, start + mostTried).map(({ fingerprint }) => fingerprint);
    outcomes.push(...(await tryFixes(input, batch)).outcomes);
  }
  return { report: first.report, outcomes };
}

/** Nobody is asked here: a commit that is made from the name stands for the real one. */
function madeUpPin(pin: WantedPin) {
  return { commit: createHash('sha1').update(pinKey(pin)).digest('hex'), version: pin.ref };
}

function count(rows: Map<string, Row>, findings: Report['findings'], outcomes: readonly FixOutcome[]): void {
  for (const { control } of findings) rowOf(rows, control).findings += 1;
  for (const outcome of outcomes) {
    const row = rowOf(rows, outcome.finding.control);
    if (outcome.state === 'clean') {
      row.clean += 1;
      if (outcome.offer.safety === 'safe') row.safe += 1;
      if (outcome.offer.settledBy !== undefined) row.waiting += 1;
    } else row.refused.set(outcome.why, (row.refused.get(outcome.why) ?? 0) + 1);
  }
}

function rowOf(rows: Map<string, Row>, control: string): Row {
  const row = rows.get(control) ?? { findings: 0, clean: 0, safe: 0, waiting: 0, refused: new Map() };
  rows.set(control, row);
  return row;
}

function print(rows: ReadonlyMap<string, Row>): void {
  console.log('Every fix over the corpus, tried in memory. Commits are made up: what is measured is the edits.\n');
  const reasons = ['not-applicable', 'no-commit', 'broken', 'comment-lost', 'still-there', 'something-new'] as const;
  const heads = ['findings', 'with a fix', 'clean', '(safe)', ...reasons];
  console.log(`${'control'.padEnd(26)}${heads.map(cell).join('')}`);
  const sum = { findings: 0, clean: 0, safe: 0, waiting: 0, refused: new Map<FixRefusal, number>() };
  for (const [control, row] of [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(lineOf(control, row));
    sum.findings += row.findings;
    sum.clean += row.clean;
    sum.safe += row.safe;
    sum.waiting += row.waiting;
    for (const [why, times] of row.refused) sum.refused.set(why, (sum.refused.get(why) ?? 0) + times);
  }
  console.log(lineOf('all', sum));
  const fixable = sum.clean + refusedIn(sum);
  const share = fixable === 0 ? 1 : sum.clean / fixable;
  console.log(`\n${sum.clean} of ${fixable} fixable findings end clean: ${(share * 100).toFixed(1)} %.`);
  console.log(
    `Clean is a finding that is gone after its fix, with nothing new or graver; ${sum.waiting} of them only wait for the next release, which the files let carry provenance then.`,
  );
  if (option.floor === undefined || share >= Number(option.floor)) return;
  console.log(
    `That is below the floor of ${Number(option.floor) * 100} %. See what was refused: npm run fix-corpus -- --misses`,
  );
  process.exitCode = 1;

  function lineOf(name: string, row: Row): string {
    const figures = [row.findings, row.clean + refusedIn(row), row.clean, row.safe];
    return `${name.padEnd(26)}${[...figures, ...reasons.map((why) => row.refused.get(why) ?? 0)].map(cell).join('')}`;
  }
}

function refusedIn({ refused }: Row): number {
  return [...refused.values()].reduce((total, times) => total + times, 0);
}

function cell(value: string | number): string {
  return `  ${value === 0 ? '-' : value}`.padStart(Math.max(9, String(value).length + 2));
}

function missLine(name: string, { finding, why, detail }: Extract<FixOutcome, { readonly state: 'refused' }>): string {
  return `${name}  ${finding.control}  ${placeOf(finding)}  ${why}: ${detail}`;
}

function placeOf({ locations: [first] }: ReportFinding): string {
  return first === undefined ? '-' : `${first.path}:${first.line}`;
}
