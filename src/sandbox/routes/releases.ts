import { peel } from '../git/resolve.ts';
import { notFound, ok } from '../http/answer.ts';
import { paginate } from '../http/paginate.ts';
import { isGranted } from '../http/permission.ts';
import { onRepository, type Route } from '../http/route.ts';
import { nodeId } from '../shapes/node-id.ts';
import { release } from '../shapes/release.ts';
import { apiUrl } from '../shapes/repository.ts';
import type { SandboxRelease } from '../state.ts';

const reading = 'contents=read';

export const releaseRoutes: readonly Route[] = [
  onRepository('GET', '/releases', reading, (call) => {
    // Drafts are shown to those who may push.
    const mayPush = isGranted('contents=write', call.installation.permissions);
    const shown = newestFirst(call.repository.releases).filter(({ draft }) => !draft || mayPush);
    return paginate(call, shown, (page) => page.map((made) => release(call.world, call.repository, made)));
  }),
  onRepository('GET', '/releases/latest', reading, (call) => {
    const latest = newestFirst(call.repository.releases).find(({ draft, prerelease }) => !draft && !prerelease);
    return latest === undefined ? notFound : ok(release(call.world, call.repository, latest));
  }),
  onRepository('GET', '/releases/tags/{tag+}', reading, (call) => {
    const made = call.repository.releases.find(({ tag, draft }) => tag === call.parameter('tag') && !draft);
    return made === undefined ? notFound : ok(release(call.world, call.repository, made));
  }),
  onRepository('GET', '/tags', reading, (call) => {
    const tags = [...call.repository.refs].filter(([name]) => name.startsWith('refs/tags/')).toReversed();
    const api = apiUrl(call.world, call.repository);
    return paginate(call, tags, (page) =>
      page.map(([ref, sha]) => {
        const name = ref.slice('refs/tags/'.length);
        const commit = peel(call.repository, sha) ?? sha;
        return {
          name,
          commit: { sha: commit, url: `${api}/commits/${commit}` },
          zipball_url: `${api}/zipball/${ref}`,
          tarball_url: `${api}/tarball/${ref}`,
          node_id: nodeId('REF', `${call.repository.id}:${ref}`),
        };
      }),
    );
  }),
];

function newestFirst(releases: readonly SandboxRelease[]): readonly SandboxRelease[] {
  return releases.toSorted((a, b) => b.publishedAt.localeCompare(a.publishedAt) || b.id - a.id);
}
