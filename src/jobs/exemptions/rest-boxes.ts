import type { FixLine } from '../../reports/issue/index.ts';
import type { StoredFix } from '../../store/stored-fixes.ts';
import type { AuditedHead } from '../fixes/audited.ts';
import { fixerNow } from '../fixes/fixer-now.ts';
import type { ObservedWork } from '../repository-work.ts';
import { type RestPoint, restPoints } from './rest-points.ts';

/** A box of the issue by which a person lets a point rest. */
export interface RestBox {
  readonly point: RestPoint;
  readonly line: FixLine;
}

/**
 * What can be let rest by a pull request, and how far each has come. Nothing where nobody but people may write, and in an
 * organisation's own `.github`, whose policy holds for every repository.
 */
export async function restBoxes(
  work: ObservedWork,
  { report, policy }: Pick<AuditedHead, 'report' | 'policy'>,
): Promise<readonly RestBox[]> {
  const { context, repository } = work;
  if (repository.name.toLowerCase() === '.github') return [];
  const points = restPoints(report, policy);
  if (points.length === 0 || (await fixerNow(work)).state === 'absent') return [];
  const stored = new Map((await context.store.fixes.list(repository.id)).map((fix) => [fix.fingerprint, fix]));
  return points.map((point) => ({ point, line: lineOf(point, stored.get(point.id)) }));
}

function lineOf({ title }: RestPoint, fix: StoredFix | undefined): FixLine {
  const words = { title, safety: 'safe' } as const;
  if (fix?.state === 'wanted') return { ...words, state: 'wanted' };
  if (fix?.state === 'refused') return { ...words, state: 'refused', reason: fix.reason ?? '' };
  if (fix === undefined || fix.pullNumber === null) return { ...words, state: 'offered' };
  if (fix.state === 'open') return { ...words, state: 'open', pull: fix.pullNumber, byHand: fix.byHand };
  return { ...words, state: fix.state, pull: fix.pullNumber };
}
