import { type Distiller, Indigestible } from './http.ts';

/** What came of a body: its text, or why there is none. */
export type Body =
  | { readonly state: 'read'; readonly text: string; readonly bytes: number }
  | { readonly state: 'too-large'; readonly bytes: number }
  | { readonly state: 'broken'; readonly bytes: number }
  | { readonly state: 'indigestible'; readonly reason: string; readonly bytes: number };

/**
 * Reads a body up to a limit of (decompressed) bytes, as text or through a distiller, and hangs up where there is more.
 * Bytes that are no UTF-8 become the mark for an unreadable character.
 */
export async function readBody(
  stream: ReadableStream<Uint8Array> | null,
  mostBytes: number,
  distil: Distiller | null,
): Promise<Body> {
  const meter: Meter = { bytes: 0, trouble: null };
  const chunks = metered(stream, mostBytes, meter);
  try {
    const text = await (distil === null ? textOf(chunks) : distil.distil(chunks));
    return meter.trouble === null
      ? { state: 'read', text, bytes: meter.bytes }
      : { state: meter.trouble, bytes: meter.bytes };
  } catch (error) {
    // A distiller may have made its own error of ours: what the stream met comes first.
    if (meter.trouble !== null) return { state: meter.trouble, bytes: meter.bytes };
    const reason = error instanceof Indigestible ? error.message : 'it could not be read';
    return { state: 'indigestible', reason, bytes: meter.bytes };
  } finally {
    await chunks.return();
    await stream?.cancel().catch(() => undefined);
  }
}

interface Meter {
  bytes: number;
  trouble: 'too-large' | 'broken' | null;
}

async function* metered(
  stream: ReadableStream<Uint8Array> | null,
  mostBytes: number,
  meter: Meter,
): AsyncGenerator<Uint8Array, void> {
  if (stream === null) return;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      meter.bytes += value.byteLength;
      if (meter.bytes > mostBytes) {
        meter.trouble = 'too-large';
        throw new Indigestible('it is too large');
      }
      yield value;
    }
  } catch (error) {
    meter.trouble ??= 'broken';
    throw error;
  } finally {
    await reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return new TextDecoder().decode(Buffer.concat(all));
}
