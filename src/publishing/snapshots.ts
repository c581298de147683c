import type { ManifestPackage } from '../registries/registry.ts';
import type { Happening, Run } from './interpret/run.ts';
import type { Elsewhere, Publication } from './publication.ts';

const snapshots = 'Maven Central snapshots';

/**
 * Where a Maven step publishes snapshots rather than releases: the version ends in `-SNAPSHOT` and only pushes to a
 * branch start it, or it is named so. Null for a release.
 */
export function snapshotHome(run: Run, happening: Happening, manifests: readonly ManifestPackage[]): string | null {
  const { workflow, job } = run;
  const names = [
    workflow.name?.value,
    workflow.path.split('/').at(-1),
    job.id,
    job.name?.value,
    happening.step?.name?.value,
    happening.step?.if?.value,
  ];
  const saysSnapshot = names.some((name) => /snapshot/i.test(name ?? ''));
  const saysRelease = names.some((name) => /release/i.test(name ?? ''));
  const starts = run.chain[0]?.workflow ?? workflow;
  const onTags = starts.triggers.some(
    ({ event, filters }) => event === 'release' || event === 'workflow_dispatch' || filters.has('tags'),
  );
  const version = manifests.some((manifest) => /-SNAPSHOT$/i.test(manifest.version ?? ''));
  if (saysSnapshot && !saysRelease) return snapshots;
  return version && !onTags && !saysRelease ? snapshots : null;
}

/**
 * A build that deploys to Maven Central on every push to a branch, beside another workflow that does so on tags or by
 * hand, deploys snapshots: Central takes a release's version only once.
 */
export function isSnapshotBeside(publication: Publication, others: readonly Publication[]): boolean {
  if (publication.registry !== 'maven-central' || !onEveryPush(publication)) return false;
  return others.some(
    (other) =>
      other.registry === 'maven-central' && other.site?.workflow !== publication.site?.workflow && !onEveryPush(other),
  );
}

function onEveryPush({ site }: Publication): boolean {
  if (site === null) return false;
  const starts = site.callers[0]?.[0]?.workflow ?? site.workflow;
  const harmless = new Set(['pull_request', 'schedule', 'merge_group']);
  return (
    starts.triggers.every(({ event, filters }) => harmless.has(event) || (event === 'push' && !filters.has('tags'))) &&
    starts.triggers.some(({ event }) => event === 'push')
  );
}

/** A snapshot's place, for the list of what goes elsewhere. */
export function snapshotElsewhere({ site, via }: Publication): readonly Elsewhere[] {
  return site === null ? [] : [{ name: snapshots, via, workflow: site.workflow, job: site.job, at: site.at }];
}
