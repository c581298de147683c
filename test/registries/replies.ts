import type { Http, Question, Reply } from '../../src/http/http.ts';

/** An answer of a registry. A body that is no string or bytes is sent as JSON; status 200 where it is left out. */
export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What cannot be answered: the reason. */
export interface NoAnswer {
  readonly unavailable: string;
  readonly until?: number;
}

export interface FakeHttp extends Http {
  /** Everything that was asked so far, in order. */
  readonly questions: readonly Question[];
  /** The same as `service base path`. */
  readonly asked: readonly string[];
}

/**
 * An Http that answers from a table of `service base path`, `pypi main /simple/left/`, and 404 for everything else. A
 * distiller gets the body in small pieces, as from a network; what it throws makes the reply `unavailable`.
 */
export function fakeHttp(answers: Readonly<Record<string, Answer | NoAnswer>>): FakeHttp {
  const table = new Map(Object.entries(answers));
  const questions: Question[] = [];
  return {
    questions,
    get asked() {
      return questions.map(addressOf);
    },
    ask: async (question) => {
      questions.push(question);
      const answer = table.get(addressOf(question)) ?? { status: 404, body: 'Not Found' };
      return 'unavailable' in answer ? unavailable(question, answer) : await answered(question, answer);
    },
  };
}

function addressOf({ service, base, path }: Question): string {
  return `${service} ${base} ${path}`;
}

function sourceOf({ service, base, path }: Question): string {
  return `https://${base}.${service}.example${path}`;
}

function unavailable(question: Question, { unavailable: reason, until }: NoAnswer): Reply {
  return { state: 'unavailable', reason, source: sourceOf(question), until: until ?? null };
}

async function answered(question: Question, { status = 200, body = '', headers = {} }: Answer): Promise<Reply> {
  const bytes = Buffer.from(body instanceof Uint8Array || typeof body === 'string' ? body : JSON.stringify(body));
  if (bytes.length > (question.mostBytes ?? 8 * 1024 * 1024))
    return unavailable(question, { unavailable: 'the answer is too large' });
  const reply = { state: 'answered', status, headers, source: sourceOf(question), from: 'network' } as const;
  if (question.distil === undefined) return { ...reply, text: bytes.toString('utf8') };
  if (status < 200 || status > 299) return { ...reply, text: '' };
  try {
    return { ...reply, text: await question.distil.distil(pieces(bytes)) };
  } catch (error) {
    return unavailable(question, { unavailable: error instanceof Error ? error.message : 'not what was asked for' });
  }
}

/** Pieces of a size that cuts words and characters in two. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const size = bytes.length < 100_000 ? 61 : 65_521;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
