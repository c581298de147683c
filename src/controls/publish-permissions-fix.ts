import type { PublishSite, TrailEntry } from '../publishing/publication.ts';
import type { Job, Workflow } from '../workflows/model.ts';
import { permissionsOf } from '../workflows/permissions.ts';
import type { Edit, EditValue, Fix } from './control.ts';
import type { PublishingJob } from './control-of.ts';
import { jobName, listedCode } from './job-words.ts';
import { makesRelease, pushes } from './pushing-tools.ts';
import { wordSet } from './word-set.ts';

/** In place of `write-all`, what the job is seen to need. */
export function namedPermissions({ site, publications }: PublishingJob): Fix {
  const { trail, workflow, job } = site;
  const isSignedIn = trail.some(isAttesting) || publications.some(({ auth }) => auth !== 'token');
  const value = {
    ...neededScopes(site),
    ...(isSignedIn ? { 'id-token': 'write' } : {}),
    ...(publications.some(({ registry }) => registry === 'ghcr') ? { packages: 'write' } : {}),
  };
  return {
    safety: 'needs-thought',
    title: `Give ${jobName(site)} only the permissions that it is seen to need`,
    edits: [{ kind: 'set', path: workflow.path, at: ['jobs', job.id, 'permissions'], value }],
  };
}

/** Scopes that the acts of a job are seen to use, without the one that signs in. */
export function neededScopes({ trail, job }: Pick<PublishSite, 'trail' | 'job'>): { readonly [scope: string]: string } {
  const hasToken = [...job.env, ...job.steps.flatMap((step) => [...step.env, ...step.with])].some(({ value }) =>
    /GITHUB_TOKEN|github\.token/.test(value.value),
  );
  const writes = hasToken || trail.some((entry) => pushes(entry) || makesRelease(entry));
  return {
    contents: writes ? 'write' : 'read',
    ...(trail.some(({ words }) => talking.has(words[0] ?? '')) ? { issues: 'write', 'pull-requests': 'write' } : {}),
    ...(trail.some(isAttesting) ? { attestations: 'write' } : {}),
    ...(trail.some(({ text, inputs }) => `${text} ${inputs.get('registry') ?? ''}`.includes('ghcr.io'))
      ? { packages: 'write' }
      : {}),
  };
}

/** What comments on issues and pull requests, or opens them. */
const talking: ReadonlySet<string> = wordSet(
  'semantic-release changesets/action googleapis/release-please-action release-plz/action auto shipit',
  'cycjimmy/semantic-release-action peter-evans/create-pull-request',
);

function isAttesting({ kind, words }: TrailEntry): boolean {
  return kind === 'action' && words[0]?.startsWith('actions/attest') === true;
}

/** From the top of a workflow to the jobs that need it. */
export function moveIdToken(workflow: Workflow, jobs: readonly Job[]): Fix {
  const scopes: { [scope: string]: EditValue } = Object.fromEntries(permissionsOf(workflow.permissions) ?? []);
  return {
    safety: 'needs-thought',
    title: `Give \`id-token: write\` to ${listedCode(jobs.map(({ id }) => id))} alone`,
    edits: [
      ...jobs.map(
        ({ id }): Edit => ({ kind: 'set', path: workflow.path, at: ['jobs', id, 'permissions'], value: scopes }),
      ),
      workflow.permissions?.scopes.length === 1
        ? { kind: 'set', path: workflow.path, at: ['permissions'], value: {} }
        : { kind: 'delete', path: workflow.path, at: ['permissions', 'id-token'] },
    ],
  };
}
