export interface MakeVariable {
  readonly value: string;
  /** Expanded when it was set (`:=`), or each time it is used (`=`). */
  readonly expanded: boolean;
}

export interface MakeScope {
  readonly lookup: (name: string) => MakeVariable | undefined;
  /**
   * What becomes of a name that nothing sets: `shell` leaves it to the shell as `${NAME}`, for make hands its
   * environment on and files do not tell all of it; `empty` is what make itself does, for conditions and targets.
   */
  readonly missing: 'shell' | 'empty';
  /** Characters that may still be read, shared by all expansions of one makefile: nesting multiplies them. */
  readonly budget: { left: number };
  readonly depth: number;
  /** Expands a text; a part of the scope, since functions expand their arguments and expanding calls functions. */
  readonly expand: (text: string, scope: MakeScope) => string;
}

/** One level deeper. */
export function deeper(scope: MakeScope, change: Partial<MakeScope> = {}): MakeScope {
  return { ...scope, ...change, depth: scope.depth + 1 };
}

/** The scope with some names set to texts that are final. */
export function withNames(scope: MakeScope, names: ReadonlyMap<string, string>): MakeScope {
  return deeper(scope, {
    lookup: (name) => {
      const value = names.get(name);
      return value === undefined ? scope.lookup(name) : { value, expanded: true };
    },
  });
}
