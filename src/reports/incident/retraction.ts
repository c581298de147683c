import type { IncidentPack } from '../../types/incident-pack.ts';
import { prose } from '../markdown/escape.ts';
import { fit } from '../markdown/fit.ts';
import { incidentBlocks, leftOut, room } from './incident.ts';

/**
 * The text of an incident that was none: what took it back stands on top, and what was said stays below it.
 *
 * @param reasons why, as sentences
 * @param at ISO 8601
 */
export function retractionBody(pack: IncidentPack, reasons: readonly string[], at: string): string {
  const blocks = [
    '## This was a false alarm',
    `Mintmark took it back at ${at}, because proof has arrived for each thing that did not fit:`,
    reasons.map((reason) => `- ${prose(reason)}.`).join('\n'),
    'Nothing has to be done. We are sorry for the fright; whoever has already acted on it (a yank, a token) can undo that. What was said stays below, as it was.',
    '---',
    ...incidentBlocks(pack, [], at),
  ];
  return `${fit(blocks, leftOut, room)}\n`;
}
