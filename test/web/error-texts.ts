import { GitHubUnavailable } from '../../src/github/client.ts';
import { notSetUp, signedOut, unavailable } from '../../src/web/error-pages.ts';
import { frame } from '../../src/web/layout/index.ts';

/** Pages for when there is nothing to show, of each kind one; by name. */
export async function errorTexts(): Promise<readonly (readonly [string, string])[]> {
  const contents = [
    signedOut('/sign-in?to=%2Fo%2Fcoin-press'),
    notSetUp(['CLIENT_ID and CLIENT_SECRET are not set.', 'MINTMARK_URL is not set.']),
    unavailable(new GitHubUnavailable('outage', Date.parse('2026-11-22T12:00:00Z'), 'no answer')),
  ];
  const around = { visitor: null, here: '/', version: '0.1.0' };
  return Promise.all(contents.map(async (content) => [content.title, String(await frame(content, around))] as const));
}
