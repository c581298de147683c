import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type PreviousSecret, signatureCheck } from '../../src/app/webhook-signature.ts';
import { keptLog } from './silent-log.ts';

const secrets = { now: 'the secret that is in force', before: 'the secret that was before it' };

function signed(body: string | Buffer, secret: string): [Buffer, string] {
  const raw = Buffer.from(body);
  return [raw, `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`];
}

function checking(previousSecret: PreviousSecret | null) {
  const clock = { now: 0 };
  const { log, lines } = keptLog();
  const counted = { previous: 0 };
  const check = signatureCheck({
    webhookSecret: secrets.now,
    previousSecret,
    log,
    now: () => clock.now,
    onPrevious: () => {
      counted.previous += 1;
    },
  });
  return { check, lines, counted, clock };
}

describe('a signature', () => {
  const { check, lines } = checking(null);

  it('of the same bytes with our secret is right', () => {
    expect(check(...signed('{"a":"ü"}', secrets.now))).toBe(true);
  });

  it('is over the bytes as they came, also where they are no UTF-8', () => {
    const [raw, signature] = signed(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), secrets.now);
    expect(check(raw, signature)).toBe(true);
    expect(check(Buffer.from(raw.toString('utf8')), signature)).toBe(false);
  });

  it.each([
    ['another secret', signed('{}', 'a secret of somebody else')],
    ['other bytes', [Buffer.from('{} '), signed('{}', secrets.now)[1]] as const],
    ['the previous secret, where none is set', signed('{}', secrets.before)],
    ['nothing', [Buffer.from('{}'), ''] as const],
    ['the older kind', [Buffer.from('{}'), signed('{}', secrets.now)[1].replace('sha256', 'sha1')] as const],
    ['half of it', [Buffer.from('{}'), signed('{}', secrets.now)[1].slice(0, 39)] as const],
    ['more than it', [Buffer.from('{}'), `${signed('{}', secrets.now)[1]}00`] as const],
    ['what is no number', [Buffer.from('{}'), `sha256=${'g'.repeat(64)}`] as const],
    ['a line more', [Buffer.from('{}'), `${signed('{}', secrets.now)[1]}\n`] as const],
  ])('of %s is wrong', (_, [raw, signature]) => {
    expect(check(raw, signature)).toBe(false);
    expect(lines).toEqual([]);
  });
});

describe('a signature with the previous secret', () => {
  it('is right while nothing ends it, is counted, and is told of once an hour', () => {
    const { check, lines, counted, clock } = checking({ secret: secrets.before, until: null });
    for (clock.now of [0, 1000, 59 * 60_000, 60 * 60_000]) expect(check(...signed('{}', secrets.before))).toBe(true);
    expect(counted.previous).toBe(4);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('remove WEBHOOK_SECRET_PREVIOUS');
    expect(lines.join('')).not.toContain(secrets.before);
  });

  it('is wrong from its end on, which is told, and not counted', () => {
    const { check, lines, counted, clock } = checking({ secret: secrets.before, until: 1000 });
    const answers = [999, 1000, 2000].map((now) => {
      clock.now = now;
      return check(...signed('{}', secrets.before));
    });
    expect([answers, counted.previous]).toEqual([[true, false, false], 1]);
    clock.now = 60 * 60_000 + 999;
    expect(check(...signed('{}', secrets.before))).toBe(false);
    expect(lines.at(-1)).toContain('whose time is over');
  });

  it('changes nothing for the one in force', () => {
    const { check, lines, counted } = checking({ secret: secrets.before, until: null });
    expect(check(...signed('{}', secrets.now))).toBe(true);
    expect(check(...signed('{}', 'a secret of somebody else'))).toBe(false);
    expect([counted.previous, lines]).toEqual([0, []]);
  });
});
