import { z } from 'zod';
import type { Question, Reply } from './http.ts';

/** Every answer of one run, so that it can be made again without a network. Credentials are in none of it. */
export type Recording = z.infer<typeof recordingSchema>;
export type RecordedAnswer = Recording['answers'][number];
export type Asked = Omit<RecordedAnswer, 'reply'>;

const answered = z.strictObject({
  state: z.literal('answered'),
  status: z.int().min(100).max(599),
  headers: z.record(z.string(), z.string()),
  text: z.string(),
  source: z.string(),
});

const unavailable = z.strictObject({
  state: z.literal('unavailable'),
  reason: z.string(),
  source: z.string(),
  until: z.number().nullable(),
});

export const recordingSchema = z.strictObject({
  version: z.literal(1),
  /** ISO 8601. */
  created: z.iso.datetime(),
  answers: z.array(
    z.strictObject({
      service: z.string(),
      base: z.string(),
      method: z.enum(['GET', 'HEAD', 'POST']),
      path: z.string(),
      accept: z.string().nullable(),
      /** As JSON. */
      body: z.string().nullable(),
      /** The distiller's name. */
      distiller: z.string().nullable(),
      reply: z.discriminatedUnion('state', [answered, unavailable]),
    }),
  ),
});

/** A file that is no recording, or answers that are too many for one; the message is for whoever named the file. */
class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/**
 * A recording as it goes into a file: equal recordings give equal bytes.
 *
 * @throws RecordingError for more than 64 MiB
 */
export function recordingText(recording: Recording): string {
  const text = `${JSON.stringify(recording, null, 1)}\n`;
  if (Buffer.byteLength(text) > mostBytes) throw new RecordingError(`The answers are more than ${mostInWords}.`);
  return text;
}

/** @throws RecordingError saying what is wrong with the file, and where */
export function parseRecording(text: string): Recording {
  if (Buffer.byteLength(text) > mostBytes) throw new RecordingError(`The recording is larger than ${mostInWords}.`);
  const result = recordingSchema.safeParse(jsonOf(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the file' : issue.path.join('.');
  throw new RecordingError(`This is no recording of version 1: ${where}: ${issue?.message ?? 'not understood'}.`);
}

/** What makes two questions the same in one run, without what only bounds the answer. */
export function askedOf(question: Question): Asked {
  const { service, base, method = 'GET', path, accept = null, body, distil } = question;
  return {
    service,
    base,
    method,
    path,
    accept,
    body: body === undefined ? null : JSON.stringify(body),
    distiller: distil?.name ?? null,
  };
}

/** One text for each question, by which recordings are sorted. */
export function keyOfAsked({ service, base, path, method, accept, body, distiller }: Asked): string {
  return JSON.stringify([service, base, path, method, accept, body, distiller]);
}

/** A reply without where it came from: that differs from run to run. */
export function recordedReply(reply: Reply): RecordedAnswer['reply'] {
  if (reply.state === 'unavailable') {
    const { state, reason, source, until } = reply;
    return { state, reason, source, until };
  }
  const { state, status, headers, text, source } = reply;
  const sorted = Object.entries(headers).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { state, status, headers: Object.fromEntries(sorted), text, source };
}

const mostBytes = 64 * 1024 * 1024;
const mostInWords = '64 MiB';

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RecordingError('This is no recording: the file is not JSON.');
  }
}
