import { compare, prerelease, valid } from 'semver';
import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { RegistryClient } from '../client.ts';
import { jsonAnswer, textOf } from '../json-answer.ts';
import { lastingAnswer } from '../lasting-answer.ts';
import { mapSeen, sourceLinksOf, timeline, unreadable, versionText } from '../loose-fields.ts';
import { hostedLink } from '../manifests/hosted-link.ts';
import { bareRelease, type PackageHistory, type RegistryRelease } from '../release.ts';
import { askDetails } from './client-details.ts';
import { escaped, isModule } from './client-path.ts';
import { type Retractions, readRetractions } from './client-retractions.ts';

/**
 * Go modules by the module proxy and the checksum database. There are no accounts and no uploads: a release is a tag
 * that somebody asked the proxy for, and when that was neither of the two tells.
 */
export const client: RegistryClient = {
  isName: isModule,
  history,
  details: async (name, release, http) =>
    isModule(name) && isVersion(release.version)
      ? await askDetails(name, release, http)
      : { state: 'absent', source: name },
};

async function history(name: string, http: Http): Promise<Observation<PackageHistory>> {
  if (!isModule(name)) return { state: 'absent', source: name };
  const list = textOf(await http.ask({ ...asked, path: `/${escaped(name)}/@v/list` }));
  if (list.state !== 'seen') return list;
  const lines = list.value.split('\n').filter((line) => line.trim() !== '');
  const versions = [...new Set(lines.map((line) => line.trim()))].filter(isVersion).toSorted(compare);
  if (lines.length > 0 && versions.length === 0) return unreadable('the answer is no list of versions', list.source);

  const latest = await jsonAnswer(http, { ...asked, path: `/${escaped(name)}/@latest` }, latestShape);
  const newest = (latest.state === 'seen' ? latest.value.Version : undefined) ?? highest(versions);
  if (newest === null) return unreadable('the proxy lists no versions and tells of no latest one', list.source);
  const said = await askRetractions(name, versions.at(-1) ?? newest, http);
  return {
    ...list,
    value: {
      registry: 'go',
      name,
      ...timeline(versions.map((version) => releaseOf(version, said))),
      vanished: [],
      owners: { state: 'absent', source: list.source },
      sourceLinks: sourceLinksOf([hostedLink(`https://${name}`)]),
      settings: { trustedPublishingOnly: null, twoFactorRequired: null },
      status: said.isDeprecated ? 'deprecated' : 'active',
      newest,
      malware: [],
      page: `https://pkg.go.dev/${name}`,
    },
  };
}

function releaseOf(version: string, said: Retractions): RegistryRelease {
  const reason = said.reasonFor(version);
  const withdrawn = reason === null ? null : { kind: 'retracted' as const, reason: reason === '' ? null : reason };
  return { ...bareRelease(version), attested: 'no', withdrawn };
}

/** Retractions stand in the go.mod of the highest version, retracted or not. */
async function askRetractions(name: string, version: string, http: Http): Promise<Retractions> {
  const path = `/${escaped(name)}/@v/${escaped(version)}.mod`;
  const file = mapSeen(
    textOf(
      await lastingAnswer(
        http,
        { ...asked, path },
        { isDocument: (text) => /^module\s/m.test(text), publishedAt: null },
      ),
    ),
    readRetractions,
  );
  return file.state === 'seen' ? file.value : nothingSaid;
}

const nothingSaid: Retractions = { isDeprecated: false, reasonFor: () => null };

function highest(versions: readonly string[]): string | null {
  return versions.findLast((version) => prerelease(version) === null) ?? versions.at(-1) ?? null;
}

/** `v1.2.3`, `v2.0.0+incompatible` */
function isVersion(text: string): boolean {
  return text.startsWith('v') && versionText.safeParse(text).success && valid(text) !== null;
}

const latestShape = z.object({ Version: z.string().refine(isVersion).optional().catch(undefined) });

const asked = { service: 'go', base: 'main' } as const;
