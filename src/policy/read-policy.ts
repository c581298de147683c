import type { FileProblem } from '../types/repository-files.ts';
import type { FileOwner } from './explain.ts';
import { layer } from './layers.ts';
import { defaultPolicy, type Policy } from './policy.ts';
import { type PolicyContext, readOrganisationFile, readRepositoryFile } from './policy-file.ts';

export interface PolicyReading {
  /** The default policy where the file holds a mistake. */
  readonly policy: Policy;
  readonly problems: readonly FileProblem[];
}

/**
 * Reads one `.github/mintmark.yml` by itself, for an audit that sees no other. A mistake refuses the whole file and is
 * told on its line; an exemption or declaration that has ended is told and left out, and the rest stays in force. Of
 * `extends: org` nothing is told: the policy says it, and whoever asked knows what could not be seen.
 *
 * @param owner `organisation` for the file of an organisation's `.github` repository
 */
export function readPolicy(
  text: string,
  path: string,
  { today, controls }: PolicyContext,
  owner: FileOwner = 'repository',
): PolicyReading {
  if (owner === 'organisation') {
    const reading = readOrganisationFile({ text, path }, controls);
    if (reading.state === 'mistaken') return { policy: defaultPolicy, problems: reading.problems };
    const { policy, ofOrganisation } = layer(null, reading.file, today);
    return { policy, problems: reading.tell(ofOrganisation) };
  }
  const reading = readRepositoryFile({ text, path }, controls);
  if (reading.state === 'mistaken') return { policy: defaultPolicy, problems: reading.problems };
  const { policy, ofRepository } = layer(reading.file, null, today);
  return { policy, problems: reading.tell(ofRepository) };
}
