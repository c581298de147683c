import type { Place } from '../../types/place.ts';
import { joinValues, known, textOf, type Value } from '../../types/values.ts';
import type { Run } from './run.ts';
import { spoken } from './spoken.ts';
import { assigned, setVariable } from './words.ts';

/** The files by which a step speaks to the runner, as `scope.ts` binds them. */
export const runnerFiles = { environment: '$GITHUB_ENV', output: '$GITHUB_OUTPUT', path: '$GITHUB_PATH' } as const;

interface Writing {
  readonly name: string;
  readonly words: readonly Value[];
  readonly input: Value | null;
  /** Files that its output goes to. */
  readonly outputs: readonly Value[];
  readonly run: Run;
  readonly at: Place;
  /** Stands in a branch, or in a step that may be skipped. */
  readonly conditional: boolean;
}

/**
 * Notes what a command writes to a file: `echo … >> file`, `cat <<EOF > file`, `… | tee file`, `Set-Content`. Answers
 * whether the command does nothing else, so that `echo npm publish` is no act.
 */
export function recordWriting(writing: Writing): boolean {
  const { name, words, input, outputs, run, at, conditional } = writing;
  const content = spoken(name, words) ?? (name === 'cat' ? input : null);
  const write = (path: Value, text: Value): void => {
    run.written.push({ path, content: text, after: run.happenings.length, at, conditional });
    if (textOf(path) === runnerFiles.environment) setVariables(run.added, text, conditional);
  };
  if (content !== null) {
    for (const path of outputs) write(path, content);
    return true;
  }
  if (name === 'tee' || writers.has(name.toLowerCase())) {
    const paths = words.filter((word) => !textOf(word)?.startsWith('-'));
    const [path] = paths;
    const text = input ?? paths[1];
    if (path !== undefined && text !== undefined) write(path, text);
    return true;
  }
  return false;
}

/** PowerShell's cmdlets that write their input, or their second word, to the file of their first. */
const writers: ReadonlySet<string> = new Set(['set-content', 'add-content', 'out-file']);

/** Sets the variables of a text written to `$GITHUB_ENV` or `$GITHUB_OUTPUT`. */
export function setVariables(variables: Map<string, Value>, content: Value, conditional: boolean): void {
  for (const [name, value] of variablesIn(content))
    setVariable(variables, name, assigned(variables.get(name), value, conditional));
}

/** `NAME=value` lines, and `NAME<<EOF` blocks. */
function variablesIn(content: Value): readonly (readonly [string, Value])[] {
  const found: [string, Value][] = [];
  let block: { name: string; end: string; lines: Value[] } | null = null;
  for (const line of linesOf(content)) {
    if (block !== null) {
      if (textOf(line)?.trim() === block.end) {
        found.push([
          block.name,
          joinValues(block.lines.flatMap((text, index) => (index === 0 ? [text] : [known('\n'), text]))),
        ]);
        block = null;
      } else block.lines.push(line);
      continue;
    }
    const [first, ...rest] = line;
    if (first?.kind !== 'text') continue;
    const assignment = /^\s*([A-Za-z_][A-Za-z0-9_-]*)(=|<<)(.*)$/s.exec(first.text);
    if (assignment === null) continue;
    const [, name = '', operator, text = ''] = assignment;
    if (operator === '<<') block = { name, end: text.trim(), lines: [] };
    else found.push([name, joinValues([known(text), rest])]);
  }
  return found;
}

/** A text cut at its line ends. */
export function linesOf(content: Value): readonly Value[] {
  const lines: Value[] = [[]];
  for (const part of content) {
    if (part.kind === 'hidden') {
      lines[lines.length - 1] = [...(lines.at(-1) ?? []), part];
      continue;
    }
    part.text.split(/\r?\n/).forEach((text, index) => {
      if (index > 0) lines.push([]);
      if (text !== '') lines[lines.length - 1] = [...(lines.at(-1) ?? []), { kind: 'text', text }];
    });
  }
  return lines;
}
