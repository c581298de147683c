import { resolve } from 'node:path';
import { mostDocumentBytes, type VerifiedAudit, verifySignedAudit } from '../provenance/index.ts';
import { besideLevel } from '../reports/levels.ts';
import { jsonText } from '../reports/text/json-text.ts';
import { verdicts } from '../types/verdict.ts';
import { oneOf, parseArguments } from './arguments.ts';
import { type Command, exitCodes, Misuse, type Option } from './command.ts';
import { ownRoot, trustIn } from './trust.ts';
import { InputError, textOf } from './verify-files.ts';

const formats = ['terminal', 'json'] as const;

const options: readonly Option[] = [
  { name: 'repository', value: 'OWNER/NAME', help: 'the repository on GitHub that it must be about' },
  { name: 'commit', value: 'SHA', help: 'the full commit that it must be about' },
  { name: 'workflow', value: 'FILE', help: 'the workflow that must have signed it, such as audit.yml' },
  { name: 'trusted-root', value: 'FILE', help: "a trusted_root.json instead of Sigstore's public-good one" },
  { name: 'format', value: 'FORMAT', help: `${formats.join(', ')} (default: terminal)` },
];

export const verifyAudit: Command = {
  name: 'verify-audit',
  summary: 'Verify a signed audit: who signed it, of which commit, and what it states',
  operands: 'FILE',
  about: [
    'FILE is the Sigstore bundle that `mintmark attest` wrote. It holds where a run of the repository itself signed it, at the commit that it is about.',
    'It proves who states the audit, not that the audit is right: whoever may change the workflow can have it sign anything. Name the repository that you mean with --repository.',
    'Exit codes: 0 verified and as expected; 1 not; 2 wrong use; 3 the file or the trusted root could not be read.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 1);
    const format = oneOf('format', typed.value('format') ?? 'terminal', formats);
    const [file] = typed.operands;
    if (file === undefined) throw new Misuse('say which file holds the signed audit');
    try {
      const bundle = parsed(await textOf(resolve(around.folder, file), mostDocumentBytes), file);
      const root = await ownRoot(typed.value('trusted-root'), around);
      const { trust, notes } = await trustIn(root, true, around);
      for (const note of notes) around.stderr.write(`${note}\n`);
      const expected = {
        repository: typed.value('repository'),
        commit: typed.value('commit'),
        workflow: typed.value('workflow'),
      };
      const verified = verifySignedAudit(bundle, expected, trust);
      around.stdout.write(format === 'json' ? jsonText(verified) : text(verified, trust.name));
      return verified.verified ? exitCodes.done : exitCodes.found;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      around.stderr.write(`mintmark: ${error.message}\n`);
      return exitCodes.unreadable;
    }
  },
};

function parsed(content: string, file: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new InputError(file, 'it is not JSON');
  }
}

function text({ verified, failures, subject, signedAt, identity, audit }: VerifiedAudit, root: string): string {
  const of = subject === null ? 'an audit' : `the audit of ${subject.repository} at ${subject.commit}`;
  const facts: readonly (readonly [string, string | null])[] = [
    ['signed by', identity?.repositoryUrl ?? identity?.issuer ?? null],
    ['workflow', identity?.workflow ?? null],
    ['ref', identity?.ref ?? null],
    ['run', identity?.runUrl ?? null],
    ['signed at', signedAt],
    [
      'audited',
      audit === null
        ? null
        : `${audit.auditedAt} by Mintmark ${audit.auditor.version}${audit.offline ? ', files only' : ''}`,
    ],
    ['levels', audit === null ? null : levelWords(audit)],
    ['controls', audit === null ? null : verdictWords(audit)],
    ['findings', audit === null ? null : findingWords(audit)],
  ];
  const lines = [
    `${verified ? 'Verified' : 'NOT verified'}: ${of}`,
    ...failures.map((failure) => `  failed: ${failure}`),
    ...facts.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(10)} ${value}`])),
    '',
    `Trusted root: ${root}`,
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

type Audit = NonNullable<VerifiedAudit['audit']>;

function levelWords({ levels }: Audit): string {
  return Object.entries(levels)
    .map(([track, each]) => `${track} ${each.level}${besideLevel(each)}`)
    .join(', ');
}

function verdictWords({ controls }: Audit): string {
  const counted = verdicts.map(
    (verdict) => [verdict, controls.filter((each) => each.verdict === verdict).length] as const,
  );
  return counted.flatMap(([verdict, number]) => (number === 0 ? [] : [`${number} ${verdict}`])).join(', ') || 'none';
}

function findingWords({ findings }: Audit): string {
  const some = Object.entries(findings).filter(([, number]) => number > 0);
  return some.map(([severity, number]) => `${number} ${severity}`).join(', ') || 'none';
}

/** What others wrote may not move the cursor, colour the terminal, or look like other letters. */
function printable(line: string): string {
  return line.replace(/[^\x20-\x7e]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
