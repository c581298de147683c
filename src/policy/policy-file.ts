import { LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { z } from 'zod';
import type { FileProblem } from '../types/repository-files.ts';
import { explain, type FileOwner } from './explain.ts';
import { lineOf } from './line-of.ts';
import { didYouMean } from './nearest.ts';
import { type OrganisationPolicyFile, organisationPolicySchema, type PolicyFile, policySchema } from './schema.ts';

/** The text of a policy file and where it stands. */
export interface PolicyText {
  readonly text: string;
  readonly path: string;
}

export interface PolicyContext {
  /** ISO day. What ended before it is dropped. */
  readonly today: string;
  /** Ids of every control there is. */
  readonly controls: readonly string[];
}

/** One file as it is written: what it says, or what is wrong with it. A single mistake refuses the whole file. */
export type FileReading<File> =
  | { readonly state: 'valid'; readonly file: File; readonly tell: Teller }
  | { readonly state: 'mistaken'; readonly problems: readonly FileProblem[] };

/** Puts messages on the lines of the keys that they are about; each is told once. */
export type Teller = (messages: readonly PlacedMessage[]) => readonly FileProblem[];

export interface PlacedMessage {
  /** Keys and indexes that lead to what is meant. */
  readonly at: Path;
  readonly message: string;
}

export function readRepositoryFile(source: PolicyText, controls: readonly string[]): FileReading<PolicyFile> {
  return readFile(source, 'repository', policySchema, controls);
}

export function readOrganisationFile(
  source: PolicyText,
  controls: readonly string[],
): FileReading<OrganisationPolicyFile> {
  return readFile(source, 'organisation', organisationPolicySchema, controls);
}

const mostBytes = 64 * 1024;

function readFile<File extends OrganisationPolicyFile>(
  { text, path }: PolicyText,
  owner: FileOwner,
  schema: z.ZodType<File>,
  controls: readonly string[],
): FileReading<File> {
  const refuse = (problems: readonly Told[]) => ({ state: 'mistaken' as const, problems: inFile(path, problems) });
  if (Buffer.byteLength(text) > mostBytes) return refuse([{ line: null, message: 'larger than 64 KiB' }]);
  const parsed = parse(text);
  if ('problem' in parsed) return refuse([parsed.problem]);
  const onLines = (messages: readonly PlacedMessage[]) =>
    messages.map(({ at, message }) => ({ line: parsed.lineOf(at), message }));

  const checked = schema.safeParse(parsed.value ?? {});
  if (!checked.success)
    return refuse(onLines(checked.error.issues.flatMap((issue) => explain(issue, parsed.value, owner))));
  const mistakes = [...unknownControls(checked.data, controls), ...wrongDates(checked.data)];
  if (mistakes.length > 0) return refuse(onLines(mistakes));
  return { state: 'valid', file: checked.data, tell: (messages) => inFile(path, onLines(messages)) };
}

type Told = Omit<FileProblem, 'path'>;

function inFile(path: string, problems: readonly Told[]): readonly FileProblem[] {
  const once = new Map(problems.map((problem) => [JSON.stringify([problem.line, problem.message]), problem]));
  return [...once.values()]
    .map(({ line, message }) => ({ path, line, message }))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

type Path = readonly PropertyKey[];

type Parsed = { readonly value: unknown; readonly lineOf: (path: Path) => number } | { readonly problem: Told };

function parse(text: string): Parsed {
  const lines = new LineCounter();
  try {
    // The core schema whatever a %YAML directive asks for: dates stay text, and `no` is no boolean.
    const document = parseDocument(text, { lineCounter: lines, schema: 'core', prettyErrors: false });
    // One mistake of syntax makes the next: the first is enough.
    const [mistake] = document.errors;
    if (mistake !== undefined) {
      const message = ownWords[mistake.code] ?? `not YAML: ${mistake.message}`;
      return { problem: { line: lines.linePos(mistake.pos[0]).line, message } };
    }
    const value: unknown = document.toJS({ maxAliasCount: 50 });
    return { value, lineOf: (path) => lineOf(document, lines, path) };
  } catch (error) {
    // Two ways to get here: aliases that multiply (ReferenceError), and nesting deeper than the stack (RangeError).
    const message =
      error instanceof ReferenceError ? 'aliases that multiply are refused' : 'not readable: nested too deeply';
    return { problem: { line: null, message } };
  }
}

/** What the parser says to programmers, for the person who wrote the file. */
const ownWords: Partial<Record<YAMLError['code'], string>> = {
  MULTIPLE_DOCS: 'holds more than one YAML document',
  DUPLICATE_KEY: 'the same key stands twice',
  RESOURCE_EXHAUSTION: 'not readable: nested too deeply',
};

function unknownControls(
  { declare = [], accept = [], limits = {}, 'follow-up': followUp = [] }: OrganisationPolicyFile & FollowUps,
  controls: readonly string[],
) {
  const never = limits['never-accept'] ?? [];
  const entries = [
    ...never.map((control, index) => ({ control, at: ['limits', 'never-accept', index] })),
    ...declare.map(({ control }, index) => ({ control, at: ['declare', index, 'control'] })),
    ...accept.map(({ control }, index) => ({ control, at: ['accept', index, 'control'] })),
    ...followUp.flatMap(({ control }, index) =>
      control === undefined ? [] : [{ control, at: ['follow-up', index, 'control'] }],
    ),
  ];
  return entries
    .filter(({ control }) => !controls.includes(control))
    .map(({ at, control }): PlacedMessage => {
      const guess = didYouMean(control, controls);
      return { at, message: `there is no control ${JSON.stringify(control)}${guess}` };
    });
}

/** Of a repository's own file only. */
type FollowUps = Pick<PolicyFile, 'follow-up'>;

function wrongDates({ declare = [], accept = [] }: OrganisationPolicyFile): readonly PlacedMessage[] {
  const entries = [
    ...declare.map(({ on, until }, index) => ({ on, until, at: ['declare', index, 'until'] })),
    ...accept.map(({ on, until }, index) => ({ on, until, at: ['accept', index, 'until'] })),
  ];
  return entries.flatMap(({ on, until, at }) =>
    on !== undefined && until < on ? [{ at, message: `until ${until} is before on ${on}` }] : [],
  );
}
