import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import { jsonAnswer } from '../json-answer.ts';
import { rows, wellFormed } from '../loose-fields.ts';

/**
 * The folder of registrations that holds every kind of version, as the service index names it. An index that cannot be
 * read, or names another host than the one that was configured, is passed over for the documented folder.
 */
export async function askRegistrationFolder(http: Http): Promise<string> {
  const asked = { service: 'nuget', base: 'main', path: '/v3/index.json', freshSeconds: day } as const;
  const index = await jsonAnswer(http, asked, z.object({ resources: rows }));
  if (index.state !== 'seen') return documentedFolder;
  const resources = wellFormed(index.value.resources, resourceShape);
  const named = resources.find((resource) => resource['@type'] === 'RegistrationsBaseUrl/3.6.0')?.['@id'] ?? null;
  const folder = below(named, { asked: index.source, path: asked.path });
  return folder?.endsWith('/') === true ? folder : documentedFolder;
}

/**
 * The path of an address below the base from which a question was answered; null where it lies elsewhere. An address in
 * an answer can name no other host and no other folder in this way.
 */
export function below(
  address: string | null,
  answered: { readonly asked: string; readonly path: string },
): string | null {
  if (address === null || !answered.asked.endsWith(answered.path)) return null;
  const base = answered.asked.slice(0, -answered.path.length);
  if (!address.startsWith(`${base}/`)) return null;
  const path = address.slice(base.length);
  return /^(?:\/[\w.+%-]+)+\/?$/.test(path) && !/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(path) ? path : null;
}

const documentedFolder = '/v3/registration5-gz-semver2/';

const resourceShape = z.object({ '@id': z.string().max(500), '@type': z.string().max(200) });

const day = 24 * 60 * 60;
