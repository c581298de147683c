import type { Report } from '../../types/report.ts';
import { levelList, levelsLink } from '../levels.ts';
import { details } from '../markdown/block.ts';
import { levelBlocks } from '../markdown/levels.ts';

/** `Levels, of what the registries offer: Authentication 1 of 3 · Authorization 0 of 3 · …` */
export function levelLine({ publications, levels }: Report): readonly string[] {
  if (publications.length === 0) return [];
  const list = levelList(levels);
  return list === '' ? [] : [`${levelsLink('Levels')}, of what the registries offer: ${list}`];
}

/** What holds each level back, folded. */
export function levelDetails(report: Report): readonly string[] {
  const blocks = levelBlocks(report).filter((block) => !block.startsWith('#'));
  return blocks.length === 0 ? [] : [details('What the levels mean, and what holds them back', blocks.join('\n\n'))];
}
