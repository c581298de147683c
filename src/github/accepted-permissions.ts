/**
 * What `X-Accepted-GitHub-Permissions` asks for, as `administration:read`. The header lists alternatives between `;`, and
 * what one alternative needs between `,`: `contents=read,actions=read; administration=write`. Of several the one is
 * given that reads most and asks for least. Null where the header is missing or names no permission.
 */
export function acceptedPermission(header: string | undefined): string | null {
  const alternatives = (header ?? '').slice(0, longest).split(';').map(namedIn);
  const [best] = alternatives
    .filter((names) => names.length > 0)
    .toSorted((a, b) => writesIn(a) - writesIn(b) || a.length - b.length);
  return best?.join(', ') ?? null;
}

const longest = 1_000;

function namedIn(alternative: string): readonly string[] {
  return alternative
    .split(',')
    .map((each) => each.trim())
    .filter((each) => permission.test(each))
    .map((each) => each.replace('=', ':'));
}

/** Other words stand in the header, too: `allows_permissionless_access=true`. */
const permission = /^[a-z_]{1,60}=(?:read|write|admin)$/;

function writesIn(names: readonly string[]): number {
  return names.filter((name) => !name.endsWith(':read')).length;
}
