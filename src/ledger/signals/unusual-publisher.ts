import { seen } from '../../types/observation.ts';
import type { Severity } from '../../types/severity.ts';
import type { Findings, RowContext, SignalRule } from '../facts.ts';
import { isTagged } from '../guards/corroboration.ts';
import { fires, innocent, nothing } from '../guards/findings.ts';
import { counted, publisherWords } from '../guards/words.ts';

/** Did an account publish that never did before? */
export const unusualPublisher: SignalRule = { ids: ['unusual-publisher'], judge };

function judge(context: RowContext): Findings {
  const { row, earlier } = context;
  const { publisher } = row.release;
  if (publisher.kind !== 'person' || publisher.name === null) return nothing;
  const before = earlier.flatMap(({ release }) => accountOf(release.publisher) ?? []);
  const name = publisher.name.toLowerCase();
  if (before.length === 0 || before.includes(name)) return nothing;
  // Whoever approved staged releases has published, if not alone.
  const approved = earlier.some(({ release }) => release.publisher.approver?.toLowerCase() === name);
  if (approved) return innocent(`published by ${publisherWords(publisher)}, who approved earlier releases`);

  const standing = standingOf(context, name);
  // The first account after trusted publishing alone: that is the loss of it, and told as such.
  if (standing.isKnown && before.every((account) => account === trusted)) return nothing;
  const says = `published by ${publisherWords(publisher)}, who published none of the ${counted(before.length, 'earlier release')}${standing.says}`;
  return fires('unusual-publisher', severityOf(context, standing.isKnown, before), says);
}

/** An owner of long standing whose release has its tag takes a turn. */
function severityOf({ row }: RowContext, isKnown: boolean, before: readonly string[]): Severity {
  if (isTagged(row)) return isKnown ? 'low' : 'medium';
  return !isKnown && isSteady(before) ? 'high' : 'medium';
}

/** What the registry's list of owners says of the account, and what it said the last time. */
function standingOf({ case: about }: RowContext, name: string): { readonly isKnown: boolean; readonly says: string } {
  const owners = seen(about.history.owners)?.map((owner) => owner.name.toLowerCase());
  const known = about.knownOwners?.map((owner) => owner.toLowerCase());
  if (owners === undefined) return { isKnown: known?.includes(name) ?? true, says: '' };
  if (!owners.includes(name)) return { isKnown: false, says: ', and is not among its owners' };
  if (known !== undefined && !known.includes(name)) return { isKnown: false, says: ', and is new among its owners' };
  return { isKnown: true, says: ', though it is an owner' };
}

/** One account, or trusted publishing, made most of them. */
function isSteady(before: readonly string[]): boolean {
  if (before.length < 3) return false;
  const counts = Map.groupBy(before, (name) => name);
  return Math.max(...[...counts.values()].map(({ length }) => length)) * 2 >= before.length;
}

function accountOf({ kind, name }: RowContext['row']['release']['publisher']): string | null {
  return kind === 'trusted' ? trusted : (name?.toLowerCase() ?? null);
}

/** No account has a name with a space. */
const trusted = 'trusted publishing';
