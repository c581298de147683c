import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Http, Question } from '../../src/http/http.ts';
import { askedRegistries, clientOf, names, startWith, wayTo } from '../registries/asked-clients.ts';
import { expectSound } from '../registries/hostile.ts';
import { type Answer, fakeHttp } from '../registries/replies.ts';
import { nearby } from './mutations.ts';

/*
 * A registry answers all that its client asks, and one of the answers is something near what it was: as text, so that the
 * reading of JSON, XML and streams is tried too. The client gives a history that is sound, or says that it has none.
 */

const runs = Number(process.env['FUZZ_RUNS'] ?? 16);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_101);

describe('a conversation with one answer that was changed ends well:', {
  timeout: runs > 16 ? 3_600_000 : 60_000,
}, () => {
  it.each(askedRegistries)('%s', async (registry) => {
    const client = await clientOf(registry);
    const name = names[registry];
    const answers = await conversation(registry, (http) => client.history(name, http));
    const addresses = Object.keys(answers);
    expect(addresses.length).toBeGreaterThan(0);
    const texts = Object.values(answers).map(({ body }) => String(body));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...addresses), nearby(texts), async (changed, body) => {
        const history = await client.history(name, fakeHttp({ ...answers, [changed]: { ...answers[changed], body } }));
        if (history.state === 'seen') expectSound(history.value);
        else expect(['absent', 'unreadable']).toContain(history.state);
      }),
      { numRuns: runs, seed },
    );
  });
});

/** What a local registry answers, by the addresses that `fakeHttp` knows; distillers get the answer as it was. */
async function conversation(
  registry: (typeof askedRegistries)[number],
  talk: (http: Http) => Promise<{ readonly state: string }>,
): Promise<Readonly<Record<string, Answer>>> {
  const registries = await startWith(registry);
  try {
    const real = wayTo(registries);
    const answers: Record<string, Answer> = {};
    const ask = async (question: Question) => {
      const { distil: _, ...whole } = question;
      const reply = await real.ask(whole);
      if (reply.state === 'answered')
        answers[`${question.service} ${question.base} ${question.path}`] = {
          status: reply.status,
          body: reply.text,
          headers: reply.headers,
        };
      return fakeHttp(answers).ask(question);
    };
    expect((await talk({ ask })).state).toBe('seen');
    return answers;
  } finally {
    await registries.close();
  }
}
