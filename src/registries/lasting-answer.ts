import type { Http, Question, Reply } from '../http/http.ts';

/**
 * Asks for a document that its registry never changes, once in four weeks. That holds for the document itself only: when
 * what was kept says that it is missing, or is a page of an outage, it is asked for anew, since it may have come late.
 */
export async function lastingAnswer(
  http: Http,
  question: Omit<Question, 'freshSeconds'>,
  isDocument: (text: string) => boolean,
): Promise<Reply> {
  const reply = await http.ask({ ...question, freshSeconds: fourWeeks });
  const isKept = reply.state === 'answered' && reply.from === 'kept';
  if (!isKept || (reply.status === 200 && isDocument(reply.text))) return reply;
  return await http.ask({ ...question, freshSeconds: 1 });
}

const fourWeeks = 28 * 24 * 60 * 60;
