import { controls } from '../controls/index.ts';
import { readUpload, type UploadOutcome, uploadSarif } from '../github/code-scanning.ts';
import type { Policy } from '../policy/policy.ts';
import { renderSarif } from '../reports/sarif.ts';
import type { StoredUpload } from '../store/stored-code-scanning.ts';
import type { Report } from '../types/report.ts';
import { digestOf } from './digest.ts';
import type { ObservedWork } from './repository-work.ts';

interface Audited {
  readonly policy: Policy;
  /** Of the default branch. */
  readonly report: Report;
}

/**
 * Hands the findings of the default branch to GitHub's code scanning where the policy asks for it, and only where they are
 * others than those that it has. Gives what people should know of it as a sentence; null where all is well. What may be an
 * incident under way is never handed on.
 *
 * @throws GitHubUnavailable
 */
export async function keepCodeScanning(work: ObservedWork, { policy, report }: Audited): Promise<string | null> {
  const { context, repository } = work;
  const { commit, ref } = report.subject;
  if (policy.sarif !== 'code-scanning' || commit === null || ref === null) return null;
  const before = await context.store.codeScanning.find(repository.id);
  const known = before === null ? null : await lookedAfter(work, before);
  // A commit that changes nothing of it is no reason to hand over the same again
  const digest = digestOf(sarifOf({ ...report, subject: { ...report.subject, commit: null } }, work));
  if (known !== null && known.digest === digest && !isDueAgain(known, context.now())) return known.trouble;

  const outcome = await uploadSarif(work.client, work.place, { commit, ref, sarif: sarifOf(report, work) });
  const upload: StoredUpload = {
    repositoryId: repository.id,
    digest,
    uploadId: outcome.outcome === 'taken' ? outcome.id : null,
    looks: 0,
    trouble: troubleOf(outcome),
    uploadedAt: context.now(),
  };
  const fields = { repository: repository.id, outcome: outcome.outcome };
  if (upload.trouble === null) context.log.info(fields, 'findings handed to code scanning');
  else context.log.warn(fields, 'findings not handed to code scanning');
  await context.store.codeScanning.put(upload);
  return upload.trouble;
}

/** What people should know of the last upload; null where nothing is wrong, or the policy does not ask for uploads. */
export async function codeScanningTrouble(
  { context, repository }: ObservedWork,
  policy: Policy,
): Promise<string | null> {
  if (policy.sarif !== 'code-scanning') return null;
  return (await context.store.codeScanning.find(repository.id))?.trouble ?? null;
}

function sarifOf(report: Report, { context }: ObservedWork): string {
  return renderSarif(report, controls, context.version, category);
}

/** Beside whatever a workflow of the repository uploads itself: a later analysis of one category replaces the earlier. */
const category = 'mintmark-app';

/** How often one upload is asked after: GitHub is done within minutes, or never. */
const mostLooks = 5;

/** What GitHub has made of an upload, asked for once an audit while it is not told. */
async function lookedAfter({ context, client, place }: ObservedWork, upload: StoredUpload): Promise<StoredUpload> {
  if (upload.uploadId === null) return upload;
  const status = await readUpload(client, place, upload.uploadId);
  const isOpen = status.outcome === 'pending' && upload.looks + 1 < mostLooks;
  const looked: StoredUpload = {
    ...upload,
    looks: upload.looks + 1,
    uploadId: isOpen ? upload.uploadId : null,
    trouble: status.outcome === 'failed' ? failedWords(status.errors) : null,
  };
  if (status.outcome === 'failed')
    context.log.warn(
      { repository: upload.repositoryId, errors: status.errors },
      'code scanning could not process an upload',
    );
  await context.store.codeScanning.put(looked);
  return looked;
}

/** What was refused is tried again a day later: permissions and settings change without a word. */
function isDueAgain({ trouble, uploadId, looks, uploadedAt }: StoredUpload, now: number): boolean {
  const wasRefused = trouble !== null && uploadId === null && looks === 0;
  return wasRefused && now - uploadedAt >= 20 * 60 * 60 * 1000;
}

const lead = 'The findings are not in code scanning, as the policy asks for';

function troubleOf(outcome: UploadOutcome): string | null {
  switch (outcome.outcome) {
    case 'taken':
      return null;
    case 'refused':
      return `${lead}: the app lacks the permission \`${(outcome.permission ?? 'security_events:write').replace(':', ': ')}\`.`;
    case 'not-enabled':
      return `${lead}: it is not available in this repository. GitHub says: ${outcome.message}`;
    case 'too-large':
      return `${lead}: there are too many of them for one upload.`;
    case 'invalid':
      return `${lead}: GitHub did not take them. It says: ${outcome.message}`;
    case 'gone':
    case 'archived':
      return `${lead}: GitHub takes none for this repository.`;
  }
}

function failedWords(errors: readonly string[]): string {
  const why = errors.length === 0 ? 'it does not say why' : errors.join('; ');
  return `Code scanning could not process the findings that it was handed: ${why}.`;
}
