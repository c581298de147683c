import type { Registry } from '../registries/registry.ts';
import type { Job, Workflow } from '../workflows/model.ts';
import { permissionsOf } from '../workflows/permissions.ts';
import type { Edit, Fix } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { type Handover, handoversOf } from './handovers.ts';
import { oidcOf } from './publishing-tool.ts';

/**
 * The edit that lets a job publish with OIDC: the permission, and no token any more. Null where more than that is
 * needed, because the tool does not use OIDC by itself or is called in another repository.
 */
export function trustedPublishingFix(publications: readonly SitedPublication[], registry: Registry): Fix | null {
  const [first] = publications;
  if (first === undefined || !publications.every((publication) => isReady(publication, registry))) return null;
  const { workflow, job } = first.site;
  const callers = first.site.callers.flat();
  const edits = [
    ...[{ workflow, job }, ...callers].flatMap((each) => grantIdToken(each.workflow, each.job)),
    ...publications.flatMap(withoutToken),
  ];
  return {
    safety: 'needs-thought',
    title: `Publish to ${registry.title} with OIDC in ${job.id}, without a token; the registry has to know the workflow first`,
    edits: [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()],
  };
}

function isReady(publication: SitedPublication, registry: Registry): boolean {
  const { site, credentials } = publication;
  return (
    site.step !== null &&
    oidcOf(publication, registry) === 'native' &&
    credentials.every(({ kind, secret }) => kind !== 'long-lived' || secret !== null) &&
    credentials.every(({ kind }) => kind !== 'vault')
  );
}

/** A block of its own replaces the workflow's, so what was in force before is written along. */
function grantIdToken(workflow: Workflow, job: Job): readonly Edit[] {
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
      value: { ...(kept === null ? { contents: 'read' } : Object.fromEntries(kept)), 'id-token': 'write' },
    },
  ];
}

/** Only what the job itself and its publishing step are handed: the rest may serve others as well. */
function withoutToken({ site, credentials }: SitedPublication): readonly Edit[] {
  const { workflow, job, step } = site;
  const belongsToJob = ({ address }: Handover): boolean =>
    address?.[0] === 'jobs' &&
    address[1] === job.id &&
    (address[2] === 'env' || (address[2] === 'steps' && address[3] === step?.index));
  return credentials
    .flatMap(({ secret }) => (secret === null ? [] : handoversOf(site, secret)))
    .filter(belongsToJob)
    .map(({ address }) => ({ kind: 'delete', path: workflow.path, at: address ?? [] }));
}
