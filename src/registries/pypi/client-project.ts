import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import { readJson } from '../json-answer.ts';
import {
  looseName,
  looseTable,
  looseText,
  rows,
  sourceLinksOf,
  unreadable,
  versionText,
  visibleName,
  wellFormed,
} from '../loose-fields.ts';
import { hostedLink } from '../manifests/hosted-link.ts';
import type { Owner } from '../release.ts';
import { mostIndexBytes } from './client-index.ts';
import { normaliseName } from './names.ts';
import { projectSource } from './project-links.ts';

/** What the metadata of a project add to its index. */
export interface Project {
  /** As its page spells it; null where that could not be read. */
  readonly name: string | null;
  readonly owners: Observation<readonly Owner[]>;
  readonly sourceLinks: readonly string[];
  readonly newest: string | null;
}

/** Asks for `/pypi/<name>/json`. Everything in it can be missing. */
export async function askProject(normal: string, http: Http): Promise<Project> {
  const reply = await http.ask({
    service: 'pypi',
    base: 'main',
    path: `/pypi/${normal}/json`,
    accept: 'application/json',
    mostBytes: mostIndexBytes,
  });
  const answer = readJson(reply, projectShape);
  if (answer.state === 'unreadable') return { ...nothing, owners: answer };
  if (answer.state === 'absent') return { ...nothing, owners: unreadable('no metadata are served', answer.source) };
  const { info, ownership } = answer.value;
  if (info.name !== null && normaliseName(info.name) !== normal)
    return { ...nothing, owners: unreadable('the answer is about another project', answer.source) };
  return {
    name: info.name,
    owners:
      ownership === null
        ? unreadable('the answer does not tell owners', answer.source)
        : { state: 'seen', value: ownersOf(ownership), source: answer.source },
    sourceLinks: linksOf(info),
    newest: info.version,
  };
}

const nothing = { name: null, sourceLinks: [], newest: null };

/** `warehouse/legacy/api/json.py`; `ownership` is there since February 2026. */
const projectShape = z.object({
  info: z.object({
    name: looseName,
    version: versionText.nullable().catch(null),
    home_page: looseText,
    project_urls: looseTable,
  }),
  ownership: z.object({ roles: rows, organization: looseName }).nullable().catch(null),
});

type Info = z.infer<typeof projectShape>['info'];

const roleShape = z.object({ role: looseName, user: visibleName });

function ownersOf({
  roles,
  organization,
}: {
  roles: readonly unknown[];
  organization: string | null;
}): readonly Owner[] {
  const people = wellFormed(roles, roleShape).map(({ role, user }) => ({ name: user, kind: 'person' as const, role }));
  return organization === null ? people : [...people, { name: organization, kind: 'organisation', role: null }];
}

function linksOf({ project_urls, home_page }: Info): readonly string[] {
  const labelled = [...project_urls].flatMap(([label, address]) =>
    typeof address === 'string' ? [[label, address] as const] : [],
  );
  const hosted = labelled.map(([, address]) => hostedLink(address));
  return sourceLinksOf([projectSource(labelled), home_page, ...hosted.filter((link) => !isAppeal(link))]);
}

/** `https://github.com/sponsors/octocat` is a page for giving money. */
function isAppeal(link: string | null): boolean {
  return link?.includes('/sponsors/') === true;
}
