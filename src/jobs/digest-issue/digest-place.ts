import { controls } from '../../controls/index.ts';
import type { GitHubClient } from '../../github/client.ts';
import { policyPath, readOrganisationPolicy } from '../../github/policy-files.ts';
import type { Place } from '../../github/told.ts';
import { type Visibility, visibilityOf } from '../../github/visibility.ts';
import { readOrganisationFile } from '../../policy/policy-file.ts';
import type { Installation } from '../../store/store.ts';
import type { JobContext } from '../context.ts';

/** Where the digest of an account is written. */
export interface DigestPlace {
  readonly client: GitHubClient;
  readonly place: Place;
  /** GitHub's number. */
  readonly repositoryId: number;
  readonly visibility: Exclude<Visibility, 'public'>;
}

/** Whether the policy file of an account, as it was read last, asks for a digest. Costs no request. */
export async function asksForDigest({ store }: JobContext, { accountId }: Installation): Promise<boolean> {
  const text = await store.policies.lastGood(`organisation:${accountId}`);
  return text !== null && repositoryIn(text) !== null;
}

/**
 * The repository that the account's policy file names now; null where none may be written to: it is named no more, Mintmark
 * is not installed there, it is archived, or everybody could read it. Whether it is private is looked at each time.
 *
 * @throws GitHubUnavailable
 */
export async function digestPlace(context: JobContext, installation: Installation): Promise<DigestPlace | null> {
  const { store } = context;
  const { account, accountId, id } = installation;
  const home = await store.repositories.find(account, '.github');
  if (home === null || home.installationId !== id) return null;
  const read = await readOrganisationPolicy(await context.clientFor(id, home.id, 'background'), home.owner);
  if (read.state !== 'seen') return null;
  const lastGood = (await store.policies.lastGood(`organisation:${accountId}`)) ?? '';
  const name = repositoryIn(read.value) ?? (isValid(read.value) ? null : repositoryIn(lastGood));
  if (name === null) return null;

  const known = await store.repositories.find(account, name);
  const refused = (why: string) => {
    context.log.warn({ installation: id, why }, 'no weekly digest');
    return null;
  };
  if (known === null || known.installationId !== id) return refused('Mintmark is not installed on its repository');
  if (known.archived) return refused('its repository is archived');
  const client = await context.clientFor(id, known.id, 'background');
  const place = { owner: known.owner, repo: known.name };
  const seen = await visibilityOf(client, place);
  if (seen.outcome !== 'read') return refused(seen.outcome);
  if (seen.visibility === 'public') return refused('its repository is public');
  return { client, place, repositoryId: known.id, visibility: seen.visibility };
}

/** Null where the file asks for none, or holds a mistake. */
function repositoryIn(text: string): string | null {
  const reading = readingOf(text);
  return reading.state === 'valid' ? (reading.file.digest?.repository ?? null) : null;
}

function isValid(text: string): boolean {
  return readingOf(text).state === 'valid';
}

function readingOf(text: string) {
  return readOrganisationFile(
    { text, path: policyPath },
    controls.map(({ id }) => id),
  );
}
