import type { FileOwner } from '../policy/explain.ts';
import { defaultPolicy } from '../policy/policy.ts';
import type { PolicyContext } from '../policy/policy-file.ts';
import type { PolicyReading } from '../policy/read-policy.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';

export const policyPath = '.github/mintmark.yml';
const lookalikes = ['.github/mintmark.yaml', 'mintmark.yml', '.mintmark.yml'];

export interface AuditedPolicy extends PolicyReading {
  /** What nobody did wrong, and a person should know all the same. */
  readonly notes: readonly string[];
}

/**
 * The repository's own policy. The reader and its schema are loaded only where there is a file to read.
 *
 * @param repository `owner/name`; null where files do not tell
 */
export async function policyOf(
  files: RepositoryFiles,
  repository: string | null,
  context: PolicyContext,
): Promise<AuditedPolicy> {
  const seen = files.read(policyPath);
  if (seen.state === 'absent') {
    const misplaced = lookalikes.filter((candidate) => files.read(candidate).state !== 'absent');
    return {
      policy: defaultPolicy,
      problems: misplaced.map((found) => ({
        path: found,
        line: null,
        message: `not read: the policy file is ${policyPath}`,
      })),
      notes: [],
    };
  }
  if (seen.state === 'unreadable')
    return { policy: defaultPolicy, problems: [{ path: policyPath, line: null, message: seen.reason }], notes: [] };

  const { readPolicy } = await import('../policy/read-policy.ts');
  const reading = readPolicy(seen.value, policyPath, context, ownerOf(repository));
  return { ...reading, notes: reading.policy.extends === null ? [] : [extendsUnseen] };
}

/** Whose file it is: an organisation's stands in its repository `.github`. */
export function ownerOf(repository: string | null): FileOwner {
  return repository?.toLowerCase().endsWith('/.github') === true ? 'organisation' : 'repository';
}

const extendsUnseen = `${policyPath} extends the organisation's policy, which an audit of files does not see: what the organisation sets, locks or limits is left out.`;
