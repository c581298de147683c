import { LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { FileProblem } from '../types/repository-files.ts';
import { explain } from './explain.ts';
import { lineOf } from './line-of.ts';
import { didYouMean } from './nearest.ts';
import { type Declaration, defaultPolicy, type Exemption, type Policy } from './policy.ts';
import { type PolicyFile, policySchema } from './schema.ts';

export interface PolicyReading {
  /** The default policy where the file holds a mistake. */
  readonly policy: Policy;
  readonly problems: readonly FileProblem[];
}

export interface PolicyContext {
  /** ISO day. What ended before it is dropped. */
  readonly today: string;
  /** Ids of every control there is. */
  readonly controls: readonly string[];
}

const mostBytes = 64 * 1024;

/**
 * Reads `.github/mintmark.yml`. A mistake refuses the whole file and is told on its line; an exemption or declaration
 * that has ended is told and left out, and the rest of the file stays in force.
 */
export function readPolicy(text: string, path: string, context: PolicyContext): PolicyReading {
  const refuse = (problems: readonly Told[]): PolicyReading => ({
    policy: defaultPolicy,
    problems: inFile(path, problems),
  });
  if (Buffer.byteLength(text) > mostBytes) return refuse([{ line: null, message: 'larger than 64 KiB' }]);
  const parsed = parse(text);
  if ('problem' in parsed) return refuse([parsed.problem]);
  const told = (messages: readonly PlacedMessage[]) =>
    messages.map(({ at, message }) => ({ line: parsed.lineOf(at), message }));

  const checked = policySchema.safeParse(parsed.value ?? {});
  if (!checked.success) return refuse(told(checked.error.issues.flatMap((issue) => explain(issue, parsed.value))));
  const file = checked.data;
  const mistakes = [...unknownControls(file, context.controls), ...wrongDates(file)];
  if (mistakes.length > 0) return refuse(told(mistakes));
  return { policy: policyOf(file, context.today), problems: inFile(path, told(endedEntries(file, context.today))) };
}

type Told = Omit<FileProblem, 'path'>;

function inFile(path: string, problems: readonly Told[]): readonly FileProblem[] {
  return problems
    .map(({ line, message }) => ({ path, line, message }))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

type Path = readonly PropertyKey[];

interface PlacedMessage {
  /** Keys and indexes that lead to what is meant. */
  readonly at: Path;
  readonly message: string;
}

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

function unknownControls(file: PolicyFile, controls: readonly string[]): readonly PlacedMessage[] {
  return entriesOf(file)
    .filter(({ entry }) => !controls.includes(entry.control))
    .map(({ at, entry }) => ({
      at: [...at, 'control'],
      message: `there is no control ${JSON.stringify(entry.control)}${didYouMean(entry.control, controls)}`,
    }));
}

function wrongDates(file: PolicyFile): readonly PlacedMessage[] {
  return (file.declare ?? [])
    .map((entry, index) => ({ entry, at: ['declare', index, 'until'] }))
    .filter(({ entry }) => entry.until < entry.on)
    .map(({ entry, at }) => ({ at, message: `until ${entry.until} is before on ${entry.on}` }));
}

function endedEntries(file: PolicyFile, today: string): readonly PlacedMessage[] {
  return entriesOf(file)
    .filter(({ entry }) => entry.until < today)
    .map(({ at, what, entry }) => ({
      at: [...at, 'until'],
      message: `${what} of ${entry.control} has ended on ${entry.until}: renew or remove it`,
    }));
}

function entriesOf({ declare = [], accept = [] }: PolicyFile) {
  return [
    ...declare.map((entry, index) => ({ entry, at: ['declare', index], what: 'the declaration' })),
    ...accept.map((entry, index) => ({ entry, at: ['accept', index], what: 'the exemption' })),
  ];
}

function policyOf(file: PolicyFile, today: string): Policy {
  return {
    extends: file.extends ?? defaultPolicy.extends,
    release: file.release ?? defaultPolicy.release,
    packages: new Map(
      Object.entries(file.packages ?? {}).map(([name, own]) => [
        name,
        { registry: own.registry ?? null, release: own.release ?? null },
      ]),
    ),
    gate: file.gate ?? defaultPolicy.gate,
    issues: file.issues ?? defaultPolicy.issues,
    incidents: {
      private: file.incidents?.private ?? defaultPolicy.incidents.private,
      repository: file.incidents?.repository ?? defaultPolicy.incidents.repository,
    },
    declare: (file.declare ?? [])
      .filter(({ until }) => until >= today)
      .map((entry): Declaration => ({ ...entry, registry: entry.registry ?? null })),
    accept: (file.accept ?? [])
      .filter(({ until }) => until >= today)
      .map((entry): Exemption => ({ ...entry, registry: entry.registry ?? null })),
  };
}
