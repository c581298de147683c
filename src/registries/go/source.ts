/** Whether a Go file belongs to `package main`. */
export function isCommand(text: string): boolean {
  return packageClause(text) === 'main';
}

/** `//go:build ignore`: a script that is run by hand and not part of the package around it. */
export function isIgnored(text: string): boolean {
  return /^(?:\/\/go:build|\/\/ \+build) (?:ignore|tools)\b/m.test(text.slice(0, headLength));
}

/** Licence headers are long, the clause still comes first. */
const headLength = 16 * 1024;

function packageClause(text: string): string | null {
  const head = text.slice(0, headLength);
  let at = 0;
  while (at < head.length) {
    if (head.startsWith('//', at)) at = after(head, '\n', at);
    else if (head.startsWith('/*', at)) at = after(head, '*/', at + 2);
    else if ((head[at] ?? '') <= ' ') at++;
    else return /^package\s+(\w+)/.exec(head.slice(at, at + 200))?.[1] ?? null;
  }
  return null;
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}
