import type { AnswerCache, BlobCache, RefusalCache, StoredAnswer, TreeCache } from '../../src/github/client.ts';
import type { TreeEntry } from '../../src/github/tree-listing.ts';

/** Caches as the store has them, in memory. */
export function memoryCaches() {
  const stored = new Map<string, StoredAnswer>();
  const refused = new Map<string, string>();
  const contents = new Map<string, string>();
  const listings = new Map<string, readonly TreeEntry[]>();
  const answers: AnswerCache = {
    get: async (key) => stored.get(key) ?? null,
    put: async (key, answer) => void stored.set(key, answer),
  };
  const refusals: RefusalCache = {
    get: async (route) => refused.get(route) ?? null,
    put: async (route, permission) => void refused.set(route, permission),
  };
  const blobs: BlobCache & TreeCache = {
    get: async (shas) => new Map(shas.flatMap((sha) => (contents.has(sha) ? [[sha, contents.get(sha) ?? '']] : []))),
    put: async (texts) => texts.forEach((text, sha) => contents.set(sha, text)),
    tree: async (sha) => listings.get(sha) ?? null,
    keepTree: async (sha, entries) => void listings.set(sha, entries),
  };
  return { answers, refusals, blobs, stored, refused, contents, listings };
}
