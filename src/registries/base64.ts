import type { Distiller } from '../http/http.ts';

/** Keeps a file that is no text as base64. */
export const base64: Distiller = {
  name: 'base64/1',
  distil: async (chunks) => {
    const pieces: Uint8Array[] = [];
    for await (const chunk of chunks) pieces.push(chunk);
    return Buffer.concat(pieces).toString('base64');
  },
};
