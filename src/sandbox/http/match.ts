/** A route's path, ready to be compared with paths of requests. */
export type PathPattern = (path: string) => ReadonlyMap<string, string> | null;

/** `/repos/{owner}/{repo}/contents/{path+}`: `{name}` is one part, `{name+}` may hold slashes. Parts come decoded. */
export function pathPattern(path: string): PathPattern {
  const names = [...path.matchAll(placeholder)].map(([, name = '']) => name);
  const source = path
    .split(placeholder)
    .map((piece, index) =>
      index % 3 === 0 ? escape(piece) : index % 3 === 1 ? '' : piece === '+' ? '(.+)' : '([^/]+)',
    )
    .join('');
  const expression = new RegExp(`^${source}$`);
  return (candidate) => {
    const parts = expression.exec(candidate)?.slice(1).map(decode);
    if (parts === undefined) return null;
    const found = parts.filter((part) => part !== null);
    return found.length === parts.length ? new Map(names.map((name, index) => [name, found[index] ?? ''])) : null;
  };
}

const placeholder = /\{(\w+)(\+?)\}/g;

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
