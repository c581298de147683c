import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { AttestationDocument } from '../client.ts';
import { readJson } from '../json-answer.ts';
import { isJsonObject, lastingAnswer } from '../lasting-answer.ts';
import { addressPart, rows, unreadable } from '../loose-fields.ts';
import type { RegistryRelease, ReleaseFile } from '../release.ts';
import { isProjectName, normaliseName } from './names.ts';

/**
 * The provenance objects (PEP 740) of a release, one for each of its first twenty files that have one. `unreadable` as
 * soon as one of them is: what is missing must not be taken for what was never there.
 */
export async function attestations(
  name: string,
  release: RegistryRelease,
  http: Http,
): Promise<Observation<readonly AttestationDocument[]>> {
  if (!isProjectName(name)) return { state: 'absent', source: pageOf(name, release.version) };
  const files = release.files.filter(({ attested }) => attested !== 'no').slice(0, mostFiles);
  const answers = await Promise.all(files.map(async (file) => await ask(name, release, file, http)));
  const refused = answers.find((answer) => answer.state === 'unreadable');
  if (refused !== undefined) return refused;
  const documents = answers.flatMap((answer) => (answer.state === 'seen' ? [answer.value] : []));
  const source = documents[0]?.source ?? answers[0]?.source ?? pageOf(name, release.version);
  return documents.length === 0 ? { state: 'absent', source } : { state: 'seen', value: documents, source };
}

const mostFiles = 20;

async function ask(
  name: string,
  release: RegistryRelease,
  { name: file, attested, publishedAt }: ReleaseFile,
  http: Http,
): Promise<Observation<AttestationDocument>> {
  const parts = [normaliseName(name), release.version, file].map(addressPart).join('/');
  const asked = {
    service: 'pypi',
    base: 'main',
    path: `/integrity/${parts}/provenance`,
    accept: 'application/vnd.pypi.integrity.v1+json',
  } as const;
  // That what was announced is missing is an outage, however long ago it was
  const settles = attested === 'yes' ? null : (publishedAt ?? release.publishedAt);
  const reply = await lastingAnswer(http, asked, { isDocument: isJsonObject, publishedAt: settles });
  const answer = readJson(reply, provenanceShape);
  if (answer.state === 'absent' && attested === 'yes')
    return unreadable('the index announces a provenance object that is not served', answer.source);
  if (answer.state !== 'seen') return answer;
  const text = reply.state === 'answered' ? reply.text : '';
  return { ...answer, value: { file, text, source: answer.source } };
}

/** The frame only: what the objects prove is for `provenance/` to say. */
const provenanceShape = z.object({ attestation_bundles: rows });

function pageOf(name: string, version: string): string {
  return `https://pypi.org/project/${[normaliseName(name), version].map(addressPart).join('/')}/`;
}
