import type { z } from 'zod';
import type { Http, Question, Reply } from '../http/http.ts';
import type { Observation } from '../types/observation.ts';

/** Asks for a JSON document of a shape; `absent` for 404 and 410, `unreadable` for everything else that is not one. */
export async function jsonAnswer<T>(http: Http, question: Question, shape: z.ZodType<T>): Promise<Observation<T>> {
  return readJson(await http.ask({ accept: 'application/json', ...question }), shape);
}

export function readJson<T>(reply: Reply, shape: z.ZodType<T>): Observation<T> {
  const answer = textOf(reply);
  if (answer.state !== 'seen') return answer;
  const { source } = answer;
  let json: unknown;
  try {
    json = JSON.parse(answer.value);
  } catch {
    return { state: 'unreadable', reason: 'the registry answered with something that is not JSON', source };
  }
  const { data, success } = shape.safeParse(json);
  if (!success)
    return { state: 'unreadable', reason: 'the registry answered in a form that it does not document', source };
  return { state: 'seen', value: data, source };
}

/** The text of an answer that brought one. */
export function textOf(reply: Reply): Observation<string> {
  const { source } = reply;
  if (reply.state === 'unavailable') return { state: 'unreadable', reason: reply.reason, source };
  if (reply.status === 404 || reply.status === 410) return { state: 'absent', source };
  if (reply.status === 200) return { state: 'seen', value: reply.text, source };
  return { state: 'unreadable', reason: `the registry answered with status ${reply.status}`, source };
}
