/** The words of a text, for tables of names that would fill pages one a line. */
export function wordList(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
