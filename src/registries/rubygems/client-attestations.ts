import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { AttestationDocument } from '../client.ts';
import { readJson } from '../json-answer.ts';
import { lastingAnswer } from '../lasting-answer.ts';
import { addressPart, rows } from '../loose-fields.ts';
import type { RegistryRelease, ReleaseFile } from '../release.ts';

/**
 * The Sigstore bundles of a release, for each of its first twenty files that have any. The registry only says so when
 * asked: an empty list is none. `unreadable` as soon as one file's answer is.
 */
export async function attestations(
  name: string,
  release: RegistryRelease,
  http: Http,
): Promise<Observation<readonly AttestationDocument[]>> {
  const answers = await Promise.all(
    release.files.slice(0, mostFiles).map(async (file) => await ask(file, release, http)),
  );
  const refused = answers.find((answer) => answer.state === 'unreadable');
  if (refused !== undefined) return refused;
  const documents = answers.flatMap((answer) => (answer.state === 'seen' ? [answer.value] : []));
  const source = documents[0]?.source ?? answers[0]?.source ?? `https://rubygems.org/gems/${addressPart(name)}`;
  return documents.length === 0 ? { state: 'absent', source } : { state: 'seen', value: documents, source };
}

const mostFiles = 20;

async function ask(
  { name: file, publishedAt }: ReleaseFile,
  release: RegistryRelease,
  http: Http,
): Promise<Observation<AttestationDocument>> {
  const path = `/api/v1/attestations/${addressPart(file.replace(/\.gem$/, ''))}.json`;
  const asked = { service: 'rubygems', base: 'main', path, accept: 'application/json' } as const;
  const reply = await lastingAnswer(http, asked, { ...list, publishedAt: publishedAt ?? release.publishedAt });
  const answer = readJson(reply, rows);
  if (answer.state !== 'seen') return answer;
  const { source } = answer;
  if (answer.value.length === 0 || reply.state !== 'answered') return { state: 'absent', source };
  return { ...answer, value: { file, text: reply.text, source } };
}

/** An empty list says that there is none yet. */
const list = {
  isDocument: (text: string) => text.trimStart().startsWith('['),
  isWhole: (text: string) => !/^\s*\[\s*\]/.test(text),
};
