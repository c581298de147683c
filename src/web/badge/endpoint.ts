import type { BadgeTone, BadgeWords } from './badge-words.ts';

/** The badge as shields reads it from an endpoint. */
export function endpointBadge({ label, message, tone }: BadgeWords): string {
  return `${JSON.stringify({ schemaVersion: 1, label, message, color: colors[tone] })}\n`;
}

const colors: Readonly<Record<BadgeTone, string>> = {
  good: 'brightgreen',
  fair: 'yellow',
  poor: 'red',
  unknown: 'lightgrey',
};
