import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Proposal } from '../fixes/propose-term.ts';
import { didYouMean } from '../policy/nearest.ts';
import { visible } from '../reports/text/visible.ts';
import { CheckoutError } from '../repository/checkout.ts';
import { registryIds } from '../types/registry-id.ts';
import type { Report } from '../types/report.ts';
import { type Arguments, oneOf, parseArguments } from './arguments.ts';
import { auditFolder } from './audit-folder.ts';
import { type Command, exitCodes, Misuse, type Option } from './command.ts';
import { writeFixes } from './fix-files.ts';
import { OutputError } from './output.ts';
import { ownerOf, policyPath } from './policy.ts';
import type { Surroundings } from './surroundings.ts';

const options: readonly Option[] = [
  { name: 'reason', value: 'TEXT', help: 'why it may stay' },
  { name: 'until', value: 'DAY', help: 'its last day, as YYYY-MM-DD: then it comes up again' },
  { name: 'by', value: 'LOGIN', help: 'who accepts it, by GitHub login (default: GITHUB_ACTOR)' },
  { name: 'registry', value: 'ID', help: 'of this registry only: npm, pypi, crates.io …' },
  { name: 'dry-run', value: null, help: 'print the difference, and write nothing' },
];

export const accept: Command = {
  name: 'accept',
  summary: 'Accept the findings of a control for a while, in the policy file',
  operands: 'CONTROL [PATH]',
  about: [
    'Adds an exemption to .github/mintmark.yml of PATH, the folder of the repository; the current one without it. Whatever',
    'else stands in the file stays as it is. The exemption names the findings that files show now, and accepts no other one.',
    'It counts once it is on the default branch. An organisation may limit how long it lasts.',
    'Exit codes: 0 done; 2 wrong use; 3 something could not be read or written, or the entry would not count.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 2);
    const [control, path = '.'] = typed.operands;
    const engine = await around.engine();
    const known = engine.controls.map(({ id }) => id);
    if (control === undefined) throw new Misuse('say which control: `mintmark controls` lists them');
    if (!known.includes(control))
      throw new Misuse(`there is no control ${JSON.stringify(control)}${didYouMean(control, known)}`);
    const wanted = wantedOf(control, typed, around);
    const folder = resolve(around.folder, path);
    try {
      const { report } = await auditFolder(folder, { controls: [control], engine, around, asking: null });
      return await write({ ...wanted, evidence: await evidenceFor(wanted, report) }, folder, typed, around);
    } catch (error) {
      if (!(error instanceof CheckoutError || error instanceof OutputError)) throw error;
      around.stderr.write(`mintmark: ${error.message}\n`);
      return exitCodes.unreadable;
    }
  },
};

type Exemption = Extract<Proposal, { what: 'accept' }>;

function wantedOf(control: string, typed: Arguments, { environment }: Surroundings): Exemption {
  const needed = (name: string, otherwise?: string) => {
    const value = typed.value(name) ?? otherwise;
    if (value === undefined) throw new Misuse(`--${name} is missing: an exemption says why, by whom and until when`);
    return value;
  };
  const reason = needed('reason');
  if (reason === 'TODO') throw new Misuse('--reason has to say why this may stay');
  const registry = typed.value('registry');
  return {
    what: 'accept',
    control,
    registry: registry === null ? null : oneOf('registry', registry, registryIds),
    reason,
    by: needed('by', environment['GITHUB_ACTOR']),
    until: needed('until'),
    evidence: [],
  };
}

async function evidenceFor({ registry }: Exemption, { findings }: Report): Promise<readonly string[]> {
  const { evidenceOf } = await import('../policy/term-words.ts');
  const meant = findings.filter((finding) => registry === null || finding.registry === registry);
  return [...new Set(meant.map(({ fingerprint }) => evidenceOf(fingerprint)))].toSorted();
}

async function write(exemption: Exemption, folder: string, typed: Arguments, around: Surroundings) {
  const { control, until, evidence } = exemption;
  const engine = await around.engine();
  const files = engine.openCheckout(folder);
  const seen = files.read(policyPath);
  if (seen.state === 'unreadable') throw new OutputError(policyPath, seen.reason);
  const [{ proposeTerm }, { unifiedDiff }] = await Promise.all([
    import('../fixes/propose-term.ts'),
    import('../fixes/diff.ts'),
  ]);
  const file = proposeTerm(
    {
      path: policyPath,
      text: seen.state === 'seen' ? seen.value : null,
      owner: ownerOf(engine.subjectOf(folder).repository),
    },
    exemption,
    { today: around.today(), controls: engine.controls.map(({ id }) => id) },
  );
  if ('state' in file) throw new OutputError(policyPath, visible(file.detail));
  if (typed.has('dry-run')) {
    around.stdout.write(unifiedDiff([file]));
    return exitCodes.done;
  }
  writeFixes(realpathSync(folder), [file]);
  around.stdout.write(`${policyPath}: ${control} is accepted until ${until}, once it is on the default branch.\n`);
  around.stdout.write(`${coverage(evidence)}\n`);
  return exitCodes.done;
}

function coverage(evidence: readonly string[]): string {
  if (evidence.length === 0)
    return 'Files show no finding of it now, so the exemption names none: it accepts every finding of the control.';
  const what =
    evidence.length === 1 ? 'the finding that files show' : `the ${evidence.length} findings that files show`;
  return `It names ${what} now, and accepts no other one.`;
}
