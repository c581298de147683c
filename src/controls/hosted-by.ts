import type { Evidence } from './control.ts';
import type { PublishingJob } from './control-of.ts';
import { lastBuild, workflowsOf } from './last-build.ts';
import { packagesOf, publicationsOf } from './own-packages.ts';
import { releaseWords } from './release-way.ts';

/**
 * What proves that a job runs on hosted runners, where its file hides it; null where nothing does. npm takes trusted
 * publishing and provenance from no others, so that a release that came that way from the job's workflow is proof; other
 * registries take them from anywhere.
 */
export function hostedBy({ publications, site }: PublishingJob, evidence: Evidence): string | null {
  for (const publication of publications.filter(({ registry }) => registry === 'npm')) {
    const own = workflowsOf(publication);
    for (const about of packagesOf(publication, evidence)) {
      const isAlone = publicationsOf(about, evidence).every(
        (other) => other.site?.workflow.path === site.workflow.path && other.site.job.id === site.job.id,
      );
      const build = lastBuild(about);
      if (isAlone && build !== null && own.includes(build.workflow))
        return `${releaseWords(build.row)} came from it, with evidence that npm takes from such runners only`;
    }
  }
  return null;
}
