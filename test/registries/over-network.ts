import type { Http, ServiceId } from '../../src/http/http.ts';

/** An Http that does nothing but ask with `fetch`, for tests that look at what goes out. */
export function overNetwork(bases: Readonly<Record<string, string>>, service: ServiceId): Http {
  return {
    ask: async (question) => {
      if (question.service !== service) throw new Error(`${question.service} was asked`);
      const source = `${bases[question.base]}${question.path}`;
      const response = await fetch(source, {
        headers: question.accept === undefined ? {} : { accept: question.accept },
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      const text =
        question.distil === undefined ? new TextDecoder().decode(bytes) : await question.distil.distil(only(bytes));
      return { state: 'answered', status: response.status, headers: {}, text, source, from: 'network' };
    },
  };
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
