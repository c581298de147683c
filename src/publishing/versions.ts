/**
 * Whether a ref names at least this version: `v1.12.4`, `1.12`, `release/v1` (a moving major counts as its newest);
 * null where the ref names none.
 */
export function atLeast(ref: string, version: string): boolean | null {
  const found = /(?:^|[/@v])(\d{1,5})(?:\.(\d{1,5}))?(?:\.(\d{1,5}))?/.exec(ref);
  if (found === null) return null;
  const wanted = version.split('.').map(Number);
  for (const [index, number] of wanted.entries()) {
    const part = found[index + 1];
    if (part === undefined) return true;
    if (Number(part) !== number) return Number(part) > number;
  }
  return true;
}

const commit = /^[0-9a-f]{40}([0-9a-f]{24})?$/i;

/** Whether a ref is a full commit. */
export function isCommit(ref: string): boolean {
  return commit.test(ref);
}
