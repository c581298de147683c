import type { IncomingMessage } from 'node:http';

/** Why a body was not read. */
export type BodyTrouble = 'too-large' | 'too-slow' | 'no-room' | 'broken-off';

export interface BodyLimits {
  readonly bytes: number;
  /** For the whole body. */
  readonly milliseconds: number;
}

/** How much all bodies that are being read may hold of memory together. */
export interface Room {
  take(bytes: number): boolean;
  give(bytes: number): void;
}

export function roomFor(bytes: number): Room {
  let left = bytes;
  return {
    take(wanted) {
      if (wanted > left) return false;
      left -= wanted;
      return true;
    },
    give(bytesBack) {
      left += bytesBack;
    },
  };
}

/** Reads a body within its limits, and answers with what `use` makes of it; its room is taken until that is done. */
export async function withBody<T>(
  request: IncomingMessage,
  limits: BodyLimits,
  room: Room,
  use: (body: Buffer | BodyTrouble) => Promise<T>,
): Promise<T> {
  const held = { bytes: 0 };
  try {
    return await use(await readBody(request, limits, room, held));
  } finally {
    room.give(held.bytes);
  }
}

function readBody(
  request: IncomingMessage,
  limits: BodyLimits,
  room: Room,
  held: { bytes: number },
): Promise<Buffer | BodyTrouble> {
  if (Number(request.headers['content-length'] ?? 0) > limits.bytes) return Promise.resolve('too-large');
  const { promise, resolve } = Promise.withResolvers<Buffer | BodyTrouble>();
  const chunks: Buffer[] = [];
  const end = (result: Buffer | BodyTrouble) => {
    clearTimeout(timer);
    request.off('data', take).pause();
    resolve(result);
  };
  const timer = setTimeout(() => end('too-slow'), limits.milliseconds);
  const take = (chunk: Buffer) => {
    if (held.bytes + chunk.length > limits.bytes) return end('too-large');
    if (!room.take(chunk.length)) return end('no-room');
    held.bytes += chunk.length;
    chunks.push(chunk);
  };
  request
    .on('data', take)
    .once('end', () => end(Buffer.concat(chunks)))
    .once('error', () => end('broken-off'))
    .once('close', () => end('broken-off'));
  return promise;
}
