/** A package as it is installed, or as the lockfile tells where it is not. */
export interface Licensed {
  readonly name: string;
  /** An SPDX expression; null where it names none. */
  readonly licence: string | null;
}

/** Licences that ask for no more than to be named, which our own Apache-2.0 does not stand in the way of. */
const allowed: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
]);

interface Exception {
  readonly names: RegExp;
  readonly licence: string;
  readonly reason: string;
}

const exceptions: readonly Exception[] = [
  {
    names: /^openpgp$/,
    licence: 'LGPL-3.0+',
    reason: 'a library that is installed beside Mintmark, unchanged, and can be replaced by who uses it',
  },
  {
    names: /^lightningcss(?:-[a-z0-9-]+)?$/,
    licence: 'MPL-2.0',
    reason: 'of the test runner, in development only; unchanged, and nothing of it is published',
  },
  {
    names: /^axe-core$/,
    licence: 'MPL-2.0',
    reason: 'looks at our pages in tests only; unchanged, and nothing of it is published',
  },
  {
    names: /^caniuse-lite$/,
    licence: 'CC-BY-4.0',
    reason: 'data that mutation testing brings along, in development only; nothing of it is published',
  },
];

/** Packages whose licence nobody has agreed to, and exceptions that no package needs any more. */
export function licenceProblems(packages: readonly Licensed[]): readonly string[] {
  const isExcepted = ({ name, licence }: Licensed, exception: Exception) =>
    exception.names.test(name) && exception.licence === licence;
  const refused = packages.filter(
    (each) =>
      !(each.licence !== null && isAllowed(each.licence)) &&
      !exceptions.some((exception) => isExcepted(each, exception)),
  );
  const unused = exceptions.filter((exception) => !packages.some((each) => isExcepted(each, exception)));
  return [
    ...refused.map(({ name, licence }) => `${name} is under ${licence ?? 'no licence that it names'}`),
    ...unused.map(({ names, licence }) => `the exception of ${names.source} for ${licence} is not needed any more`),
  ];
}

/** An expression holds where its licences do: all that `AND` joins, and one of those that `OR` joins, which binds less. */
export function isAllowed(expression: string): boolean {
  const tokens = expression.slice(0, 500).match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;

  function anyOf(): boolean {
    let holds = allOf();
    while (tokens[at] === 'OR') {
      at += 1;
      holds = allOf() || holds;
    }
    return holds;
  }

  function allOf(): boolean {
    let holds = one();
    while (tokens[at] === 'AND') {
      at += 1;
      holds = one() && holds;
    }
    return holds;
  }

  function one(): boolean {
    const token = tokens[at];
    at += 1;
    if (token !== '(') return token !== undefined && allowed.has(token);
    const holds = anyOf();
    if (tokens[at] !== ')') return false;
    at += 1;
    return holds;
  }

  const holds = anyOf();
  return holds && at === tokens.length;
}
