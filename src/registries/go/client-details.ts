import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import { readJson, textOf } from '../json-answer.ts';
import { isJsonObject, lastingAnswer } from '../lasting-answer.ts';
import { looseText, mapSeen } from '../loose-fields.ts';
import { hostedLink } from '../manifests/hosted-link.ts';
import type { BuildRecord, RegistryRelease } from '../release.ts';
import { escaped } from './client-path.ts';

/**
 * Where the proxy found a version, and the hash that the checksum database keeps of it for good. The proxy's `Time` is
 * the commit's and no time of publication.
 */
export async function askDetails(
  name: string,
  release: RegistryRelease,
  http: Http,
): Promise<Observation<RegistryRelease>> {
  const { version } = release;
  const path = `/${escaped(name)}/@v/${escaped(version)}.info`;
  const asked = { service: 'go', base: 'main', path } as const;
  const info = readJson(await lastingAnswer(http, asked, { isDocument: isJsonObject, publishedAt: null }), infoShape);
  if (info.state !== 'seen') return info;
  const hash = await askHash(name, version, http);
  return mapSeen(info, ({ Origin: origin }) => ({
    ...release,
    files:
      hash === null
        ? release.files
        : [{ name: `${version}.zip`, digests: { h1: hash }, publishedAt: null, attested: 'no' as const }],
    recorded: origin === null ? release.recorded : recordOf(origin),
  }));
}

/** `h1`: the SHA-256 of the module's list of files with their own, in hexadecimal. */
async function askHash(name: string, version: string, http: Http): Promise<string | null> {
  const path = `/lookup/${escaped(name)}@${escaped(version)}`;
  const asked = { service: 'go', base: 'sum', path, mostBytes: 64 * 1024 } as const;
  const answer = textOf(
    await lastingAnswer(http, asked, { isDocument: (text) => text.includes(' h1:'), publishedAt: null }),
  );
  const lines = answer.state === 'seen' ? answer.value.split('\n') : [];
  const line = lines.find((candidate) => candidate.startsWith(`${name} ${version} h1:`)) ?? '';
  const hash = /h1:([A-Za-z0-9+/]{43}=)$/.exec(line.trimEnd())?.[1];
  return hash === undefined ? null : Buffer.from(hash, 'base64').toString('hex');
}

function recordOf({ URL: address, Hash: hash, Ref: ref }: Origin): BuildRecord | null {
  const commit = /^[0-9a-f]{40}$/.test(hash ?? '') ? hash : null;
  if (commit === null && ref === null) return null;
  const link = hostedLink(address ?? undefined) ?? '';
  const repository = /^https?:\/\/(?:www\.)?github\.com\/([\w.-]+\/[\w.-]+)$/i.exec(link)?.[1] ?? null;
  return { repository, commit, run: null, ref, signingKey: null };
}

const originShape = z.object({ URL: looseText, Hash: looseText, Ref: looseText });

type Origin = z.infer<typeof originShape>;

/** Of the module proxy's protocol; `Origin` is the go command's, and missing for what the proxy took long ago. */
const infoShape = z.object({ Version: z.string(), Origin: originShape.nullable().catch(null) });
