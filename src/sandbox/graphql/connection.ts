/** How many of a list are wanted, and from where: GitHub's arguments for every connection. */
export interface Page {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A list as GraphQL hands it out: the wanted part of it, shown item by item, and how long it is. */
export function connection<Item, Shown>(
  items: readonly Item[],
  { first, last, after, before }: Page,
  show: (item: Item) => Shown,
): Connection<Shown> {
  const start = positionOf(after) ?? 0;
  const end = Math.min(items.length, (positionOf(before) ?? items.length + 1) - 1);
  const lastIndex = typeof first === 'number' ? Math.min(end, start + first) : end;
  const firstIndex = typeof last === 'number' ? Math.max(start, lastIndex - last) : start;
  return {
    totalCount: items.length,
    nodes: items.slice(firstIndex, lastIndex).map(show),
    pageInfo: {
      hasNextPage: lastIndex < items.length,
      hasPreviousPage: firstIndex > 0,
      startCursor: firstIndex < lastIndex ? cursorOf(firstIndex + 1) : null,
      endCursor: firstIndex < lastIndex ? cursorOf(lastIndex) : null,
    },
  };
}

export interface Connection<Item> {
  readonly totalCount: number;
  readonly nodes: readonly Item[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** A cursor hides the position, from 1, of the item that it stands on. */
function cursorOf(position: number): string {
  return Buffer.from(`cursor:${position}`).toString('base64');
}

function positionOf(cursor: string | null | undefined): number | null {
  if (cursor === null || cursor === undefined) return null;
  const position = Number(Buffer.from(cursor, 'base64').toString().slice('cursor:'.length));
  return Number.isInteger(position) && position >= 0 ? position : null;
}
