import type { SettledBy } from '../../types/settled-by.ts';

/** When Mintmark takes a point for put right whose edit alone does not: a sentence. */
export const settledWords: Readonly<Record<SettledBy, string>> = {
  'next-release': 'Mintmark ticks the point off once a release has come with provenance.',
};
