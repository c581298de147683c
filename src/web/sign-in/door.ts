import { createHash, randomBytes } from 'node:crypto';
import type { UserAccess } from '../../github/user-access.ts';
import type { Visitor } from '../sight.ts';
import { callbackPath } from './callback-path.ts';
import { cookieOf } from './cookies.ts';
import { destination } from './destination.ts';
import { isRefusal, keptAccess } from './kept-access.ts';
import { isSame, type SignInKeys } from './keys.ts';
import type { People } from './people.ts';
import { refusalLimit } from './refusal-limit.ts';
import { type Beginning, type Session, sealsBy } from './sealed.ts';

/** Who comes in, and how they go. */
export interface Door {
  /**
   * Who sends a request, if GitHub still takes the token that it carries.
   * @throws GitHubUnavailable where GitHub was to be asked and does not answer
   */
  enter(request: Request, options: { readonly takesBearer: boolean }): Promise<Entered>;
  /** Leads to GitHub. */
  begin(asked: string | null): Promise<Way>;
  /** What GitHub sends the browser back with. @throws GitHubUnavailable */
  finish(request: Request): Promise<Way | Turned>;
  /** Ends a session, at GitHub too. Nothing happens where the request does not come from one of our own pages. */
  leave(request: Request): Promise<Way | Turned>;
  /** Headers that have the browser forget its session. */
  readonly forgetting: readonly string[];
}

export type Entered =
  | { readonly state: 'person'; readonly visitor: Visitor; readonly access: UserAccess }
  /** `isStale`: by a cookie or a token that is worth nothing. */
  | { readonly state: 'nobody'; readonly isStale: boolean }
  /** Too many tokens came that GitHub does not take: no further one is shown to it for a minute. */
  | { readonly state: 'too-many' };

/** Where the browser goes next, with what it is to keep. */
export interface Way {
  readonly to: string;
  readonly cookies: readonly string[];
}

/** Why it goes nowhere. */
export interface Turned {
  readonly turned: 'not-begun-here' | 'declined' | 'code-refused' | 'foreign-page';
}

export interface DoorOptions {
  readonly people: People;
  readonly keys: SignInKeys;
  /** The origin at which people open the dashboard. */
  readonly url: string;
  /** Real time in milliseconds since the epoch, whatever time the app goes by. */
  readonly clock: () => number;
  /** Called where GitHub could not be told that a session has ended. */
  readonly onKept: (error: unknown) => void;
}

export function openDoor({ people, keys, url, clock, onKept }: DoorOptions): Door {
  const seals = sealsBy(keys.sealing, clock);
  const sessions = cookieOf('mintmark', url);
  const beginnings = cookieOf('mintmark-start', url);
  const redirectUri = url + callbackPath;
  const access = keptAccess((token) => people.access(token), clock);
  const limit = refusalLimit(clock);

  async function sessionIn(request: Request): Promise<Session | null> {
    const sealed = sessions.in(request);
    return sealed === null ? null : seals.session.open(sealed);
  }

  async function byBearer(header: string): Promise<Entered> {
    const [, token] = bearer.exec(header) ?? [];
    if (token === undefined) return { state: 'nobody', isStale: true };
    if (!access.knows(token) && limit.isReached()) return { state: 'too-many' };
    const isNew = !access.knows(token);
    const asked = access.of(token);
    const visitor = await unlessRefused(asked.user());
    if (visitor === null && isNew) limit.note();
    return visitor === null ? { state: 'nobody', isStale: true } : entered(visitor, asked);
  }

  async function finished(beginning: Beginning, code: string): Promise<Way | Turned> {
    const given = await people.signIn.exchange({ code, verifier: beginning.verifier, redirectUri });
    const user = given === null ? null : await unlessRefused(people.access(given.token).user());
    if (given === null || user === null) return { turned: 'code-refused' };
    const seconds = Math.min(given.seconds ?? longestSession, longestSession);
    const endsAt = clock() + seconds * 1000;
    const session = { id: user.id, login: user.login, token: given.token, endsAt };
    const kept = sessions.set(await seals.session.seal(session, endsAt), seconds);
    return { to: beginning.to, cookies: [kept, beginnings.drop] };
  }

  return {
    forgetting: [sessions.drop],

    async enter(request, { takesBearer }) {
      const header = request.headers.get('authorization');
      if (takesBearer && header !== null) return byBearer(header);
      const session = await sessionIn(request);
      if (session === null) return { state: 'nobody', isStale: sessions.in(request) !== null };
      return entered({ id: session.id, login: session.login }, access.of(session.token));
    },

    async begin(asked) {
      const [state, verifier] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      const sealed = await seals.beginning.seal(
        { state, verifier, to: destination(asked) },
        clock() + longestWay * 1000,
      );
      return {
        to: people.signIn.authorizePage({ state, challenge, redirectUri }),
        cookies: [beginnings.set(sealed, longestWay)],
      };
    },

    async finish(request) {
      const sealed = beginnings.in(request);
      const beginning = sealed === null ? null : await seals.beginning.open(sealed);
      const { searchParams: sent } = new URL(request.url);
      // Without the cookie that was set here, anybody could have others signed in as themselves
      if (beginning === null || !isSame(beginning.state, sent.get('state') ?? '')) return { turned: 'not-begun-here' };
      const code = sent.get('code') ?? '';
      if (sent.get('error') === 'access_denied') return { turned: 'declined' };
      return codeShape.test(code) ? finished(beginning, code) : { turned: 'code-refused' };
    },

    async leave(request) {
      if (request.headers.get('origin') !== url) return { turned: 'foreign-page' };
      const session = await sessionIn(request);
      if (session !== null) {
        await people.signIn.forget(session.token).catch(onKept);
        // Afterwards: what was asked meanwhile is kept no longer either
        access.forget(session.token);
      }
      return { to: '/', cookies: [sessions.drop] };
    },
  };
}

/** In seconds. GitHub's own tokens hold as long. */
const longestSession = 8 * 60 * 60;

/** In seconds, from our page to GitHub and back. */
const longestWay = 10 * 60;

const bearer = /^bearer +([\w.-]{10,2000})$/i;
const codeShape = /^[\w-]{1,200}$/;

/** Each page is made under what GitHub listed within the minute, those too that ask for nothing of it. */
async function entered(visitor: Visitor, access: UserAccess): Promise<Entered> {
  const listed = await unlessRefused(access.installations());
  return listed === null ? { state: 'nobody', isStale: true } : { state: 'person', visitor, access };
}

async function unlessRefused<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
