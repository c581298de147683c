import type { GitHubClient } from '../../github/client.ts';
import { createPull, editPull, type OwnPull, pullsFrom } from '../../github/told-pulls.ts';
import { exemptionPullOf } from '../../reports/exemption-pull/index.ts';
import { fixPullOf } from '../../reports/fix-pull/index.ts';
import type { StoredFix } from '../../store/stored-fixes.ts';
import type { FixOffer } from '../../types/fix-offer.ts';
import type { ReportFinding } from '../../types/report.ts';
import { controlTexts } from '../check-words.ts';
import { isRestOffer, restPointOf } from '../exemptions/rest-offer.ts';
import type { Desk } from './desk.ts';
import { type BranchWritten, reasonOf, writeBranch } from './write-branch.ts';

/**
 * Makes the branch of a fix and opens its pull request. One that stands open from the branch already is taken up: a crash
 * may have come in between.
 *
 * @throws GitHubUnavailable
 */
export async function makePull(
  desk: Desk,
  fixer: GitHubClient,
  wanted: StoredFix,
  made: { readonly offer: FixOffer; readonly finding: ReportFinding },
): Promise<StoredFix> {
  const { work, audited } = desk;
  const branch = await writeBranch(desk, fixer, wanted, made.offer);
  const open = await openFrom(desk, wanted);
  if (open !== null) return { ...branch.fix, state: 'open', pullNumber: open.number, ...stateOf(branch) };
  if (branch.state !== 'ours') return { ...branch.fix, state: 'refused', reason: refusalOf(branch, wanted) };

  const text = await textOf(desk, branch.fix, made);
  const pull = { ...text, branch: wanted.branch, base: audited.branch };
  const created = await createPull(fixer, work.place, pull);
  if (created.outcome === 'written') {
    work.context.log.info({ repository: work.repository.id, pull: created.number }, 'a fix was opened');
    return { ...branch.fix, state: 'open', pullNumber: created.number, reason: null, byHand: false };
  }
  const other = created.outcome === 'exists' ? await openFrom(desk, wanted) : null;
  if (other !== null) return { ...branch.fix, state: 'open', pullNumber: other.number, reason: null, byHand: false };
  const reason = created.outcome === 'exists' ? 'a pull request from its branch stands open' : reasonOf(created);
  return { ...branch.fix, state: 'refused', reason };
}

/**
 * The default branch has moved on under an open pull request: its one commit is made anew, and its text with it.
 *
 * @throws GitHubUnavailable
 */
export async function renewPull(
  desk: Desk,
  fixer: GitHubClient,
  open: StoredFix & { readonly pullNumber: number },
  made: { readonly offer: FixOffer; readonly finding: ReportFinding },
): Promise<StoredFix> {
  const branch = await writeBranch(desk, fixer, open, made.offer);
  if (branch.state === 'ours')
    await editPull(fixer, desk.work.place, open.pullNumber, await textOf(desk, branch.fix, made));
  return { ...branch.fix, ...stateOf(branch) };
}

/** The pull request that stands open from the branch of a fix. */
export async function openFrom({ work }: Desk, { branch }: StoredFix): Promise<OwnPull | null> {
  const pulls = await pullsFrom(work.client, work.place, branch);
  return pulls.find(({ state }) => state === 'open') ?? null;
}

function stateOf(branch: BranchWritten): Pick<StoredFix, 'byHand' | 'reason'> {
  return { byHand: branch.state === 'by-hand', reason: branch.state === 'refused' ? branch.reason : null };
}

function refusalOf(branch: BranchWritten, { branch: name }: StoredFix): string {
  return branch.state === 'refused'
    ? branch.reason
    : `the branch \`${name}\` has commits that are not Mintmark's, and is left alone; delete it and tick the box again`;
}

async function textOf(
  { work, audited }: Desk,
  fix: StoredFix,
  { offer, finding }: { readonly offer: FixOffer; readonly finding: ReportFinding },
) {
  const { context, repository } = work;
  const { head, branch, report } = audited;
  const also = new Set(offer.also);
  const issues = await context.store.issues.list(repository.id);
  const issue = issues.find(({ key, state }) => state === 'open' && (key === 'rollup' || key === finding.control));
  const place = {
    server: context.server,
    repository: `${repository.owner}/${repository.name}`,
    base: { branch, sha: head.sha },
  };
  const rest = restPointOf(audited, fix.fingerprint);
  if (rest !== null && isRestOffer(offer))
    return exemptionPullOf(offer.title, {
      ...place,
      ...rest,
      until: offer.until,
      issue: issue?.number ?? null,
      by: fix.by,
      control: controlTexts.get(rest.about.control) ?? { title: '', why: '' },
    });
  return fixPullOf(offer, {
    ...place,
    finding,
    also: report.findings.filter(({ fingerprint }) => also.has(fingerprint)),
    why: controlTexts.get(finding.control)?.why ?? '',
    issue: issue?.number ?? null,
    by: fix.by,
  });
}
