import type { SignalRule } from '../facts.ts';
import { fires, nothing } from '../guards/findings.ts';
import { emailWords, publisherWords } from '../guards/words.ts';

/** Did the same account publish under an e-mail address that it never had before? */
export const publisherEmailChanged: SignalRule = {
  ids: ['publisher-email-changed'],
  judge({ row, earlier }) {
    const { kind, name, email } = row.release.publisher;
    if (kind !== 'person' || name === null || email === null) return nothing;
    const before = earlier.flatMap(({ release: { publisher } }) =>
      publisher.kind === 'person' && publisher.name === name ? (publisher.email ?? []) : [],
    );
    const last = before.at(-1);
    if (last === undefined || before.some((known) => known.toLowerCase() === email.toLowerCase())) return nothing;
    return fires(
      'publisher-email-changed',
      'medium',
      `${publisherWords(row.release.publisher)} has the e-mail address ${emailWords(email)}; at earlier releases it was ${emailWords(last)}`,
    );
  },
};
