import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ActionItem, readAfterAction } from '../../exercises/index.ts';
import { unifiedDiff } from '../../fixes/diff.ts';
import { type PolicyBefore, proposeTerm } from '../../fixes/propose-term.ts';
import { readPolicy } from '../../policy/read-policy.ts';
import { visible } from '../../reports/text/visible.ts';
import { count } from '../../reports/text/words.ts';
import type { FixedFile } from '../../types/fix-offer.ts';
import type { Arguments } from '../arguments.ts';
import { type ExitCode, exitCodes, Misuse } from '../command.ts';
import { writeFixes } from '../fix-files.ts';
import { OutputError } from '../output.ts';
import { ownerOf, policyPath } from '../policy.ts';
import type { Surroundings } from '../surroundings.ts';
import { InputError, textOf } from '../verify-files.ts';

const mostBytes = 256 * 1024;

/**
 * Writes the rows of a filled-in after-action table into the policy file, everything else in it as it was.
 *
 * @throws Misuse, CheckoutError, InputError, OutputError
 */
export async function record(file: string, typed: Arguments, around: Surroundings): Promise<ExitCode> {
  const [path = '.', second] = typed.operands;
  if (second !== undefined) throw new Misuse('--record writes into the policy file of one repository: name one PATH');
  const { items, open, mistakes } = readAfterAction(await textOf(resolve(around.folder, file), mostBytes));
  const [mistake] = mistakes;
  if (mistake !== undefined) throw new InputError(file, `line ${mistake.line}: ${visible(mistake.says)}`);
  for (const { line, says } of open) around.stderr.write(`${file}:${line}: left out, ${visible(says)}\n`);
  const folder = resolve(around.folder, path);
  const { fixed, added, known } = await proposed(items, folder, around);
  if (fixed === null) {
    around.stdout.write(`${policyPath}: nothing to add${known === 0 ? '' : ', every entry stands in it already'}.\n`);
    return exitCodes.done;
  }
  if (typed.has('dry-run')) {
    around.stdout.write(unifiedDiff([fixed]));
    return exitCodes.done;
  }
  writeFixes(realpathSync(folder), [fixed]);
  const entries = added === 1 ? '1 entry' : `${added} entries`;
  const before = known === 0 ? '' : `; ${count(known, 'row')} stood in it already`;
  around.stdout.write(
    `${policyPath}: ${entries} added to follow-up${before}. They count once the file is on the default branch.\n`,
  );
  return exitCodes.done;
}

interface Proposed {
  /** Null where nothing is new. */
  readonly fixed: FixedFile | null;
  readonly added: number;
  /** Rows that stand in the file already. */
  readonly known: number;
}

async function proposed(items: readonly ActionItem[], folder: string, around: Surroundings): Promise<Proposed> {
  const engine = await around.engine();
  const seen = engine.openCheckout(folder).read(policyPath);
  if (seen.state === 'unreadable') throw new OutputError(policyPath, seen.reason);
  const text = seen.state === 'seen' ? seen.value : null;
  const owner = ownerOf(engine.subjectOf(folder).repository);
  const context = { today: around.today(), controls: engine.controls.map(({ id }) => id) };
  const standing = new Set(readPolicy(text ?? '', policyPath, context, owner).policy.followUp.map(keyOf));
  const fresh = [...new Map(items.map((item) => [keyOf(item), item])).values()].filter(
    (item) => !standing.has(keyOf(item)),
  );
  let policy: PolicyBefore = { path: policyPath, text, owner };
  for (const { line, ...item } of fresh) {
    const next = proposeTerm(policy, { what: 'follow-up', ...item }, context);
    if ('state' in next) throw new OutputError(policyPath, `the row of line ${line}: ${visible(next.detail)}`);
    policy = { ...policy, text: next.after };
  }
  const known = items.length - fresh.length;
  if (fresh.length === 0 || policy.text === null) return { fixed: null, added: 0, known };
  return { fixed: { path: policyPath, before: text, after: policy.text }, added: fresh.length, known };
}

function keyOf({ do: what, by }: Pick<ActionItem, 'do' | 'by'>): string {
  return JSON.stringify([what, by.toLowerCase()]);
}
