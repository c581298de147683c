import { type Dialect, parseScript, type ShellCommand, type Word } from '../../../src/workflows/shell/index.ts';

/**
 * Commands in one line each, as the tables of these tests write them: `X=1 | npm · publish < file`. Parts that are not
 * text stand in brackets: `<$NAME>`, `<{expression}>`, `<(substitution)>`, `<=computed>`.
 */
export function show(script: string, dialect: Dialect): string[] {
  return parseScript(script, dialect).commands.map(showCommand);
}

/**
 * Commands with what surrounds them: `npm publish ? <0 f p:a,b` stands in a branch, reads from the first command, is in
 * function f and in a loop of p over a and b. What only assigns is left out.
 */
export function structure(script: string, dialect: Dialect): string[] {
  return parseScript(script, dialect)
    .commands.filter(({ words }) => words.length > 0)
    .map(({ words, pipedFrom, conditional, function: name, loops }) => {
      const around = loops.map(({ variable, items }) => `${variable}:${items?.map(showWord).join(',') ?? '?'}`);
      const marks = [conditional ? '?' : '', pipedFrom === null ? '' : `<${pipedFrom}`, name ?? '', ...around];
      return [words.map(showWord).join(' '), ...marks.filter((mark) => mark !== '')].join(' ');
    });
}

export function showCommand(command: ShellCommand): string {
  const assignments = command.assignments.map(
    ({ name, value, exported }) => `${exported ? '+' : ''}${name}=${showWord(value)} |`,
  );
  const words = command.words.map(showWord).join(' · ');
  const redirects = command.redirects.map(({ operator, target }) => `${operator} ${showWord(target)}`);
  return [...assignments, words, ...redirects].filter((piece) => piece !== '').join(' ');
}

export function showWord(word: Word): string {
  if (word.length === 0) return "''";
  return word
    .map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'variable') return `<$${part.name}${part.fallback ? `:-${showWord(part.fallback)}` : ''}>`;
      if (part.kind === 'expression') return `<{${part.expression}}>`;
      return part.kind === 'substitution' ? `<(${part.source})>` : `<=${part.names.join(',')}>`;
    })
    .join('');
}
