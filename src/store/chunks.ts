/** The items in order, in lists of at most `size`, so that no statement grows with what it is handed. */
export function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** All rows of a query that gives them page by page, in the order of their ids. */
export async function pages<Row extends { readonly id: number }>(
  size: number,
  after: (id: number) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let last = 0; ; ) {
    const page = await after(last);
    rows.push(...page);
    if (page.length < size) return rows;
    last = page.at(-1)?.id ?? last;
  }
}
