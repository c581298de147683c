import type { Http, Reply } from './http.ts';
import { askedOf, keyOfAsked, type RecordedAnswer, type Recording, recordedReply } from './recording.ts';

/**
 * Asks through another and remembers every reply. A question that was asked before in this run gets the reply that it
 * got then, so that the run and its replay see the same.
 */
export function recording(
  http: Http,
  now: () => number = Date.now,
): { readonly http: Http; readonly recording: () => Recording } {
  const replies = new Map<string, Promise<Reply>>();
  const answers = new Map<string, RecordedAnswer>();
  return {
    http: {
      ask(question) {
        const asked = askedOf(question);
        const key = keyOfAsked(asked);
        const known = replies.get(key);
        if (known !== undefined) return known;
        const reply = http.ask(question).then((given) => {
          answers.set(key, { ...asked, reply: recordedReply(given) });
          return given;
        });
        replies.set(key, reply);
        return reply;
      },
    },
    recording: () => ({
      version: 1,
      created: new Date(now()).toISOString(),
      answers: [...answers].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, answer]) => answer),
    }),
  };
}

/** Answers what was recorded, whatever the order, and nothing else. */
export function replay({ answers }: Recording): Http {
  const replies = new Map<string, RecordedAnswer['reply']>();
  // what came first counts, as it did when it was recorded
  for (const answer of answers.toReversed()) replies.set(keyOfAsked(answer), answer.reply);
  return {
    async ask(question) {
      const reply = replies.get(keyOfAsked(askedOf(question)));
      if (reply === undefined) {
        const reason = `not in the recording: ${question.service} ${question.path}`;
        return { state: 'unavailable', reason, source: '', until: null };
      }
      return reply.state === 'answered' ? { ...reply, from: 'replayed' } : reply;
    },
  };
}
