import { codeWords } from '../../registries/plain.ts';
import { seen } from '../../types/observation.ts';
import type { Findings, ReleaseFactsRow, RowContext, SignalRule } from '../facts.ts';
import { baselineOf } from '../guards/baseline.ts';
import { fires, innocent, nothing } from '../guards/findings.ts';
import { day, timeOf } from '../guards/time.ts';
import { commitWords, datedWords } from '../guards/words.ts';
import { versionKey } from '../version-key.ts';

/** Does the manifest at the commit that it was built from have another version? */
export const versionNotInTree: SignalRule = {
  ids: ['version-not-in-tree'],
  judge(context) {
    const { row, later, case: about } = context;
    const inTree = versionInTree(context, row);
    const { manifest } = about.declared;
    if (inTree === null || manifest === null) return judgeAge(context);
    if (isSameVersion(inTree, row.release.version)) return nothing;
    const says = `the manifest ${codeWords(manifest.path)} has the version ${codeWords(inTree)} at the commit ${commitWords(row.commit ?? '')} that it was built from`;
    const judged = [...baselineOf(context), ...later].flatMap((other) => {
      const version = versionInTree(context, other);
      return version === null ? [] : [isSameVersion(version, other.release.version)];
    });
    if (judged.includes(false)) return innocent(`${says}; others were numbered while they were built, too`);
    if (row.line.isPrerelease && judged.length === 0)
      return innocent(`${says}; the versions of prereleases are often computed`);
    return fires('version-not-in-tree', 'medium', says);
  },
};

/**
 * Where no manifest tells: was it built from a commit that is far older than that of a release of its line before it?
 * What a tree holds that was passed long ago is not the new version.
 */
function judgeAge(context: RowContext): Findings {
  const { row, earlierInLine } = context;
  const own = committedAt(context, row);
  const ages = earlierInLine.map((other) => ({ other, at: committedAt(context, other) }));
  const newer = ages.findLast(({ at }) => own !== null && at !== null && at - own > muchOlder);
  if (row.line.isPrerelease || own === null || newer === undefined || newer.at === null) return nothing;
  const days = Math.floor((newer.at - own) / day);
  return fires(
    'version-not-in-tree',
    'medium',
    `built from the commit ${commitWords(row.commit ?? '')}, which is ${days} days older than that of ${datedWords(newer.other)}, published before it`,
  );
}

const muchOlder = 60 * day;

function committedAt({ case: { github } }: RowContext, { commit }: ReleaseFactsRow): number | null {
  const fact = commit === null ? undefined : github?.commits.get(commit);
  return fact === undefined ? null : timeOf(seen(fact)?.committedAt ?? null);
}

/** Null where it is not known, or computed when the package is built. */
function versionInTree({ case: { declared, github } }: RowContext, { commit }: ReleaseFactsRow): string | null {
  const { manifest } = declared;
  const fact = commit === null ? undefined : github?.commits.get(commit);
  if (manifest === null || manifest.version === null || fact === undefined) return null;
  const version = seen(fact)?.versions[manifest.path] ?? null;
  return version === null || isPlaceholder(version) ? null : version;
}

/** However the ecosystem spells it: `1.0.0-rc.1` and `1.0.0rc1`, `v1.2` and `1.2.0`. */
function isSameVersion(one: string, other: string): boolean {
  const [left, right] = [versionKey(one), versionKey(other)];
  return left === null || right === null ? one === other : left.loose === right.loose;
}

/** What stands in a manifest until a release tool writes the version. */
function isPlaceholder(version: string): boolean {
  return /^v?0\.0\.0(?:$|[-+.])/.test(version) || /[${}]/.test(version) || !/\d/.test(version);
}
