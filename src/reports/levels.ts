import { type Track, tracks } from '../types/principle-id.ts';
import type { ReportLevels } from '../types/report.ts';

export const trackTitles: Readonly<Record<Track, string>> = {
  authentication: 'Authentication',
  authorization: 'Authorization',
  general: 'General',
  cli: 'CLI',
};

/** What a track is about, for those who have not read the Principles. */
export const trackSubjects: Readonly<Record<Track, string>> = {
  authentication: 'how people sign in',
  authorization: 'who may publish, and how',
  general: 'what is released, and how faults are reported',
  cli: 'what the tools pin and check',
};

/** Where the levels are described; the capabilities of registries cite the same page. */
const principlesPage = 'https://repos.openssf.org/principles-for-package-repository-security';

/** `[Levels](…) of 3, …`: the beginning of a line of levels. */
export function levelsLink(words: string): string {
  return `[${words}](${principlesPage})`;
}

/** Every track whose registries offer a level above 0: in the others there is nothing to reach, or nobody knows. */
export function levelList(levels: ReportLevels): string {
  const open = tracks.filter((track) => (levels[track].ceiling ?? 0) > 0);
  return open.map((track) => levelWords(track, levels)).join(' · ');
}

/** `Authorization 1 of 3`: the project's level, of the one its registries offer, where that is known. */
function levelWords(track: Track, levels: ReportLevels): string {
  return `${trackTitles[track]} ${levels[track].level}${besideLevel(levels[track])}`;
}

/**
 * What stands beside a project's level: ` of 3`, the one that its registries offer; ` (registries: 2)` where the project
 * does more than they do; nothing where theirs is not known.
 */
export function besideLevel({ level, ceiling }: { readonly level: number; readonly ceiling: number | null }): string {
  if (ceiling === null) return '';
  return level > ceiling ? ` (registries: ${ceiling})` : ` of ${ceiling}`;
}
