import { z } from 'zod';
import { botOf } from '../accounts.ts';
import { type Answer, created, failure, notFound, ok } from '../http/answer.ts';
import { paginate } from '../http/paginate.ts';
import { onRepository, type RepositoryCall, type Route, withBody } from '../http/route.ts';
import { advisory } from '../shapes/advisory.ts';
import type { SandboxAdvisory } from '../state.ts';

const reading = 'repository_advisories=read';
const writing = 'repository_advisories=write';

/** Security advisories: what is a draft is seen by those who keep the repository's security. */
export const advisoryRoutes: readonly Route[] = [
  onRepository('GET', '/security-advisories', reading, (call) => {
    const state = call.query.get('state');
    const shown = [...call.repository.advisories.values()]
      .filter((made) => state === null || made.state === state)
      .toReversed();
    return paginate(call, shown, (page) => page.map((made) => advisory(call.world, call.repository, made)));
  }),
  onRepository('POST', '/security-advisories', writing, (call) =>
    withBody(call, 'RepositoryAdvisory', newAdvisory, (asked) => {
      const { world, repository } = call;
      // A private repository has no advisories: there is nobody to be advised.
      if (repository.visibility !== 'public') return failure(404, 'Not Found');
      const now = world.state.now().toISOString();
      const made: SandboxAdvisory = {
        id: ghsaId(world.state.nextId()),
        ...asked,
        severity: asked.severity ?? null,
        state: 'draft',
        author: botOf(world.state),
        createdAt: now,
        updatedAt: now,
      };
      repository.advisories.set(made.id, made);
      return created(advisory(world, repository, made));
    }),
  ),
  onRepository('GET', '/security-advisories/{ghsa_id}', reading, (call) =>
    onAdvisory(call, (made) => ok(advisory(call.world, call.repository, made))),
  ),
  onRepository('PATCH', '/security-advisories/{ghsa_id}', writing, (call) =>
    onAdvisory(call, (made) =>
      withBody(call, 'RepositoryAdvisory', changedAdvisory, (change) => {
        const { world, repository } = call;
        made.summary = change.summary ?? made.summary;
        made.description = change.description ?? made.description;
        made.severity = change.severity === undefined ? made.severity : change.severity;
        made.state = change.state ?? made.state;
        made.vulnerabilities = change.vulnerabilities ?? made.vulnerabilities;
        made.updatedAt = world.state.now().toISOString();
        return ok(advisory(world, repository, made));
      }),
    ),
  ),
];

const ecosystems = [
  'rubygems',
  'npm',
  'pip',
  'maven',
  'nuget',
  'composer',
  'go',
  'rust',
  'erlang',
  'actions',
  'pub',
  'other',
  'swift',
] as const;

const severity = z.enum(['critical', 'high', 'medium', 'low']).nullish();

const vulnerability = z.object({
  package: z.object({ ecosystem: z.enum(ecosystems), name: z.string().nullish() }),
  vulnerable_version_range: z.string().nullish(),
  patched_versions: z.string().nullish(),
  vulnerable_functions: z.array(z.string()).nullish(),
});

const newAdvisory = z.object({
  summary: z.string().min(1).max(1024),
  description: z.string().min(1).max(65_535),
  severity,
  vulnerabilities: z.array(vulnerability),
});

const changedAdvisory = newAdvisory.partial().extend({ state: z.enum(['published', 'closed', 'draft']).optional() });

function onAdvisory(call: RepositoryCall, handle: (made: SandboxAdvisory) => Answer): Answer {
  const made = call.repository.advisories.get(call.parameter('ghsa_id'));
  return made === undefined ? notFound : handle(made);
}

/** Three groups of four out of the letters that GitHub uses. */
function ghsaId(number: number): string {
  const alphabet = '23456789cfghjmpqrvwx';
  const letters = Array.from(
    { length: 12 },
    (_, place) => alphabet[Math.floor(number / 20 ** (11 - place)) % 20] ?? '2',
  );
  return `GHSA-${[0, 4, 8].map((start) => letters.slice(start, start + 4).join('')).join('-')}`;
}
