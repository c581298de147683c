import { z } from 'zod';
import { registryTime } from '../registry-time.ts';
import {
  bareRelease,
  type RegistryRelease,
  type ReleaseFile,
  type ReleasePublisher,
  unknownPublisher,
  type Withdrawal,
} from '../release.ts';
import type { Packument } from './packument.ts';

type Version = Packument['versions'][number];
type Fields = Version['fields'];

/** What the registry says of one version. What has another type than it documents is taken for not said. */
export function packumentRelease({ version, time, fields }: Version): RegistryRelease {
  const publishedAt = registryTime(time)?.iso ?? null;
  const attested = attestedOf(fields);
  return {
    ...bareRelease(version),
    publishedAt,
    publisher: publisherOf(fields['_npmUser']),
    attested,
    files: filesOf(fields, attested, publishedAt),
    claimed: { commit: commit.safeParse(fields['gitHead']).data ?? null, dirty: false },
    withdrawn: deprecationOf(fields['deprecated']),
    installScript: runsOnInstall(fields),
    dependencies: dependenciesOf(fields),
  };
}

/** The repository as the version's manifest links it; null where it has none. */
export function repositoryLink(repository: unknown): string | null {
  const { data } = z.union([link, z.object({ url: link }).transform(({ url }) => url)]).safeParse(repository);
  return data ?? null;
}

/** The name of an account, as maintainers and publishers have one. */
export const account = z.object({
  name: z.string().min(1).max(214),
  email: z.string().min(1).max(320).nullable().catch(null),
});

const link = z.string().trim().min(1).max(500);

const commit = z
  .string()
  .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i)
  .toLowerCase();

const longestReason = 1000;

/** `id` is the provider and `oidcConfigId` opaque. A version by trusted publishing carries the name of no person. */
const trustedPublisher = z.object({
  id: z.string().min(1).max(100),
  oidcConfigId: z.string().min(1).max(200).nullable().catch(null),
});

function publisherOf(user: unknown): ReleasePublisher {
  const { data: fields } = z.record(z.string(), z.unknown()).safeParse(user);
  if (fields === undefined) return unknownPublisher;
  const approver = account.safeParse(fields['approver']).data?.name ?? null;
  if (fields['trustedPublisher'] === undefined || fields['trustedPublisher'] === null) {
    const { data: person } = account.safeParse(fields);
    return person === undefined ? unknownPublisher : { ...unknownPublisher, kind: 'person', ...person, approver };
  }
  const { data: trusted } = trustedPublisher.safeParse(fields['trustedPublisher']);
  if (trusted === undefined) return unknownPublisher;
  return {
    ...unknownPublisher,
    kind: 'trusted',
    provider: trusted.id,
    configuration: trusted.oidcConfigId,
    approver,
  };
}

/** A mirror may leave out what the registry keeps of the publisher, and then it may have left out attestations too. */
function attestedOf(fields: Fields): RegistryRelease['attested'] {
  const attestations = fields['dist.attestations'];
  if (typeof attestations === 'object' && attestations !== null && !Array.isArray(attestations)) return 'yes';
  return attestations === undefined && fields['dist'] === true && fields['_npmUser'] !== undefined ? 'no' : 'unknown';
}

function filesOf(
  fields: Fields,
  attested: RegistryRelease['attested'],
  publishedAt: string | null,
): readonly ReleaseFile[] {
  const { data: tarball } = z.string().max(1000).safeParse(fields['dist.tarball']);
  const name = fileName.exec(tarball ?? '')?.[1];
  if (name === undefined) return [];
  return [{ name, digests: digestsOf(fields['dist.integrity'], fields['dist.shasum']), publishedAt, attested }];
}

/** The last part of the tarball's address. */
const fileName = /\/([^/?#]{1,300})$/;

/** Lengths in bytes of what an integrity string may hold. */
const digestBytes: ReadonlyMap<string, number> = new Map([
  ['sha1', 20],
  ['sha256', 32],
  ['sha512', 64],
]);

function digestsOf(integrity: unknown, shasum: unknown): Readonly<Record<string, string>> {
  const digests: Record<string, string> = {};
  if (typeof shasum === 'string' && /^[0-9a-f]{40}$/i.test(shasum)) digests['sha1'] = shasum.toLowerCase();
  if (typeof integrity !== 'string' || integrity.length > 1000) return digests;
  for (const word of integrity.split(' ')) {
    const [, algorithm = '', base64 = ''] = /^(sha\d{1,3})-([A-Za-z0-9+/]+={0,2})$/.exec(word) ?? [];
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length === digestBytes.get(algorithm) && bytes.toString('base64') === base64)
      digests[algorithm] = bytes.toString('hex');
  }
  return digests;
}

/** An empty text takes a deprecation back. */
function deprecationOf(deprecated: unknown): Withdrawal | null {
  if (typeof deprecated === 'string' && deprecated !== '')
    return { kind: 'deprecated', reason: deprecated.slice(0, longestReason).toWellFormed() };
  return deprecated === true ? { kind: 'deprecated', reason: null } : null;
}

const installScripts = ['scripts.preinstall', 'scripts.install', 'scripts.postinstall'];

function runsOnInstall(fields: Fields): boolean | null {
  if (fields['hasInstallScript'] === true) return true;
  const scripts = installScripts.map((name) => fields[name]).filter((script) => script !== undefined && script !== '');
  if (scripts.some((script) => typeof script === 'string')) return true;
  return scripts.length > 0 || fields['scripts'] === false || fields['dist'] === undefined ? null : false;
}

/** Null where one of the lists is there and is none. */
function dependenciesOf(fields: Fields): readonly string[] | null {
  if (fields['dist'] === undefined) return null;
  const lists = [fields['dependencies'], fields['optionalDependencies']].filter((list) => list !== undefined);
  const { data } = z.array(z.array(z.string()).max(mostDependencies)).safeParse(lists);
  if (data === undefined) return null;
  return [...new Set(data.flat())].filter((name) => name.length <= 214).toSorted();
}

const mostDependencies = 2000;
