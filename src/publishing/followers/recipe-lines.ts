import { type FollowedScript, followedScript } from './followed-script.ts';

/** A logical line of a recipe: its text (several lines where it is continued) and where it stands. */
export interface RecipeLine {
  readonly line: number;
  readonly text: string;
}

/**
 * The lines of a recipe as scripts of which line n stands at `line + n` of the file. Build tools start a shell for each
 * line, so a line that changes the folder becomes a script of its own: the others do not run there.
 */
export function recipeScripts(
  lines: readonly RecipeLine[],
  parts: Pick<FollowedScript, 'path' | 'directory' | 'label'> & Partial<FollowedScript>,
): readonly FollowedScript[] {
  const scripts: FollowedScript[] = [];
  let block: RecipeLine[] = [];
  const finish = () => {
    const [first] = block;
    if (first) scripts.push(followedScript({ ...parts, line: first.line, text: layOut(block, first.line) }));
    block = [];
  };
  for (const line of lines) {
    if (!changesFolder.test(line.text)) block.push(line);
    else {
      finish();
      block = [line];
      finish();
    }
  }
  finish();
  return scripts;
}

const changesFolder = /(?:^|[\s;&|({])(?:cd|pushd)\s/;

/** The texts each on its own line of the file, empty lines where the file has something else. */
function layOut(lines: readonly RecipeLine[], from: number): string {
  let text = '';
  let at = from;
  for (const line of lines) {
    const gap = Math.max(0, line.line - at);
    text += '\n'.repeat(text === '' ? gap : Math.max(1, gap)) + line.text;
    at = Math.max(line.line, at) + line.text.split('\n').length - 1;
  }
  return text;
}
