import { tracks } from '../../types/principle-id.ts';
import type { Report } from '../../types/report.ts';
import { levelsLink, trackSubjects, trackTitles } from '../levels.ts';
import { table } from './block.ts';
import { codeList } from './escape.ts';

/** The four tracks of the Principles, from 0 to 3: the project's level beside that of its registries. */
export function levelBlocks({ levels, publications }: Report): readonly string[] {
  if (publications.length === 0) return [];
  const rows = tracks.map((track) => {
    const { level, ceiling, held } = levels[track];
    return [
      `${trackTitles[track]}: ${trackSubjects[track]}`,
      `${level}`,
      ceiling === null ? 'not known' : `${ceiling}`,
      held.length === 0 ? '–' : codeList(held, 5),
    ];
  });
  return [
    '### Levels',
    `From 0 to 3, by the ${levelsLink('Principles for Package Repository Security')}. What a project can reach, its registries have to offer.`,
    table(['Track', 'Project', 'Registries', 'Held back by'], rows),
  ];
}
