import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import { jsonAnswer } from '../json-answer.ts';

/** A package that deps.dev found to come from a repository. */
export interface RelatedPackage {
  readonly registry: RegistryId;
  readonly name: string;
  /** How it is known: from an attestation that deps.dev has seen, by the registry's word, or by what the package claims. */
  readonly relation: RelationEvidence;
  readonly versions: readonly string[];
}

/** A repository that deps.dev found a version to come from. */
export interface RelatedProject {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  readonly relation: RelationEvidence;
}

export type RelationEvidence = 'attested' | 'recorded' | 'claimed';

/**
 * Packages whose source a GitHub repository is, by the index of deps.dev; `absent` where it has none. It tells of 1,500
 * versions at most, those with attestations first. Shapes: `api.proto` of deps.dev, version 3.
 *
 * @param repository `owner/name`
 */
export async function packagesOf(repository: string, http: Http): Promise<Observation<readonly RelatedPackage[]>> {
  if (!isRepository(repository)) return { state: 'absent', source: site };
  const path = `/v3/projects/${encodeURIComponent(`github.com/${repository}`)}:packageversions`;
  const answer = await jsonAnswer(http, { service: 'deps.dev', base: 'main', path }, packageVersions);
  if (answer.state !== 'seen') return answer;
  const found = new Map<string, RelatedPackage & { readonly versions: string[] }>();
  for (const one of answer.value.versions) {
    const registry = systems.get(one?.versionKey.system ?? '');
    if (one === null || registry === undefined || !isSource(one)) continue;
    const { name, version } = one.versionKey;
    const relation = evidenceOf(one.relationProvenance);
    const key = JSON.stringify([registry, name]);
    const before = found.get(key) ?? { registry, name, relation, versions: [] };
    found.set(key, { ...before, relation: stronger(before.relation, relation) });
    before.versions.push(version);
  }
  return { ...answer, value: [...found.values()] };
}

/** GitHub repositories that one version comes from; `absent` where deps.dev has no index of the registry or the version. */
export async function projectsOf(
  registry: RegistryId,
  name: string,
  version: string,
  http: Http,
): Promise<Observation<readonly RelatedProject[]>> {
  const system = [...systems].find(([, id]) => id === registry)?.[0].toLowerCase();
  if (system === undefined || name === '' || version === '') return { state: 'absent', source: site };
  const [pkg, number] = [name, version].map((part) => encodeURIComponent(part.toWellFormed()));
  const path = `/v3/systems/${system}/packages/${pkg}/versions/${number}`;
  const answer = await jsonAnswer(http, { service: 'deps.dev', base: 'main', path }, oneVersion);
  if (answer.state !== 'seen') return answer;
  const found = new Map<string, RelatedProject>();
  for (const one of answer.value.relatedProjects) {
    const [, repository] = /^github\.com\/(.+)$/i.exec(one?.projectKey.id ?? '') ?? [];
    if (one === null || repository === undefined || !isRepository(repository) || !isSource(one)) continue;
    const relation = evidenceOf(one.relationProvenance);
    found.set(repository, { repository, relation: stronger(found.get(repository)?.relation ?? relation, relation) });
  }
  return { ...answer, value: [...found.values()] };
}

const site = 'https://deps.dev';

/** Systems of deps.dev that are registries of ours. */
const systems: ReadonlyMap<string, RegistryId> = new Map([
  ['NPM', 'npm'],
  ['PYPI', 'pypi'],
  ['CARGO', 'crates.io'],
  ['MAVEN', 'maven-central'],
  ['RUBYGEMS', 'rubygems'],
  ['NUGET', 'nuget'],
  ['GO', 'go'],
]);

const text = z.string().min(1).max(500);

const relation = {
  relationType: z.string().nullable().catch(null),
  relationProvenance: z.string().nullable().catch(null),
};

const packageVersions = z.object({
  versions: z
    .array(
      z
        .object({ versionKey: z.object({ system: text, name: text, version: text }), ...relation })
        .nullable()
        .catch(null),
    )
    .max(20_000),
});

const oneVersion = z.object({
  relatedProjects: z
    .array(
      z
        .object({ projectKey: z.object({ id: text }), ...relation })
        .nullable()
        .catch(null),
    )
    .max(1000)
    .default([]),
});

function isRepository(repository: string): boolean {
  return /^[\w-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(repository);
}

function isSource({ relationType }: { readonly relationType: string | null }): boolean {
  return relationType === 'SOURCE_REPO';
}

const evidences: ReadonlyMap<string, RelationEvidence> = new Map([
  ['SLSA_ATTESTATION', 'attested'],
  ['PYPI_PUBLISH_ATTESTATION', 'attested'],
  ['GO_ORIGIN', 'recorded'],
]);

function evidenceOf(provenance: string | null): RelationEvidence {
  return evidences.get(provenance ?? '') ?? 'claimed';
}

const byStrength: readonly RelationEvidence[] = ['attested', 'recorded', 'claimed'];

function stronger(left: RelationEvidence, right: RelationEvidence): RelationEvidence {
  return byStrength.indexOf(left) <= byStrength.indexOf(right) ? left : right;
}
