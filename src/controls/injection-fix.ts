import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Severity } from '../types/severity.ts';
import type { Reference } from '../types/values.ts';
import { expressionsIn } from '../workflows/expressions/index.ts';
import { quotingAt } from './bash-quoting.ts';
import type { Edit, Fix } from './control.ts';
import type { LocatedStep } from './located-steps.ts';

/** An expression that lands in a script. */
export interface Injection {
  readonly source: string;
  /** Where it begins in the script's text. */
  readonly offset: number;
  readonly reference: Reference;
  readonly severity: Severity;
}

/**
 * The edits that hand every expression to the script as a variable instead; null where that cannot be said without
 * knowing the script: another shell than bash, single quotes, a quoted here-document, an expression over several lines.
 */
export function injectionFix(
  { step, path, address, dialect }: LocatedStep,
  injections: readonly Injection[],
  files: RepositoryFiles,
): Fix | null {
  const file = files.read(path);
  if (step.run === null || dialect !== 'bash' || file.state !== 'seen') return null;
  const { value: script, at } = step.run.value;
  const lines = file.value.split('\n');
  const written = expressionsIn(script)
    .map((piece) => (piece.kind === 'text' ? piece.text : ' '))
    .join('');
  const names = new Map<string, string>();
  const edits: Edit[] = [];
  let isSafe = true;
  for (const { source, offset, reference } of injections) {
    const quoting = quotingAt(script, offset);
    const line = at.line + script.slice(0, offset).split('\n').length - 1;
    if (quoting === 'unsafe' || source.includes('\n') || !lines[line - 1]?.includes(source)) return null;
    const name =
      names.get(source) ?? freeName(reference, [written, ...step.env.map((entry) => entry.name), ...names.values()]);
    names.set(source, name);
    // without quotes an empty text was no word at all, and one with blanks was several
    if (quoting === 'none' && !isAssigned(script, offset)) isSafe = false;
    edits.push({ kind: 'replace', path, line, from: source, to: quoting === 'none' ? `"$${name}"` : `\${${name}}` });
  }
  return {
    safety: isSafe ? 'safe' : 'needs-thought',
    title: 'Hand the text to the script as a variable',
    edits: [
      ...[...names].map(
        ([source, name]): Edit => ({ kind: 'set', path, at: [...address, 'env', name], value: source }),
      ),
      ...edits,
    ],
  };
}

/** `NAME=${{ … }}`: an assignment does not split what it is given. */
function isAssigned(script: string, offset: number): boolean {
  return /(?:^|[\s;])[A-Za-z_]\w{0,100}=$/.test(script.slice(Math.max(0, offset - 110), offset));
}

/** A name that says where the text comes from and that the script does not use yet. */
function freeName({ context, path }: Reference, taken: readonly string[]): string {
  const words = path.filter((word) => !['event', 'outputs', '*'].includes(word.toLowerCase()));
  const base = [...(context === 'inputs' ? ['input'] : []), ...words]
    .join('_')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^(?=\d)/, '_')
    .toUpperCase()
    .slice(0, 60);
  // GitHub sets variables with these beginnings itself
  const name = /^(?:GITHUB|RUNNER|ACTIONS)_|^$/.test(base) ? `FROM_${base}` : base;
  const isTaken = (candidate: string) => taken.some((text) => text.split(/\W+/).includes(candidate));
  return (
    [name, `${name}_TEXT`, `${name}_VALUE`, `${name}_TEXT_2`].find((candidate) => !isTaken(candidate)) ??
    `${name}_TEXT_3`
  );
}
