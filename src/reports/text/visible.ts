/**
 * Text from a repository as it may be shown to a person: every character that moves the cursor, hides, or reorders what
 * stands around it (control characters and ANSI escapes, bidirectional overrides, invisible letters, lone surrogates)
 * is written out as `\n`, `\x1b` or `\u{202e}`. U+FE0F stays: it only asks for the coloured form of an emoji.
 */
export function visible(text: string): string {
  return text.replace(hidden, (character) => names.get(character) ?? numbered(character));
}

const hidden =
  /(?!\u{fe0f})[\p{General_Category=Control}\p{General_Category=Format}\p{General_Category=Surrogate}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const names: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function numbered(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
