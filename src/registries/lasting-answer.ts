import type { Http, Question, Reply } from '../http/http.ts';

/** What is known of a document that belongs to a release. */
export interface LastingDocument {
  /** False for a page of an outage, which is never taken from what was kept. */
  readonly isDocument: (text: string) => boolean;
  /** False for a document that says that something is not there yet; true for all where it is left out. */
  readonly isWhole?: (text: string) => boolean;
  /** Of the release; ISO 8601. Null where that is not known: then only what is there is believed. */
  readonly publishedAt: string | null;
}

/**
 * Asks for a document that its registry never changes, once in four weeks. What is missing or not whole may come late, and
 * is asked for anew until the release is two days old; what is so then stays so.
 */
export async function lastingAnswer(
  http: Http,
  question: Omit<Question, 'freshSeconds' | 'finalFrom'>,
  { isDocument, isWhole, publishedAt }: LastingDocument,
): Promise<Reply> {
  const settled = settledAt(publishedAt);
  return await http.ask({
    ...question,
    freshSeconds: fourWeeks,
    finalFrom: (text) => {
      if (text === null) return settled;
      if (!isDocument(text)) return null;
      return isWhole?.(text) === false ? settled : 0;
    },
  });
}

/** Milliseconds since the epoch when all has come that belongs to a release. */
function settledAt(publishedAt: string | null): number | null {
  const published = Date.parse(publishedAt ?? '');
  return Number.isNaN(published) ? null : published + twoDays;
}

/** Does a text look like an object of JSON? Enough to tell it from a page. */
export function isJsonObject(text: string): boolean {
  return text.trimStart().startsWith('{');
}

const fourWeeks = 28 * 24 * 60 * 60;
const twoDays = 2 * 24 * 60 * 60 * 1000;
