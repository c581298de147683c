import type { PostureRow } from '../../store/stored-postures.ts';
import { publishedHow } from '../../types/posture.ts';
import { tracks } from '../../types/principle-id.ts';
import { severities } from '../../types/severity.ts';
import type { SignedDocument } from '../document.ts';
import { readListQuery } from '../organisation/index.ts';
import { csv } from './csv.ts';

/** The repositories of an account, by the filters that the page's address has, all of them up to 5,000. */
export const repositoriesCsv: SignedDocument = async ({ sight, store, parameters, url }) => {
  const seen = await sight.installation(parameters['account'] ?? '');
  if (seen === null) return null;
  const ids = [...(await seen.repositories()).keys()];
  const asked = { ...readListQuery(url.searchParams), offset: 0, limit: mostRows };
  const { rows } = await store.postures.list(ids, asked);
  return {
    type: 'text/csv; charset=utf-8; header=present',
    body: csv([columns, ...rows.map(rowOf)]),
    fileName: 'repositories.csv',
  };
};

const mostRows = 5000;

const columns = [
  'repository',
  'visibility',
  'archived',
  'audited',
  'registries',
  ...publishedHow.map((how) => `packages ${how}`),
  ...severities.map((severity) => `findings ${severity}`),
  ...tracks.map((track) => `level ${track}`),
];

/** Figures of a repository that was never audited are left empty: nothing is not known to be there. */
function rowOf({ owner, name, visibility, archived, auditedAt, registries, packages, findings, levels }: PostureRow) {
  const known = (count: number) => (auditedAt === null ? '' : count);
  return [
    `${owner}/${name}`,
    visibility,
    archived ? 'yes' : 'no',
    auditedAt === null ? 'never' : new Date(auditedAt).toISOString(),
    registries.join(' '),
    ...publishedHow.map((how) => known(packages[how])),
    ...severities.map((severity) => known(findings[severity])),
    ...tracks.map((track) => known(levels[track])),
  ];
}
