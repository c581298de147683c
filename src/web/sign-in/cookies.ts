/** A cookie of the dashboard: for its whole origin, out of reach of scripts, and not sent along from other sites' pages. */
export interface Cookie {
  readonly name: string;
  /** The header that has it kept for so many seconds. */
  set(value: string, seconds: number): string;
  /** The header that has it dropped. */
  readonly drop: string;
  /** As the browser sent it; null where it did not, or more than once. */
  in(request: Request): string | null;
}

/**
 * @param origin where people open the dashboard. `__Host-` has browsers refuse what another host or an unprotected
 *   connection sets under the name; over plain HTTP, which is for this machine alone, they would refuse ours.
 */
export function cookieOf(purpose: string, origin: string): Cookie {
  const isProtected = origin.startsWith('https:');
  const name = `${isProtected ? '__Host-' : ''}${purpose}`;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isProtected ? '; Secure' : ''}`;
  return {
    name,
    set: (value, seconds) => `${name}=${value}; Max-Age=${Math.max(0, Math.floor(seconds))}; ${attributes}`,
    drop: `${name}=; Max-Age=0; ${attributes}`,
    in(request) {
      const sent = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
      const [value, ...others] = sent.flatMap((pair) =>
        pair.startsWith(`${name}=`) ? [pair.slice(name.length + 1)] : [],
      );
      return value === undefined || value === '' || others.length > 0 ? null : value;
    },
  };
}
