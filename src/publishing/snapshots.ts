import type { ManifestPackage } from '../registries/registry.ts';
import type { Happening, Run } from './interpret/run.ts';

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
  if (saysSnapshot && !saysRelease) return 'Maven Central snapshots';
  return version && !onTags && !saysRelease ? 'Maven Central snapshots' : null;
}
