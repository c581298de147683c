import type { ShellCommand, Word } from './model.ts';

/**
 * The program that a command starts: its base name in lower case, without folders and without the ending by which
 * Windows starts it (`.exe`, `.cmd`, `.bat`, `.com`; also `.ps1`, because `npm.ps1` is npm); other endings stay
 * (`release.sh`). The name of a scoped package (`@scope/tool`) stays whole. Null where it is computed, or nothing runs.
 */
export function programOf(command: ShellCommand): string | null {
  const [first] = command.words;
  const text = first === undefined ? null : textOfWord(first);
  return text === null ? null : programName(text);
}

/** The same for a name. */
export function programName(text: string): string | null {
  const scoped = /^@[^/\\\s]+\/[^/\\\s]+$/.test(text);
  const base = scoped ? text : (text.split(/[/\\]/).at(-1) ?? '');
  const name = base.toLowerCase().replace(/\.(?:exe|cmd|bat|com|ps1)$/, '');
  return name === '' ? null : name;
}

/** The text of a word, or null where a part of it is not known. */
export function textOfWord(word: Word): string | null {
  let text = '';
  for (const part of word) {
    if (part.kind !== 'text') return null;
    text += part.text;
  }
  return text;
}
