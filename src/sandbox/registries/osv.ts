import { z } from 'zod';
import { type Answer, type Asked, json, type LocalRegistry, type RegistryWorld } from './local-registry.ts';
import type { PackageView, Shop } from './shop.ts';

/** OSV: advisories by package. */
export const osv: LocalRegistry = {
  service: 'osv',
  usualFiles: () => [],
  routes: [
    { base: 'main', method: 'POST', path: /^\/v1\/query$/, answer: query },
    { base: 'main', method: 'POST', path: /^\/v1\/querybatch$/, answer: queries },
    { base: 'main', path: /^\/v1\/vulns\/(?<id>[^/]+)$/, answer: one },
  ],
};

/** OSV's names of registries. */
const ecosystems: Readonly<Record<string, string>> = {
  npm: 'npm',
  PyPI: 'pypi',
  'crates.io': 'crates.io',
  Maven: 'maven-central',
  Packagist: 'packagist',
  RubyGems: 'rubygems',
  NuGet: 'nuget',
  Pub: 'pub.dev',
  Hex: 'hex',
  Go: 'go',
};

const question = z.object({
  package: z.object({ name: z.string(), ecosystem: z.string() }),
  version: z.string().optional(),
});

const batch = z.object({ queries: z.array(question).max(1000) });

const invalid: Answer = {
  status: 400,
  contentType: 'application/json',
  body: '{"code":3,"message":"Invalid query."}',
  changedAt: null,
};

function query({ body }: Asked, { shop }: RegistryWorld): Answer {
  const { data } = question.safeParse(body);
  if (data === undefined) return invalid;
  const vulns = vulnerabilitiesOf(data, shop);
  return json(vulns.length === 0 ? {} : { vulns }, null);
}

function queries({ body }: Asked, { shop }: RegistryWorld): Answer {
  const { data } = batch.safeParse(body);
  if (data === undefined) return invalid;
  const results = data.queries.map((each) => {
    const vulns = vulnerabilitiesOf(each, shop).map(({ id, modified }) => ({ id, modified }));
    return vulns.length === 0 ? {} : { vulns };
  });
  return json({ results }, null);
}

function one({ part }: Asked, { shop }: RegistryWorld): Answer | null {
  const all = Object.entries(ecosystems).flatMap(([ecosystem, service]) =>
    shop.all(service).flatMap((view) => allOf(view, ecosystem)),
  );
  const found = all.find(({ id }) => id === part('id'));
  return found === undefined ? null : json(found, null);
}

function vulnerabilitiesOf({ package: { name, ecosystem }, version }: z.infer<typeof question>, shop: Shop) {
  const service = Object.hasOwn(ecosystems, ecosystem) ? ecosystems[ecosystem] : undefined;
  const view = service === undefined ? null : shop.find(service, name);
  const all = view === null ? [] : allOf(view, ecosystem);
  return all.filter(
    ({ affected }) => version === undefined || affected.some(({ versions }) => versions.includes(version)),
  );
}

function allOf({ name, advisories }: PackageView, ecosystem: string) {
  return advisories.map(({ id, at, versions }) => ({
    schema_version: '1.7.0',
    id,
    summary: id.startsWith('MAL-') ? `Malicious code in ${name} (${ecosystem})` : `Vulnerability in ${name}`,
    details: '',
    modified: at,
    published: at,
    affected: [{ package: { ecosystem, name }, versions }],
  }));
}
