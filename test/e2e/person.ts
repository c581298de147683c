/** A person with a browser as simple as can be: it keeps cookies by origin, and follows where it is led. */
export interface Person {
  /** Without following: the answer itself. */
  ask(url: string, init?: RequestInit): Promise<Response>;
  /** The answer at the end of the way. */
  open(url: string): Promise<Response>;
  /** Signs in as one of the people of the local GitHub, and opens this path. */
  signIn(app: string, login: string, to?: string): Promise<Response>;
  /** As it is kept for an origin, by name. */
  cookies(origin: string): ReadonlyMap<string, string>;
  keep(origin: string, name: string, value: string): void;
}

export function person(): Person {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (origin: string) => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };

  async function ask(url: string, init: RequestInit = {}): Promise<Response> {
    const jar = jarOf(new URL(url).origin);
    const headers = new Headers(init.headers);
    if (jar.size > 0 && !headers.has('cookie'))
      headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/; Max-Age=0(?:;|$)/.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }

  async function open(url: string): Promise<Response> {
    let here = url;
    for (let steps = 0; steps < 10; steps += 1) {
      const answer = await ask(here);
      const next = answer.headers.get('location');
      if (next === null) return answer;
      here = new URL(next, here).href;
    }
    throw new Error(`${url} leads nowhere`);
  }

  return {
    ask,
    open,
    async signIn(app, login, to = '/') {
      const begun = await ask(`${app}/sign-in?to=${encodeURIComponent(to)}`);
      const page = new URL(begun.headers.get('location') ?? '', app);
      page.searchParams.set('login', login);
      return open(page.href);
    },
    cookies: (origin) => jarOf(origin),
    keep: (origin, name, value) => void jarOf(origin).set(name, value),
  };
}
