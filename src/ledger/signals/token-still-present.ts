import type { PackageRule } from '../facts.ts';
import { fires, nothing } from '../guards/findings.ts';
import { datedWords } from '../guards/words.ts';

/** Does a workflow still hold a token although releases come by trusted publishing? */
export const tokenStillPresent: PackageRule = {
  ids: ['token-still-present'],
  judge(all, { declared }) {
    const stable = all.filter(({ line }) => !line.isPrerelease);
    const trusted = stable.findLast(({ rank }) => rank === 'trusted-publishing' || rank === 'staged');
    if (trusted === undefined || !declared.auth.includes('token')) return nothing;
    return fires(
      'token-still-present',
      'low',
      `a workflow that publishes it still gets a token, while ${datedWords(trusted)} came by trusted publishing`,
    );
  },
};
