import { resolve } from 'node:path';
import type { SigningPlace } from '../provenance/sign-statement.ts';
import type { AuditStatement } from '../reports/in-toto/index.ts';
import { jsonText } from '../reports/text/json-text.ts';
import { visible } from '../reports/text/visible.ts';
import { type Arguments, parseArguments } from './arguments.ts';
import { isToldInOneLine, policyTextIn } from './audit.ts';
import { auditFolder } from './audit-folder.ts';
import { type Command, type ExitCode, exitCodes, Misuse, type Option } from './command.ts';
import { NoToken, type RunIdentity, runIdentity } from './identity-token.ts';
import { put } from './output.ts';
import { statementOf } from './statement.ts';
import type { Surroundings } from './surroundings.ts';

const options: readonly Option[] = [
  { name: 'output', value: 'FILE', help: 'write the Sigstore bundle to a file instead of standard output' },
  { name: 'offline', value: null, help: 'read files only: ask neither registries nor GitHub for the audit' },
  { name: 'fulcio-url', value: 'URL', help: 'the certificate authority of a Sigstore of your own, with --rekor-url' },
  { name: 'rekor-url', value: 'URL', help: 'the transparency log of a Sigstore of your own' },
];

export const attest: Command = {
  name: 'attest',
  summary: 'Sign what an audit states of this commit, in GitHub Actions',
  operands: '[PATH]',
  about: [
    'Audits the folder and signs the in-toto statement of it through Sigstore, as the run of GitHub Actions that this is a part of. The job needs `id-token: write`, and the folder has to hold the commit that the run is on.',
    "The signature is written into Sigstore's public log for good, with the names of repository and workflow: a repository that is not public is refused, unless you name a Sigstore of your own.",
    'Exit codes: 0 signed; 2 wrong use, or no job of GitHub Actions; 3 something could not be read, signed or written.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 1);
    const place = placeOf(typed);
    const folder = resolve(around.folder, typed.operands[0] ?? '.');
    try {
      const run = await runIdentity(around);
      if (place.fulcio === undefined && run.visibility !== 'public')
        throw new Misuse(
          'the repository is not public, and its name would stand in a public log for good: name a Sigstore of your own (--fulcio-url, --rekor-url)',
        );
      const statement = await audited(folder, typed.has('offline'), around);
      const problem = mismatch(statement, run);
      if (problem !== null) throw new Misuse(problem);
      const { signStatement } = await import('../provenance/sign-statement.ts');
      const signed = await signStatement(statement, run.token, place);
      if (signed.state === 'refused') return unreadable(`Sigstore did not sign it: ${signed.reason}`, around);
      put(jsonText(signed.bundle), typed.value('output'), around);
      return exitCodes.done;
    } catch (error) {
      if (!(error instanceof NoToken) && !isToldInOneLine(error)) throw error;
      return unreadable(error.message, around);
    }
  },
};

function unreadable(reason: string, { stderr }: Surroundings): ExitCode {
  stderr.write(`mintmark: ${visible(reason)}\n`);
  return exitCodes.unreadable;
}

/** Both are of one instance, or neither is named. */
function placeOf(typed: Arguments): SigningPlace {
  const [fulcio, rekor] = [typed.value('fulcio-url'), typed.value('rekor-url')];
  if (fulcio === null && rekor === null) return {};
  if (fulcio === null || rekor === null)
    throw new Misuse('--fulcio-url and --rekor-url belong together: they are of one Sigstore');
  for (const [name, url] of [
    ['fulcio-url', fulcio],
    ['rekor-url', rekor],
  ] as const)
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
      throw new Misuse(`--${name} is no address: ${JSON.stringify(url)}`);
  return { fulcio, rekor };
}

async function audited(folder: string, offline: boolean, around: Surroundings): Promise<AuditStatement> {
  const engine = await around.engine();
  const asking = offline ? null : { record: null, replay: null };
  const { report, notes, now } = await auditFolder(folder, { controls: null, engine, around, asking });
  for (const note of notes) around.stderr.write(`${visible(note)}\n`);
  return statementOf(report, { now, offline, policyText: () => policyTextIn(folder, engine) });
}

/** The certificate names repository and commit of the run; a statement about others would not verify. */
function mismatch({ subject: [{ name, digest }] }: AuditStatement, run: RunIdentity): string | null {
  const home = `git+https://github.com/${run.repository}`;
  if (name.toLowerCase() !== home.toLowerCase())
    return `the run is one of ${run.repository}, and the folder holds ${name.slice('git+https://github.com/'.length)}: only a repository itself can sign its audit`;
  if (digest.gitCommit !== run.commit)
    return `the run is on the commit ${run.commit}, and the folder holds ${digest.gitCommit}: check out the commit of the run`;
  return null;
}
