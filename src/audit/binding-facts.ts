import { holdingOf, startedBy } from '../controls/binding-values.ts';
import type { CallChain, PublishSite } from '../publishing/publication.ts';
import { type Location, locationOf, type Place } from '../types/place.ts';
import type { ReportBinding } from '../types/report.ts';
import { grants, permissionsOf } from '../workflows/permissions.ts';

/** What a trusted publisher can be compared with, and where it is written. */
export function bindingFactsOf(site: PublishSite): ReportBinding {
  const { job, callers } = site;
  const call = callers[0]?.at(-1)?.job.uses ?? job.uses;
  return {
    started: [...startedBy(site)],
    holding: holdingOf(site),
    at: {
      call: call === null ? null : lineOf(call.key),
      environment: job.environment === null ? null : lineOf(job.environment.at),
      permissions: permissionsOfToken(site),
    },
  };
}

/** The block that keeps the token from the job: the outermost without the right; else that of the job, or of its workflow. */
function permissionsOfToken({ workflow, job, callers }: PublishSite): Location | null {
  const chain: CallChain = [...(callers[0] ?? []), { workflow, job }];
  const blocks = chain.flatMap((link) => link.job.permissions ?? link.workflow.permissions ?? []);
  const block = blocks.find((each) => !grants(permissionsOf(each), 'id-token', 'write')) ?? blocks.at(-1);
  return block === undefined ? null : lineOf(block.at);
}

/** The first line of a place: what stands below a key is not what is meant. */
function lineOf(place: Place): Location {
  return { ...locationOf(place), endLine: place.line };
}
