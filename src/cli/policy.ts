import { defaultPolicy } from '../policy/policy.ts';
import type { PolicyContext, PolicyReading } from '../policy/read-policy.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';

const path = '.github/mintmark.yml';
const lookalikes = ['.github/mintmark.yaml', 'mintmark.yml', '.mintmark.yml'];

/** The repository's own policy. The reader and its schema are loaded only where there is a file to read. */
export async function policyOf(files: RepositoryFiles, context: PolicyContext): Promise<PolicyReading> {
  const seen = files.read(path);
  if (seen.state === 'absent') {
    const misplaced = lookalikes.filter((candidate) => files.read(candidate).state !== 'absent');
    return {
      policy: defaultPolicy,
      problems: misplaced.map((found) => ({
        path: found,
        line: null,
        message: `not read: the policy file is ${path}`,
      })),
    };
  }
  if (seen.state === 'unreadable')
    return { policy: defaultPolicy, problems: [{ path, line: null, message: seen.reason }] };

  const { readPolicy } = await import('../policy/read-policy.ts');
  const reading = readPolicy(seen.value, path, context);
  if (reading.policy.extends === null) return reading;
  const message = "the organisation's policy was not read: this version audits files only";
  return { ...reading, problems: [...reading.problems, { path, line: null, message }] };
}
