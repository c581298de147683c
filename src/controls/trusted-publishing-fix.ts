import type { PublishSite } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import { jobStep } from '../registries/remedy-words.ts';
import { permissionsOf } from '../workflows/permissions.ts';
import { bindingValuesOf } from './binding-values.ts';
import { codeRunBefore, uploadable } from './build-commands.ts';
import type { Edit, Evidence, Fix } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import type { WorkflowJob } from './located-steps.ts';
import { mintedTokenEdits } from './minted-token-fix.ts';
import { neededScopes } from './publish-permissions-fix.ts';
import { newerTools } from './publish-tooling.ts';
import { oidcOf } from './publishing-tool.ts';
import { withdrawnSecret } from './withdrawn-secret.ts';

/**
 * The edit that lets a job publish with OIDC: the permission, and no stored token any more. Null where more than that is
 * needed, because the tool does not use OIDC or is called in another repository.
 */
export function trustedPublishingFix(
  publications: readonly SitedPublication[],
  registry: Registry,
  evidence: Evidence,
): Fix | null {
  const [first] = publications;
  if (first === undefined || !publications.every(isReady)) return null;
  if (!first.idToken && alsoBuilds(first.site, publications)) return null;
  const isMinted = publications.every((publication) => oidcOf(publication, registry) === 'minted');
  const ofSteps = isMinted ? mintedTokenEdits(publications, evidence) : byItself(publications, registry, evidence);
  if (ofSteps === null) return null;
  const edits = [...grantsFor(first.site), ...ofSteps];
  return {
    safety: 'needs-thought',
    title: `Publish to ${registry.title} with OIDC in ${codeWords(first.site.job.id)}, without a token`,
    first: stepsBefore(publications, registry, evidence),
    edits: [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()],
  };
}

/** The tools use OIDC where they are handed no token; null where one of them does not. */
function byItself(
  publications: readonly SitedPublication[],
  registry: Registry,
  evidence: Evidence,
): readonly Edit[] | null {
  const parts = publications.flatMap((publication) => [
    ...publication.credentials.flatMap(({ secret }) =>
      secret === null ? [] : [withdrawnSecret(publication.site, secret)],
    ),
    newerTools({ ...publication, auth: 'trusted-publishing' }, evidence),
  ]);
  const isNative = publications.every((publication) => oidcOf(publication, registry) === 'native');
  return !isNative || parts.includes(null) ? null : parts.flatMap((each) => each ?? []);
}

/** What the registry has to know before the workflow changes. */
export function stepsBefore(
  publications: readonly SitedPublication[],
  { remedies }: Registry,
  { subject }: Evidence,
): readonly string[] {
  const values = bindingValuesOf(publications, subject);
  const steps = remedies.trustedPublishing?.(values).steps ?? [];
  const ofWorkflow = steps.findIndex((step) => step.startsWith(jobStep(values)));
  return steps.slice(0, Math.max(ofWorkflow, 1));
}

/** The build could ask for the token that publishes, as it cannot read the one of a single step: it has to move first. */
export function alsoBuilds({ trail }: PublishSite, publications: readonly SitedPublication[]): boolean {
  const isConcerned = publications.some(({ registry }) => uploadable.has(registry));
  return isConcerned && codeRunBefore(trail, new Set(publications.flatMap(({ site }) => site.step ?? []))).length > 0;
}

function isReady({ site, credentials, via }: SitedPublication): boolean {
  return (
    site.step !== null &&
    // tox keeps the variables of the job from what it runs, and with them the way to the OIDC token
    !via.startsWith('tox') &&
    credentials.every(({ kind, secret }) => kind !== 'long-lived' || secret !== null) &&
    credentials.every(({ kind }) => kind !== 'vault')
  );
}

/** The edits that let a publishing job, and those that call its workflow, ask for an OIDC token. */
export function grantsFor(site: PublishSite): readonly Edit[] {
  const needed = neededScopes(site);
  return [...site.callers.flat(), site].flatMap((each) => grantIdToken(each, needed));
}

/**
 * A block of its own replaces the workflow's, so what was in force before is written along; where none was, `needed` is.
 */
function grantIdToken({ workflow, job }: WorkflowJob, needed: { readonly [scope: string]: string }): readonly Edit[] {
  const own = permissionsOf(job.permissions);
  const inForce = own ?? permissionsOf(workflow.permissions);
  if (inForce?.get('id-token') === 'write') return [];
  const at = ['jobs', job.id, 'permissions'];
  if (job.permissions?.all === null)
    return [{ kind: 'set', path: workflow.path, at: [...at, 'id-token'], value: 'write' }];
  const kept = workflow.permissions?.all === null && own === null ? inForce : null;
  return [
    {
      kind: 'set',
      path: workflow.path,
      at,
      value: { ...(kept === null ? needed : Object.fromEntries(kept)), 'id-token': 'write' },
    },
  ];
}
