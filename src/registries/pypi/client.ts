import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { RegistryClient } from '../client.ts';
import { readJson } from '../json-answer.ts';
import { addressPart, mapSeen, timeline, unreadable } from '../loose-fields.ts';
import type { PackageHistory } from '../release.ts';
import { changesOfRss } from '../rss-changes.ts';
import { attestations } from './client-attestations.ts';
import { indexShape, mostIndexBytes, releasesOf, statusOf } from './client-index.ts';
import { askProject } from './client-project.ts';
import { isProjectName, normaliseName } from './names.ts';

/**
 * PyPI's public interfaces as its own documentation describes them (docs.pypi.org/api/). Who uploaded a file stands in
 * none of them: a publisher is never told here.
 */
export const client: RegistryClient = {
  isName: isProjectName,
  history,
  attestations,
  feed: {
    changes: async (since, http) => {
      const reply = await http.ask({ service: 'pypi', base: 'main', path: '/rss/updates.xml' });
      return changesOfRss(reply, since, ({ title }) => {
        const name = title.slice(0, title.lastIndexOf(' '));
        return isProjectName(name) ? normaliseName(name) : null;
      });
    },
  },
};

/** Two requests: the index, and the project's metadata. Where only the second fails, owners are unreadable. */
async function history(name: string, http: Http): Promise<Observation<PackageHistory>> {
  const normal = normaliseName(name);
  const page = `https://pypi.org/project/${addressPart(normal)}/`;
  if (!isProjectName(name)) return { state: 'absent', source: page };
  const reply = await http.ask({
    service: 'pypi',
    base: 'main',
    path: `/simple/${normal}/`,
    accept: 'application/vnd.pypi.simple.v1+json',
    mostBytes: mostIndexBytes,
  });
  const index = readJson(reply, indexShape);
  if (index.state !== 'seen') return index;
  if (index.value.name !== null && normaliseName(index.value.name) !== normal)
    return unreadable('the answer is about another project', index.source);

  const project = await askProject(normal, http);
  return mapSeen(index, (document) => ({
    registry: 'pypi',
    name: project.name ?? normal,
    ...timeline(releasesOf(normal, document)),
    vanished: [],
    owners: project.owners,
    sourceLinks: project.sourceLinks,
    settings: { trustedPublishingOnly: null, twoFactorRequired: null },
    status: statusOf(document),
    newest: project.newest,
    malware: [],
    page,
  }));
}
