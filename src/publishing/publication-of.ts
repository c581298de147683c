import type { ManifestPackage } from '../registries/registry.ts';
import type { Uses } from '../workflows/model.ts';
import { parseUses } from '../workflows/parse-uses.ts';
import { effectivePermissions } from '../workflows/permissions.ts';
import { attestationsIn } from './attestations.ts';
import { authOf, credentialsOf } from './credentials.ts';
import { environmentNameOf } from './environment-name.ts';
import type { Happening, Run } from './interpret/run.ts';
import { provenanceOf } from './provenance.ts';
import type { Publication, PublishSite } from './publication.ts';
import type { Recognition } from './recognise.ts';
import type { SiteSearch } from './sites.ts';
import { trailOf } from './trail.ts';
import { isCommit } from './versions.ts';

/** A run of a job, and what is around it. */
export interface Surroundings {
  readonly run: Run;
  /** The other jobs of the workflow, by id. */
  readonly runs: ReadonlyMap<string, Run>;
  readonly search: SiteSearch;
}

/** What was found out about a recognised act before: its packages, and whether they surely go to the registry. */
export interface PublicationFound {
  readonly names: readonly string[];
  /** Behind the names that have one. */
  readonly manifests: readonly ManifestPackage[];
  readonly sure: boolean;
}

/** A recognised act, number `index` of its run, as a publication. */
export function publicationOf(
  recognition: Recognition,
  happening: Happening,
  index: number,
  around: Surroundings,
  found: PublicationFound,
): Publication {
  const { row, registry } = recognition;
  const { run, runs } = around;
  const site = siteOf(run, happening);
  const idToken = site.permissions?.get('id-token') === 'write';
  const credentials = credentialsOf(recognition, index, run);
  const auth = authOf(credentials, row.oidc, idToken);
  const uses = usesOf(happening);
  return {
    registry: registry.id,
    packages: found.names,
    manifests: found.manifests,
    site,
    via: [...happening.ways, row.via].join(' → '),
    auth,
    credentials,
    idToken,
    provenance: provenanceOf({
      recognition,
      auth,
      idToken,
      manifests: found.manifests,
      version: versionOf(happening, run),
      attestations: attestationsIn(run, runs),
    }),
    pinned:
      uses?.kind === 'remote' ? isCommit(uses.ref) : uses?.kind === 'docker' ? uses.image.includes('@sha256:') : null,
    environment: environmentNameOf(run),
    confidence: found.sure ? 'high' : 'medium',
    reason: found.sure ? '' : 'where it publishes to is decided when the workflow runs',
    reaches: reachesOf(run, happening),
  };
}

function siteOf(run: Run, happening: Happening): PublishSite {
  const starts = run.chain[0]?.workflow ?? run.workflow;
  return {
    workflow: run.workflow,
    job: run.job,
    step: happening.step,
    at: siteLine(happening),
    callers: run.chain.length > 0 ? [run.chain] : [],
    permissions: effectivePermissions(run.workflow, run.job, run.chain.length > 0 ? [run.chain] : []),
    events: [...new Set(starts.triggers.map(({ event }) => event))].sort(),
    trail: trailOf(run, happening),
    entered: happening.entered,
  };
}

/** The key that a person looks for: the job's step, also where a composite action or a script does the work. */
export function siteLine(happening: Happening): Happening['at'] {
  return happening.step?.uses?.key ?? happening.step?.run?.key ?? happening.at;
}

function usesOf(happening: Happening): Uses | null {
  const text = happening.step === null ? null : happening.step.uses?.value.value;
  if (happening.step === null && happening.act.kind === 'action')
    return { kind: 'remote', owner: '', repository: '', path: '', ref: happening.act.ref, workflow: true };
  return text === undefined || text === null ? null : parseUses(text);
}

/** The version in use: the ref, or for a commit the version that a comment beside it names (`# v1.12.4`). */
function versionOf(happening: Happening, run: Run): string | null {
  if (happening.act.kind !== 'action') return null;
  if (!isCommit(happening.act.ref)) return happening.act.ref;
  const file = run.world.files.read(happening.at.path);
  if (file.state !== 'seen') return null;
  const line = file.value.split('\n', happening.at.line)[happening.at.line - 1] ?? '';
  return line.includes('#') ? line.slice(line.indexOf('#') + 1).trim() : null;
}

function reachesOf(run: Run, happening: Happening): readonly string[] {
  const files = [
    run.workflow.path,
    ...run.chain.map(({ workflow }) => workflow.path),
    ...happening.files,
    ...happening.entered.map(({ path }) => path),
  ];
  return [...new Set(files)].sort();
}
