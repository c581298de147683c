import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import { textOf } from '../json-answer.ts';
import { lastingAnswer } from '../lasting-answer.ts';
import { mapSeen, unreadable } from '../loose-fields.ts';
import { child } from '../manifests/xml.ts';
import { xmlRoot } from '../xml-answer.ts';

/** What a published .nuspec says of its source: whoever packed it wrote that. */
export interface PublishedNuspec {
  readonly repository: string | null;
  readonly commit: string | null;
}

export async function askNuspec(name: string, version: string, http: Http): Promise<Observation<PublishedNuspec>> {
  const id = name.toLowerCase();
  const path = `/v3-flatcontainer/${id}/${encodeURIComponent(folderOf(version))}/${id}.nuspec`;
  const asked = { service: 'nuget', base: 'main', path, mostBytes: 1024 * 1024 } as const;
  const answer = textOf(
    await lastingAnswer(http, asked, { isDocument: (text) => xmlRoot(text, 'package') !== null, publishedAt: null }),
  );
  if (answer.state !== 'seen') return answer;
  const metadata = child(xmlRoot(answer.value, 'package'), 'metadata');
  if (metadata === null) return unreadable('the answer is no .nuspec', answer.source);
  const repository = child(metadata, 'repository')?.attributes;
  const commit = repository?.get('commit')?.toLowerCase() ?? '';
  return mapSeen(answer, () => ({
    repository: repository?.get('url') ?? null,
    commit: /^[0-9a-f]{40}$/.test(commit) ? commit : null,
  }));
}

/** The version as addresses have it: in lower case and without what follows a plus sign. */
export function folderOf(version: string): string {
  return version.toLowerCase().replace(/\+.*$/, '');
}
