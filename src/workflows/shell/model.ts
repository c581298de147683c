/** One piece of a word. */
export type WordPart =
  /** Text with quotes and escapes removed. */
  | { readonly kind: 'text'; readonly text: string }
  /** `$NAME`, `${NAME:-default}`, `$env:NAME`, `%NAME%`; `fallback` is the word after `:-`, `-`, `:=`. */
  | { readonly kind: 'variable'; readonly name: string; readonly fallback: Word | null; readonly source: string }
  /** A GitHub expression that stands in the script: the text between `${{` and `}}`, trimmed. */
  | { readonly kind: 'expression'; readonly expression: string }
  /** `$(…)`, backticks, `<(…)`: the commands are listed in the script as well. */
  | { readonly kind: 'substitution'; readonly source: string }
  /** Anything else the shell computes: arithmetic, `${NAME%@*}`, arrays, member access. */
  | { readonly kind: 'computed'; readonly names: readonly string[]; readonly source: string };

/** A word of a command. An empty list is the empty string, written `''`. */
export type Word = readonly WordPart[];

export interface Redirect {
  /** `>` and `>>` (also `&>`, `Out-File`, `Set-Content`, `Add-Content`, `tee` are not redirects but commands), `<`, `<<`, `<<<`. */
  readonly operator: '>' | '>>' | '<' | '<<' | '<<<';
  /** The file; for `<<` the text of the here-document, for `<<<` the word. */
  readonly target: Word;
}

/** One simple command of a script, wherever it stands: in a loop, a branch, a function, a pipe, a substitution. */
export interface ShellCommand {
  /** Program and arguments. Empty where the statement only assigns (`X=1`, `export X=1`, `$env:X = 1`). */
  readonly words: readonly Word[];
  /** `NAME=value` in front of the program or alone; `exported` for `export`, `$env:` and prefix assignments. */
  readonly assignments: readonly { readonly name: string; readonly value: Word; readonly exported: boolean }[];
  readonly redirects: readonly Redirect[];
  /** 0-based lines within the script. */
  readonly line: number;
  readonly endLine: number;
  /** Index (in the script's list) of the command whose output is piped into this one. */
  readonly pipedFrom: number | null;
  /** Loops around it, outermost first: `for d in a b c`; `items` null where they are computed. */
  readonly loops: readonly { readonly variable: string; readonly items: readonly Word[] | null }[];
  /** The function in whose body it stands; such commands run only when the function is called. */
  readonly function: string | null;
  /** Stands in a branch of if, case, `&&` or `||`. */
  readonly conditional: boolean;
}

/** A script as the commands it holds, in order of their text. */
export interface Script {
  readonly commands: readonly ShellCommand[];
  /** Lines (0-based) that the grammar could not read; what stands there may be missed. */
  readonly unread: readonly number[];
}

/** The dialects that are read. `python` and `javascript` yield the commands that are started as processes. */
export type Dialect = 'bash' | 'pwsh' | 'cmd' | 'python' | 'javascript';
