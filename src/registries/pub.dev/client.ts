import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { RegistryClient } from '../client.ts';
import { jsonAnswer } from '../json-answer.ts';
import {
  looseFlag,
  looseName,
  looseSha256,
  looseTable,
  looseText,
  looseTime,
  mapSeen,
  rows,
  sourceLinksOf,
  timeline,
  unreadable,
  versionText,
  wellFormed,
} from '../loose-fields.ts';
import { bareRelease, type Owner, type PackageHistory, type RegistryRelease } from '../release.ts';

/**
 * pub.dev by the two documents that its API calls stable. Who or what published a version stands in a log that only the
 * package's admins can read.
 */
export const client: RegistryClient = {
  isName: (name) => /^[a-z_][a-z0-9_]{0,63}$/.test(name),
  history,
};

async function history(name: string, http: Http): Promise<Observation<PackageHistory>> {
  if (!client.isName(name)) return { state: 'absent', source: name };
  const path = `/api/packages/${name}`;
  const asked = { service: 'pub.dev', base: 'main', path, accept, mostBytes } as const;
  const answer = await jsonAnswer(http, asked, packageShape);
  if (answer.state !== 'seen') return answer;
  const { versions, latest, isDiscontinued } = answer.value;
  const listed = wellFormed(versions, versionShape);
  return {
    ...answer,
    value: {
      registry: 'pub.dev',
      name,
      ...timeline(listed.map((version) => releaseOf(name, version))),
      vanished: [],
      owners: await askPublisher(name, http),
      sourceLinks: sourceLinksOf(
        listed.toReversed().map(({ pubspec }) => pubspec?.repository ?? pubspec?.homepage ?? null),
      ),
      settings: { trustedPublishingOnly: null, twoFactorRequired: null },
      status: isDiscontinued === true ? 'deprecated' : 'active',
      newest: latest?.version ?? null,
      malware: [],
      page: `https://pub.dev/packages/${name}`,
    },
  };
}

/** The verified publisher. The accounts that may upload a package without one are not shown. */
async function askPublisher(name: string, http: Http): Promise<Observation<readonly Owner[]>> {
  const path = `/api/packages/${name}/publisher`;
  const answer = await jsonAnswer(http, { service: 'pub.dev', base: 'main', path, accept }, publisherShape);
  if (answer.state === 'seen' && answer.value.publisherId === null)
    return unreadable('pub.dev does not show who may upload a package without a verified publisher', answer.source);
  return mapSeen(answer, ({ publisherId }) => [{ name: publisherId ?? '', kind: 'organisation' as const, role: null }]);
}

type Version = z.infer<typeof versionShape>;

function releaseOf(name: string, row: Version): RegistryRelease {
  const { version, published, archive_sha256: sha256, retracted, pubspec } = row;
  const file = { name: `${name}-${version}.tar.gz`, publishedAt: published, attested: 'no' as const };
  return {
    ...bareRelease(version),
    publishedAt: published,
    attested: 'no',
    files: sha256 === null ? [] : [{ ...file, digests: { sha256 } }],
    withdrawn: retracted === true ? { kind: 'retracted', reason: null } : null,
    dependencies: pubspec === null ? null : dependenciesOf(pubspec.dependencies),
  };
}

function dependenciesOf(table: ReadonlyMap<string, unknown>): readonly string[] {
  const names = [...table.keys()].filter((name) => name.length <= 200);
  return names.toSorted().slice(0, mostDependencies);
}

const pubspecShape = z.object({ repository: looseText, homepage: looseText, dependencies: looseTable });

const versionShape = z.object({
  version: versionText,
  published: looseTime,
  archive_sha256: looseSha256,
  retracted: looseFlag,
  pubspec: pubspecShape.nullable().catch(null),
});

/** Of pub's repository specification, version 2, with what pub.dev adds to it. */
const packageShape = z.object({
  versions: rows,
  latest: z.object({ version: versionText }).nullable().catch(null),
  isDiscontinued: looseFlag,
});

/** Of pub.dev's `doc/help-api.md`. Null where the package has no publisher. */
const publisherShape = z.object({ publisherId: looseName });

const accept = 'application/vnd.pub.v2+json';
const mostBytes = 32 * 1024 * 1024;
const mostDependencies = 1000;
