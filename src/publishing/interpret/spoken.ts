import { emptyValue, joinValues, known, textOf, type Value } from '../../types/values.ts';

/** What `echo`, `printf` and their kin print; null for any other program. */
export function spoken(name: string | null, words: readonly Value[]): Value | null {
  if (name === null || !['echo', 'printf', 'Write-Output', 'Write-Host'].includes(name)) return null;
  const said = words.filter((word) => !['-e', '-n', '-en', '-ne', '--'].includes(textOf(word) ?? ''));
  if (name === 'printf' && said[0] !== undefined) return printed(said[0], said.slice(1));
  return joinValues(said.flatMap((word, index) => (index === 0 ? [word] : [known(' '), word])));
}

/** `printf '//host/:_authToken=%s\n' "$TOKEN"`: `%s` filled in order, `\n` and `\t` read. */
function printed(format: Value, words: readonly Value[]): Value {
  let next = 0;
  return joinValues(
    format.map((part): Value => {
      if (part.kind === 'hidden') return [part];
      const pieces = part.text
        .replaceAll('\\n', '\n')
        .replaceAll('\\t', '\t')
        .split(/%[sdb]/);
      return joinValues(
        pieces.flatMap((piece, index) => (index === 0 ? [known(piece)] : [words[next++] ?? emptyValue, known(piece)])),
      );
    }),
  );
}
