/** Numbers that follow from a seed alone. */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number;
  chance(share: number): boolean;
  /** @throws where there is nothing to pick from */
  pick<T>(list: readonly T[]): T;
  /** By weights of their own; what weighs nothing is never picked. */
  weighed<T extends { readonly weight: number }>(list: readonly T[]): T;
}

/** The generator known as mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('there is nothing to pick from');
    return list[Math.floor(next() * list.length)] as T;
  };
  return {
    next,
    pick,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (share) => next() < share,
    weighed(list) {
      let left = next() * list.reduce((sum, { weight }) => sum + weight, 0);
      const found = list.find(({ weight }) => (left -= weight) < 0);
      return found ?? pick(list);
    },
  };
}
