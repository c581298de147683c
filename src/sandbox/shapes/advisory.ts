import type { SandboxAdvisory, SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { apiUrl, htmlUrl } from './repository.ts';
import type { Advisory } from './types.ts';
import { simpleUser } from './user.ts';

export function advisory(world: World, repository: SandboxRepository, made: SandboxAdvisory): Advisory {
  const place = `security-advisories/${made.id}`;
  type Ecosystem = NonNullable<NonNullable<Advisory['vulnerabilities']>[number]['package']>['ecosystem'];
  return {
    ghsa_id: made.id,
    cve_id: null,
    url: `${apiUrl(world, repository)}/${place}`,
    html_url: `${htmlUrl(world, repository)}/security/advisories/${made.id}`,
    summary: made.summary,
    description: made.description,
    severity: made.severity,
    author: simpleUser(world, made.author),
    publisher: null,
    identifiers: [{ type: 'GHSA', value: made.id }],
    state: made.state,
    created_at: made.createdAt,
    updated_at: made.updatedAt,
    published_at: made.state === 'published' ? made.updatedAt : null,
    closed_at: made.state === 'closed' ? made.updatedAt : null,
    withdrawn_at: null,
    submission: null,
    vulnerabilities: made.vulnerabilities.map((each) => ({
      package: { ecosystem: each.package.ecosystem as Ecosystem, name: each.package.name ?? null },
      vulnerable_version_range: each.vulnerable_version_range ?? null,
      patched_versions: each.patched_versions ?? null,
      vulnerable_functions: each.vulnerable_functions === undefined ? [] : [...(each.vulnerable_functions ?? [])],
    })),
    cvss: { vector_string: null, score: null },
    cwes: [],
    cwe_ids: [],
    credits: [],
    credits_detailed: [],
    collaborating_users: [],
    collaborating_teams: [],
    private_fork: null,
  };
}
