import type { AnswerCache, BlobCache, RefusalCache, StoredAnswer } from '../../src/github/client.ts';

/** Caches as the store has them, in memory. */
export function memoryCaches() {
  const stored = new Map<string, StoredAnswer>();
  const refused = new Map<string, string>();
  const contents = new Map<string, string>();
  const answers: AnswerCache = {
    get: async (key) => stored.get(key) ?? null,
    put: async (key, answer) => void stored.set(key, answer),
  };
  const refusals: RefusalCache = {
    get: async (route) => refused.get(route) ?? null,
    put: async (route, permission) => void refused.set(route, permission),
  };
  const blobs: BlobCache = {
    get: async (shas) => new Map(shas.flatMap((sha) => (contents.has(sha) ? [[sha, contents.get(sha) ?? '']] : []))),
    put: async (texts) => texts.forEach((text, sha) => contents.set(sha, text)),
  };
  return { answers, refusals, blobs, stored, refused, contents };
}
