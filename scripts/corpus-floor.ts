/** What the scorer prints for the corpus, as far as the floor is about it. */
export type Figures = Readonly<Record<FigureName, number>>;
export type FigureName = (typeof figures)[number]['name'];

/** Every figure that no later change may make worse, in the order of the table. */
export const figures = [
  { name: 'recall', better: 'more' },
  { name: 'recallPerRepository', better: 'more' },
  { name: 'precision', better: 'more' },
  { name: 'auth', better: 'more' },
  { name: 'authPerRepository', better: 'more' },
  { name: 'line', better: 'more' },
  { name: 'environment', better: 'more' },
  { name: 'pinned', better: 'more' },
  { name: 'provenance', better: 'more' },
  { name: 'packages', better: 'more' },
  { name: 'negatives', better: 'more' },
  { name: 'dangerous', better: 'more' },
  { name: 'crashed', better: 'less' },
] as const;

export interface Comparison {
  readonly name: FigureName;
  readonly floor: number;
  readonly now: number;
  readonly verdict: 'held' | 'better' | 'worse';
}

/** Each figure beside its floor. */
export function compare(now: Figures, floor: Figures): readonly Comparison[] {
  return figures.map(({ name, better }) => {
    const gain = better === 'more' ? now[name] - floor[name] : floor[name] - now[name];
    return { name, floor: floor[name], now: now[name], verdict: gain === 0 ? 'held' : gain > 0 ? 'better' : 'worse' };
  });
}

/**
 * The figures out of parsed JSON.
 *
 * @throws {Error} where one is missing: a figure that nobody looks at any more would hold no floor
 */
export function figuresOf(parsed: unknown): Figures {
  const fields = new Map(typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : []);
  const read = (name: FigureName): number => {
    const value: unknown = fields.get(name);
    if (typeof value !== 'number') throw new Error(`there is no number ${JSON.stringify(name)}`);
    return value;
  };
  return {
    recall: read('recall'),
    recallPerRepository: read('recallPerRepository'),
    precision: read('precision'),
    auth: read('auth'),
    authPerRepository: read('authPerRepository'),
    line: read('line'),
    environment: read('environment'),
    pinned: read('pinned'),
    provenance: read('provenance'),
    packages: read('packages'),
    negatives: read('negatives'),
    dangerous: read('dangerous'),
    crashed: read('crashed'),
  };
}
