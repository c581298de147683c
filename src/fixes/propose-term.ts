import type { EditValue } from '../controls/control.ts';
import type { FileOwner } from '../policy/explain.ts';
import { type PolicyContext, readOrganisationFile, readRepositoryFile } from '../policy/policy-file.ts';
import { readPolicy } from '../policy/read-policy.ts';
import type { FixedFile } from '../types/fix-offer.ts';
import type { FileProblem, RepositoryFiles } from '../types/repository-files.ts';
import { applyEdits } from './apply.ts';
import { dataAt, isList } from './data.ts';
import { type Refused, refused } from './edited.ts';
import { isRefused, readYamlText } from './yaml/read.ts';

/** An entry of the policy file that somebody proposes. Days are ISO 8601. */
export type Proposal =
  | {
      readonly what: 'accept';
      readonly control: string;
      readonly registry: string | null;
      /** `TODO` where a person has to write it before the file is valid. */
      readonly reason: string;
      readonly by: string;
      readonly until: string;
      /** The starts of the fingerprints of the findings that are accepted; none: every one of the control and the registry. */
      readonly evidence: readonly string[];
    }
  | {
      readonly what: 'declare';
      readonly control: string;
      readonly registry: string | null;
      readonly by: string;
      readonly on: string;
      readonly until: string;
    }
  | {
      /** What somebody took on in an exercise. */
      readonly what: 'follow-up';
      readonly do: string;
      readonly by: string;
      readonly until: string;
      readonly from: string;
      readonly control: string | null;
    };

/** The policy file as it is; null where there is none. */
export interface PolicyBefore {
  readonly path: string;
  readonly text: string | null;
  readonly owner: FileOwner;
}

/**
 * The policy file with the entry at the end of its list, everything else as it was. Refused where the file holds a
 * mistake already, and where the entry would not count in it.
 */
export function proposeTerm(policy: PolicyBefore, proposal: Proposal, context: PolicyContext): FixedFile | Refused {
  const mistake = mistakeIn(policy, context);
  if (mistake !== null) return refused('not-applicable', `the policy file holds a mistake: ${mistake.message}`);
  const problems = (text: string) => readPolicy(text, policy.path, context, policy.owner).problems;
  const before = problems(policy.text ?? '');
  // A file that waits for its reason is refused as a whole: what else is wrong shows only with one.
  const isOpen = proposal.what === 'accept' && proposal.reason === 'TODO';
  const sound = withEntry(policy, isOpen ? { ...proposal, reason: 'a reason' } : proposal);
  if ('state' in sound) return sound;
  const added = newProblems(problems(sound.after), before);
  const [first] = added;
  if (first !== undefined) return refused('broken', first.message);
  return withEntry(policy, proposal);
}

function mistakeIn({ path, text, owner }: PolicyBefore, { controls }: PolicyContext): FileProblem | null {
  const read = owner === 'repository' ? readRepositoryFile : readOrganisationFile;
  const reading = read({ text: text ?? '', path }, controls);
  return reading.state === 'mistaken' ? (reading.problems[0] ?? null) : null;
}

function newProblems(now: readonly FileProblem[], before: readonly FileProblem[]): readonly FileProblem[] {
  const known = new Map<string, number>();
  for (const { message } of before) known.set(message, (known.get(message) ?? 0) + 1);
  return now.filter(({ message }) => {
    const left = known.get(message) ?? 0;
    known.set(message, left - 1);
    return left <= 0;
  });
}

function withEntry({ path, text }: PolicyBefore, { what, ...entry }: Proposal): FixedFile | Refused {
  const value: EditValue = Object.fromEntries(
    Object.entries(entry).filter(([, own]) => own !== null && !(Array.isArray(own) && own.length === 0)),
  );
  // What is no document yet has nothing to be edited: the list is written below its comments.
  const isBlank = (text ?? '').split(/\r?\n/).every((line) => /^\s*(?:#.*)?$/.test(line));
  const start = isBlank ? `${what}: []\n` : (text ?? '');
  const applied = applyEdits(
    only(path, start),
    [{ kind: 'set', path, at: [what, lengthOf(start, what)], value }],
    new Map(),
  );
  if (applied.state === 'refused') return applied;
  const after = applied.files[0]?.after ?? start;
  if (!isBlank) return { path, before: text, after };
  const comments = text === null || text === '' || text.endsWith('\n') ? (text ?? '') : `${text}\n`;
  return { path, before: text, after: `${comments}${after}` };
}

/** Entries that the list holds already. */
function lengthOf(text: string, what: string): number {
  const reading = readYamlText(text);
  const list = isRefused(reading) ? undefined : dataAt(reading.data, [what]);
  return list !== undefined && isList(list) ? list.length : 0;
}

function only(path: string, text: string): RepositoryFiles {
  return {
    paths: [path],
    problems: [],
    read: (asked) =>
      asked === path ? { state: 'seen', value: text, source: path } : { state: 'absent', source: asked },
  };
}
