import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  afterActionMarkdown,
  type Card,
  cardFile,
  cardIds,
  cardKinds,
  type Exercise,
  facilitatorPaper,
  handoutsPaper,
  paperHtml,
  paperMarkdown,
  playersPaper,
} from '../../exercises/index.ts';
import { fenced } from '../../reports/markdown/fenced.ts';
import { OutputError } from '../output.ts';

/** Every file of an exercise by its path in the folder. Equal input gives equal texts. */
export async function filesOf(exercise: Exercise, { cards, says }: Rehearsed): Promise<ReadonlyMap<string, string>> {
  const players = playersPaper(exercise);
  const handouts = handoutsPaper(exercise);
  const facilitator = facilitatorPaper(exercise, `Played on the sandbox: ${says}`);
  return new Map([
    ['players.md', paperMarkdown(players)],
    ['players.html', await paperHtml(players)],
    ['handouts.md', paperMarkdown(handouts)],
    ['handouts.html', await paperHtml(handouts)],
    ['facilitator.md', paperMarkdown(facilitator)],
    ['facilitator.html', await paperHtml(facilitator)],
    ['after-action.md', afterActionMarkdown(exercise)],
    ...cardIds.map((id): readonly [string, string] => [
      `evidence/${cardFile(id)}`,
      cardText(
        id,
        cards.find((card) => card.id === id),
      ),
    ]),
  ]);
}

/** What came of the story on the sandbox. */
export interface Rehearsed {
  readonly cards: readonly Card[];
  /** In a sentence. */
  readonly says: string;
}

function cardText(id: Card['id'], card: Card | undefined): string {
  const { title, missing } = cardKinds[id];
  const text =
    card === undefined ? missing : card.form === 'text' ? fenced('text', card.text.trimEnd()) : card.text.trim();
  return `# ${title}\n\n${text}\n`;
}

/** Writes into a folder that is new, empty, or holds nothing but an exercise. @throws OutputError */
export function writeExercise(folder: string, files: ReadonlyMap<string, string>): void {
  const own = new Set([...files.keys()].map((path) => path.split('/')[0]));
  try {
    mkdirSync(folder, { recursive: true });
    const stranger = readdirSync(folder).find((name) => !own.has(name));
    if (stranger !== undefined)
      throw new OutputError(
        folder,
        `it holds ${JSON.stringify(stranger)}, which is no part of an exercise; name another folder`,
      );
    for (const [path, text] of files) {
      mkdirSync(dirname(resolve(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  } catch (error) {
    if (error instanceof OutputError) throw error;
    throw new OutputError(folder, error);
  }
}
