import { isAside } from '../registries/manifests/aside.ts';
import { codeWords } from '../registries/plain.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import { isWorkflowPath } from '../workflows/parse-uses.ts';
import type { Control, Evidence, Judgement } from './control.ts';
import { carriersIn } from './credential-carriers.ts';
import type { LiteralCredential } from './credential-forms.ts';
import { tokensIn } from './credential-forms.ts';
import { literalsIn } from './credential-settings.ts';
import { handedLiterals } from './credential-variables.ts';
import { fail, pass, unknown } from './judgements.ts';

/** Does a file hold a literal registry credential? */
export const committedCredential: Control = {
  id: 'committed-credential',
  title: 'No file holds a credential of a registry',
  asks: 'Does a file hold a literal registry credential?',
  principles: ['authorization.1.token-prefix'],
  severity: 'critical',
  why: 'Whoever can read the repository, or any copy that was ever made of it, can publish in the name of the project. To delete the line does not help: it stays in the history, and scanners find it within minutes.',
  evidence: ['files'],

  judge(evidence) {
    const { paths, leftOut } = carriersIn(evidence.files.paths);
    const readings = paths.map((path) => ofFile(path, evidence));
    const found = readings.flatMap(({ judgements }) => judgements);
    const unread = [...readings.flatMap(({ unreadable }) => unreadable ?? []), ...leftOut];
    if (unread.length > 0) found.push(notRead(unread));
    return found.length > 0
      ? found
      : [pass(null, `none of ${paths.length} files in which credentials are usually left holds one of a known form`)];
  },
};

interface Reading {
  readonly judgements: readonly Judgement[];
  readonly unreadable?: string;
}

/** One finding for each kind of credential in a file. The value itself is never looked at again. */
function ofFile(path: string, evidence: Evidence): Reading {
  const text = textOf(path, evidence.files);
  if (text === null) return { judgements: [], unreadable: path };
  const aside = isExample(path);
  const tokens = tokensIn(text);
  const others = [
    ...(aside ? [] : literalsIn(path, text)),
    ...(isWorkflowPath(path) ? handedLiterals(path, evidence) : []),
  ];
  const found = [...tokens, ...others.filter((other) => !tokens.some(({ line }) => line === other.line))];
  const kinds = Map.groupBy(found, ({ kind }) => kind);
  return { judgements: [...kinds].map(([kind, all]) => committed(path, kind, all, aside)) };
}

/** Hidden folders are where credentials are kept, not where examples are. */
function isExample(path: string): boolean {
  const parts = path.split('/');
  return isAside([...parts.slice(0, -1).filter((folder) => !folder.startsWith('.')), ...parts.slice(-1)].join('/'));
}

function textOf(path: string, files: RepositoryFiles): string | null {
  const reading = files.read(path);
  return reading.state === 'seen' && reading.value.length <= largest ? reading.value : null;
}

/** In UTF-16 code units. */
const largest = 1024 * 1024;

function committed(path: string, kind: string, found: readonly LiteralCredential[], aside: boolean): Judgement {
  const [first] = found;
  return fail(first?.registry ?? null, {
    reason: aside
      ? `${codeWords(path)} holds what has the form of ${kind}; it stands among tests or examples, so see whether it is a real one`
      : `${codeWords(path)} holds ${kind} in plain text`,
    at: found.map(({ line }) => ({ path, line, endLine: line })),
    key: [path, kind],
    ...(aside ? { severity: 'medium' } : {}),
    remediation: {
      steps: [
        'Revoke it now, before anything else: it is in the history and in every copy of the repository.',
        'See what was published since it was committed, and whether all of it is yours.',
        'Take it out of the file. Publish by trusted publishing where the registry offers it; else store a new, narrow one as a secret of a protected environment.',
        'Turn on push protection, so that GitHub stops the next one.',
      ],
      links: [...new Set(found.flatMap(({ page }) => page ?? [])), ...docs],
    },
  });
}

const docs = [
  'https://docs.github.com/authentication/keeping-your-account-and-data-secure/removing-sensitive-data-from-a-repository',
  'https://docs.github.com/code-security/secret-scanning/introduction/about-push-protection',
];

function notRead(paths: readonly string[]): Judgement {
  const [first = '', ...others] = paths;
  const rest = others.length === 0 ? '' : ` and ${others.length} more`;
  return unknown(
    null,
    `${codeWords(first)}${rest} could not be searched for credentials`,
    `Look into ${codeWords(first)}${rest}.`,
  );
}
