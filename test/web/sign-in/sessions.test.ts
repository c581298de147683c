import { describe, expect, it } from 'vitest';
import { cookieOf } from '../../../src/web/sign-in/cookies.ts';
import { noSignatures, signInKeys } from '../../../src/web/sign-in/keys.ts';
import { sealsBy } from '../../../src/web/sign-in/sealed.ts';

const start = Date.parse('2026-11-23T12:00:00Z');
const keysBy = (clientSecret: string) => signInKeys({ clientId: 'Iv23li', clientSecret });
const keys = keysBy('s'.repeat(40));
const session = { id: 7, login: 'ada', token: 'ghu_0123456789', endsAt: start + 60_000 };

describe('a sealed session', () => {
  it('is read by whoever has the client secret until it ends, and shows nothing to anybody else', async () => {
    let time = start;
    const seals = sealsBy(keys.sealing, () => time);
    const sealed = await seals.session.seal(session, session.endsAt);
    expect(await seals.session.open(sealed)).toEqual(session);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toMatch(/ada|ghu_/);
    // The client secret was changed: everybody has to sign in again
    expect(await sealsBy(keysBy('t'.repeat(40)).sealing, () => time).session.open(sealed)).toBe(null);
    time = session.endsAt + 1000;
    expect(await seals.session.open(sealed)).toBe(null);
  });

  it('is none that was sealed for something else, changed, cut or made without a key', async () => {
    const seals = sealsBy(keys.sealing, () => start);
    const begun = await seals.beginning.seal({ state: 's', verifier: 'v', to: '/' }, session.endsAt);
    expect(await seals.beginning.open(begun)).toEqual({ state: 's', verifier: 'v', to: '/' });
    const sealed = await seals.session.seal(session, session.endsAt);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = part({ content: session, aud: 'session', exp: 9_999_999_999 });
    const others = [
      begun,
      sealed.slice(0, -1),
      sealed.replace(/.(?=[^.]*$)/, (letter) => (letter === 'A' ? 'B' : 'A')),
      `${part({ alg: 'none' })}.${claims}.`,
      `${part({ alg: 'dir', enc: 'A256GCM' })}..${part({})}.${claims}.`,
      'x'.repeat(5000),
      '',
    ];
    for (const other of others) expect([other, await seals.session.open(other)]).toEqual([other, null]);
  });
});

describe('a signature', () => {
  it('belongs to its text and to the client secret', () => {
    const signature = keys.sign('feed of ada');
    expect([keys.isSigned('feed of ada', signature), keys.isSigned('feed of eve', signature)]).toEqual([true, false]);
    expect(keys.isSigned('feed of ada', keysBy('t'.repeat(40)).sign('feed of ada'))).toBe(false);
    expect([noSignatures.sign('x'), noSignatures.isSigned('x', '')]).toEqual([null, false]);
  });
});

describe('a cookie', () => {
  const asking = (cookie: string) => new Request('https://mint.test/', { headers: { cookie } });

  it('is for its host alone over a protected connection, and without protection on this machine only', () => {
    const open = cookieOf('mintmark', 'https://mint.test');
    expect(open.set('x', 60.7)).toBe('__Host-mintmark=x; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure');
    expect(open.drop).toContain('__Host-mintmark=; Max-Age=0; ');
    expect(cookieOf('mintmark', 'http://127.0.0.1:3000').set('x', 1)).toBe(
      'mintmark=x; Max-Age=1; Path=/; HttpOnly; SameSite=Lax',
    );
  });

  it('is taken where it came once, and not where another site has set one beside it', () => {
    const cookie = cookieOf('mintmark', 'http://127.0.0.1:3000');
    expect(cookie.in(asking('a=b; mintmark=x=; mintmark-start=y'))).toBe('x=');
    for (const sent of ['mintmark=x; mintmark=y', 'mintmark=', 'xmintmark=y', ''])
      expect(cookie.in(asking(sent))).toBe(null);
  });
});
