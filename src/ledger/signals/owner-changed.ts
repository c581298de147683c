import { seen } from '../../types/observation.ts';
import type { PackageRule } from '../facts.ts';
import { isTagged } from '../guards/corroboration.ts';
import { fires, nothing } from '../guards/findings.ts';
import { datedWords, listWords } from '../guards/words.ts';

/** Has the registry other owners than the last time it was asked? */
export const ownerChanged: PackageRule = {
  ids: ['owner-changed'],
  judge(all, { history, knownOwners }) {
    const owners = seen(history.owners)?.map(({ name }) => name);
    if (owners === undefined || knownOwners === null) return nothing;
    const added = without(owners, knownOwners);
    const removed = without(knownOwners, owners);
    if (added.length === 0 && removed.length === 0) return nothing;
    const says = [
      ...(added.length > 0 ? [`new among its owners: ${listWords(added)}`] : []),
      ...(removed.length > 0 ? [`no owner any more: ${listWords(removed)}`] : []),
    ].join('; ');
    const names = new Set(added.map((name) => name.toLowerCase()));
    const release = all.findLast((row) => {
      const { kind, name } = row.release.publisher;
      return kind === 'person' && name !== null && names.has(name.toLowerCase()) && !isTagged(row);
    });
    return release === undefined
      ? fires('owner-changed', 'medium', says)
      : fires('owner-changed', 'high', `${says}. A new owner published ${datedWords(release)}`);
  },
};

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others.map((name) => name.toLowerCase()));
  return names.filter((name) => !known.has(name.toLowerCase())).sort();
}
