/** Titles of the table's columns, in their order. */
export const afterActionColumns = ['Finding', 'Went', 'Action', 'Control', 'Owner', 'Until'] as const;

export type AfterActionColumn = (typeof afterActionColumns)[number];

/** What tells which exercise a table is from; nobody sees it in the rendered page. */
export function afterActionMarker(scenario: string): string {
  return `<!-- mintmark after-action: ${scenario} -->`;
}

export const afterActionMarkerPattern = /^<!-- mintmark after-action: ([a-z-]{1,60}) -->$/;
