import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import { osvEcosystems } from '../../types/ecosystems.ts';
import type { Observation } from '../../types/observation.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import { jsonAnswer } from '../json-answer.ts';

/** An advisory of the Open Source Vulnerabilities database about one package. */
export interface OsvAdvisory {
  readonly id: string;
  /** Versions it names; empty where it names ranges only, and then it is about every version. */
  readonly versions: readonly string[];
  readonly summary: string | null;
  /** `malware`: from the collection of malicious packages, whose ids begin with `MAL-`. */
  readonly kind: 'malware' | 'vulnerability';
}

/** Advisories about a package that have not been taken back; `absent` where the database does not know the registry. */
export async function advisoriesOf(
  registry: RegistryId,
  name: string,
  http: Http,
): Promise<Observation<readonly OsvAdvisory[]>> {
  const ecosystem = osvEcosystems[registry];
  if (ecosystem === undefined) return { state: 'absent', source: 'https://osv.dev' };
  const advisories: OsvAdvisory[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ask({ package: { name, ecosystem }, ...(token !== undefined && { page_token: token }) }, http);
    // Of a database that answers every question, 404 is no word about a package.
    if (answer.state === 'absent')
      return {
        state: 'unreadable',
        reason: 'the database of advisories answered with status 404',
        source: answer.source,
      };
    if (answer.state === 'unreadable') return answer;
    const { vulns, next_page_token: next } = answer.value;
    advisories.push(...vulns.flatMap((vulnerability) => advisoryOf(vulnerability, ecosystem, name) ?? []));
    if (next === null || next === '') return { ...answer, value: advisories };
    token = next;
  }
  return {
    state: 'unreadable',
    reason: `there are more than ${mostPages} pages of advisories`,
    source: 'https://osv.dev',
  };
}

const mostPages = 5;

const mostAnswerBytes = 32 * 1024 * 1024;

const mostVersions = 5000;

const affected = z.object({
  package: z.object({ name: z.string(), ecosystem: z.string() }),
  versions: z.array(z.string()).catch([]).default([]),
});

const vulnerability = z.object({
  id: z.string().regex(/^[\w.:-]{1,100}$/),
  summary: z.string().nullable().catch(null),
  withdrawn: z.string().nullable().catch(null),
  affected: z.array(affected.nullable().catch(null)).catch([]),
});

/** Where there is nothing to tell the answer is an empty object. */
const queryAnswer = z.object({
  vulns: z.array(vulnerability.nullable().catch(null)).default([]),
  next_page_token: z.string().nullable().default(null),
});

function ask(body: unknown, http: Http) {
  return jsonAnswer(
    http,
    { service: 'osv', base: 'main', path: '/v1/query', method: 'POST', body, mostBytes: mostAnswerBytes },
    queryAnswer,
  );
}

function advisoryOf(found: z.infer<typeof vulnerability> | null, ecosystem: string, name: string): OsvAdvisory | null {
  if (found === null || found.withdrawn !== null) return null;
  const about = found.affected.filter(
    (one) =>
      one !== null && familyOf(one.package.ecosystem) === familyOf(ecosystem) && sameName(one.package.name, name),
  );
  if (about.length === 0) return null;
  const lists = about.map((one) => one?.versions ?? []);
  const versions = lists.some((list) => list.length === 0) ? [] : [...new Set(lists.flat())].slice(0, mostVersions);
  return {
    id: found.id,
    versions,
    summary: found.summary?.slice(0, 300).toWellFormed() ?? null,
    kind: found.id.startsWith('MAL-') ? 'malware' : 'vulnerability',
  };
}

/** `Maven:https://repo…` is an ecosystem with a suffix. */
function familyOf(ecosystem: string): string {
  return ecosystem.split(':')[0] ?? '';
}

/** Names that a registry takes for the same may be written in several ways; the database has found the package already. */
function sameName(left: string, right: string): boolean {
  return normalised(left) === normalised(right);
}

function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
