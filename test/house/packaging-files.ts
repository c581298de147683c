/** What stands at a path of keys and indexes in parsed YAML; undefined where there is nothing. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inside, key) => (Object(inside) as Record<string | number, unknown>)[key], value);
}

/** The instructions of a Dockerfile, lines that go on joined. */
export function instructionsOf(text: string): readonly { readonly keyword: string; readonly rest: string }[] {
  const joined = text.replaceAll(/^\s*#.*\n/gm, '').replaceAll(/\\\n\s*/g, ' ');
  return joined
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [keyword = ''] = line.trim().split(/\s/, 1);
      return { keyword: keyword.toUpperCase(), rest: line.trim().slice(keyword.length).trim() };
    });
}

/** The settings of a unit of systemd, in order. */
export function unitOf(text: string): readonly {
  readonly section: string;
  readonly name: string;
  readonly value: string;
}[] {
  let section = '';
  return text.split('\n').flatMap((line) => {
    const [, heading] = /^\[(\w+)\]$/.exec(line) ?? [];
    if (heading !== undefined) section = heading;
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [{ section, name, value }];
  });
}
