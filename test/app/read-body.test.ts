import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type BodyTrouble, roomFor, withBody } from '../../src/app/read-body.ts';

const limits = { bytes: 100, milliseconds: 1000 };

describe('a body', () => {
  it('is read whole, and its room is free again when it has been used', async () => {
    const room = roomFor(10);
    const { request, body } = read(room);
    request.write('12345');
    request.end('67890');
    expect(String(await body)).toBe('1234567890');
    expect(room.take(10)).toBe(true);
  });

  it('waits for no room where others hold it, and leaves theirs alone', async () => {
    const room = roomFor(10);
    const first = read(room);
    first.request.write('1234567');
    await new Promise((resolve) => setImmediate(resolve));
    const second = read(room);
    second.request.write('1234567');
    expect(await second.body).toBe('no-room');
    first.request.end('890');
    expect(String(await first.body)).toBe('1234567890');
  });

  it('that breaks off is none', async () => {
    const { request, body } = read(roomFor(10));
    request.write('1');
    request.destroy();
    expect(await body).toBe('broken-off');
  });
});

function read(room: ReturnType<typeof roomFor>) {
  const request = Object.assign(new PassThrough(), { headers: {} });
  const use = (body: Buffer | BodyTrouble) => Promise.resolve(body);
  return { request, body: withBody(request as unknown as IncomingMessage, limits, room, use) };
}
