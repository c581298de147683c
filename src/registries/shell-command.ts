/**
 * One command for a POSIX shell, for a person to copy: what stands in the template is ours and goes in as it is, what is
 * put into it becomes a single word, quoted, whatever it holds. Null where a value cannot be shown as it is (control
 * characters, characters that hide or reorder, too long) or would be read as an option: better no command than one that
 * does something else than it seems to.
 */
export function shell(pieces: TemplateStringsArray, ...values: readonly string[]): string | null {
  if (!values.every(isFit)) return null;
  return pieces.map((piece, at) => piece + shellWord(values[at])).join('');
}

/** Those commands that could be written. */
export function commands(...all: readonly (string | null)[]): readonly string[] {
  return all.filter((command) => command !== null);
}

function shellWord(value: string | undefined): string {
  if (value === undefined) return '';
  return /^[\w@+:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

function isFit(value: string): boolean {
  return (
    value !== '' && value.length <= longest && !value.startsWith('-') && value.isWellFormed() && !unseen.test(value)
  );
}

const longest = 300;

/** What a terminal or a page does not show as it is. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
