import { type Extract, extract } from 'tar-stream';
import { z } from 'zod';
import { type Distiller, Indigestible } from '../../http/http.ts';

/** What the distiller makes of an archive. */
export const claimedShape = z.object({ commit: z.string().nullable(), dirty: z.boolean() });

type Claimed = z.infer<typeof claimedShape>;

/**
 * Reads `.cargo_vcs_info.json` out of a `.crate` while it arrives, and stops there: cargo puts it first. At most 30 MiB
 * are unpacked; nothing is written anywhere. An archive without it claims nothing.
 */
export const vcsInfo: Distiller = {
  name: 'crate-vcs-info/1',
  distil: async (chunks) => JSON.stringify(await claimOf(chunks)),
};

async function claimOf(chunks: AsyncIterable<Uint8Array>): Promise<Claimed> {
  const archive = extract();
  const pieces = ReadableStream.from(chunks).pipeThrough(new DecompressionStream('gzip')).getReader();
  const filling = fill(archive, pieces);
  try {
    for await (const entry of archive) {
      const isClaim = entry.header.type === 'file' && /^[^/]+\/\.cargo_vcs_info\.json$/.test(entry.header.name);
      if (isClaim) return read(await textOf(entry));
      entry.resume();
    }
    return nothing;
  } catch (error) {
    throw error instanceof Indigestible ? error : new Indigestible('the archive is not a gzipped tar');
  } finally {
    archive.destroy(null);
    // Not waited for: it ends with the next chunk, and a network may never bring that.
    pieces.cancel().catch(() => undefined);
    await filling;
  }
}

const nothing: Claimed = { commit: null, dirty: false };

/** Fills the archive as fast as that takes it. Never throws: what went wrong ends the archive. */
async function fill(archive: Extract, pieces: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const closed = new Promise<void>((resolve) => archive.once('close', resolve));
  let unpacked = 0;
  try {
    for (let next = await pieces.read(); !next.done; next = await pieces.read()) {
      unpacked += next.value.length;
      if (unpacked > mostUnpackedBytes) throw new Indigestible('the archive unpacks to more than 30 MiB');
      const hasRoom = archive.write(next.value);
      // One that is being closed has no room either, and never will.
      if (!hasRoom && !archive.destroying) await Promise.race([closed, room(archive)]);
      if (archive.destroying) return;
    }
    archive.end(null);
  } catch (error) {
    archive.destroy(error instanceof Error ? error : new Error('the archive broke off'));
  }
}

const mostUnpackedBytes = 30 * 1024 * 1024;

async function room(archive: Extract): Promise<void> {
  await new Promise<void>((resolve) => archive.once('drain', resolve));
}

async function textOf(entry: AsyncIterable<unknown>): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of entry) {
    if (!(part instanceof Uint8Array)) continue;
    length += part.length;
    if (length > mostClaimBytes) return '';
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

const mostClaimBytes = 64 * 1024;

/** `{"git":{"sha1":"…","dirty":true},"path_in_vcs":"crates/one"}`, written by the publisher's cargo. */
function read(text: string): Claimed {
  try {
    const { git } = vcsShape.parse(JSON.parse(text));
    return { commit: git.sha1, dirty: git.dirty };
  } catch {
    return nothing;
  }
}

const vcsShape = z.object({
  git: z.object({
    sha1: z
      .string()
      .regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i)
      .transform((sha) => sha.toLowerCase())
      .nullable()
      .catch(null),
    dirty: z.boolean().catch(false),
  }),
});
