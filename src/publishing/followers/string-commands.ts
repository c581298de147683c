import { type FollowedScript, followedScript, hiddenText } from './followed-script.ts';

/**
 * The commands that a Ruby or PHP program starts, as far as they are literal: `sh "…"`, `system("a", b)`, backticks,
 * `%x(…)`. A bounded scan line by line, for there is no grammar here: what it does not know it leaves out.
 */
export function stringCommands(
  text: string,
  firstLine: number,
  parts: Pick<FollowedScript, 'path' | 'directory' | 'label'> & Partial<FollowedScript>,
): readonly FollowedScript[] {
  const scripts: FollowedScript[] = [];
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.length > 2000 || /^\s*(?:#|\/\/)/.test(line)) continue;
    // Arguments may go on over the next lines.
    const more = () =>
      lines
        .slice(index + 1, index + 12)
        .join('\n')
        .slice(0, 2000);
    for (const command of commandsOfLine(line, more))
      scripts.push(followedScript({ ...parts, line: firstLine + index, text: command }));
    if (scripts.length >= 500) break;
  }
  return scripts;
}

function commandsOfLine(line: string, more: () => string): readonly string[] {
  const commands: string[] = [];
  for (const start of line.matchAll(starters)) {
    const at = start.index + start[0].length;
    if (start[0].endsWith('`')) commands.push(readString(line, at, '`')?.text ?? '');
    else if (start[0].startsWith('%x')) commands.push(readString(line, at, closing(start[0].at(-1) ?? ''))?.text ?? '');
    else commands.push(readCall(`${line}\n${more()}`, at));
  }
  return commands.filter((command) => command.trim() !== '');
}

/** Backticks where a value begins (not within a string), `%x(`, and calls of what starts a process. */
const starters =
  /(?<=^|[=({\s])`|%x[({[|!]|(?<![\w.:$>])(?:(?:Kernel|Process|Open3|FileUtils|Bundler)\.)?(?:sh|system|exec|spawn|passthru|shell_exec|capture2e?|capture3|popen3?|run|sh_with_status)\b[ \t]*\(?[ \t]*(?=["'[{\w%])/g;

/** The arguments of a call: one string is a command line, several are words. */
function readCall(text: string, from: number): string {
  const words: string[] = [];
  let at = from;
  for (let count = 0; count < 64; count++) {
    at = skip(text, at, /[\s[]/);
    const quote = text[at];
    if (quote === '"' || quote === "'") {
      const read = readString(text, at + 1, quote);
      if (read === null) break;
      words.push(read.text);
      at = read.end;
    } else {
      const name = /^[*\w.@:?!]+/.exec(text.slice(at, at + 200))?.[0];
      // A block, a hash of variables or options: what comes before it is all there is.
      if (name === undefined || name.endsWith(':') || (count > 0 && ['do', 'if', 'unless', 'or', 'and'].includes(name)))
        break;
      words.push(hiddenText);
      at += name.length;
    }
    at = skip(text, at, /[ \t]/);
    if (text[at] !== ',') break;
    at++;
  }
  const [first = ''] = words;
  if (words.length <= 1) return first === hiddenText ? '' : first;
  return words.map((word, index) => (index === 0 || word === hiddenText ? word : quoted(word))).join(' ');
}

function skip(text: string, from: number, what: RegExp): number {
  let at = from;
  while (at < text.length && what.test(text[at] ?? '')) at++;
  return at;
}

/** A literal up to its closing quote, interpolation hidden; null where it does not end. */
function readString(text: string, from: number, quote: string): { readonly text: string; readonly end: number } | null {
  let read = '';
  let at = from;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === quote) return { text: read, end: at + 1 };
    if (character === '\\') {
      read += text[at + 1] === '\n' ? ' ' : (text[at + 1] ?? '');
      at += 2;
    } else if (character === '#' && text[at + 1] === '{' && quote !== "'") {
      const end = text.indexOf('}', at);
      if (end === -1) return null;
      read += environmentName(text.slice(at + 2, end)) ?? hiddenText;
      at = end + 1;
    } else {
      read += character;
      at++;
    }
  }
  return null;
}

/** `ENV["NAME"]` and `ENV.fetch("NAME")` as the shell's own variable. */
function environmentName(expression: string): string | null {
  const name = /^\s*ENV(?:\.fetch\(|\[)\s*["'](\w{1,100})["']/.exec(expression)?.[1];
  return name === undefined ? null : `\${${name}}`;
}

function quoted(word: string): string {
  return word.includes("'") || word.includes('$') ? `"${word}"` : /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word}'`;
}

function closing(open: string): string {
  const pairs: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}' };
  return pairs[open] ?? open;
}
