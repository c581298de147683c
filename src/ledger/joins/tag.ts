import { codeWords } from '../../registries/plain.ts';
import { timeOf } from '../guards/time.ts';
import { commitWords } from '../guards/words.ts';
import type { Join } from '../ledger.ts';
import { isBuiltIn } from '../link.ts';
import type { TagMatch } from '../tags.ts';
import { sources } from './commit.ts';
import { join, type ReleaseEvidence } from './evidence.ts';

/** Does a tag of this version lead to the commit that it was built from? */
export function tagJoin(evidence: ReleaseEvidence): Join {
  const { about, build, tags } = evidence;
  if (about.github === null) return join('unknown', null, 'GitHub was not asked for tags');
  const listed = about.github.tags;
  if (listed.state === 'unreadable') return join('unknown', null, `the tags could not be read: ${listed.reason}`);
  const isElsewhere = build !== null && isBuiltIn(about.github.repository, build) === false;
  const commit = isElsewhere ? null : (build?.commit ?? null);
  const equal = tags.find(({ tag }) => commit !== null && tag.commit.toLowerCase() === commit);
  if (equal !== undefined)
    return join('proved', equal.tag.name, `the tag ${codeWords(equal.tag.name)} leads to the commit it was built from`);
  const [first] = tags;
  if (first === undefined) return withoutTag(evidence);
  if (first.kind === 'stray')
    return join(
      'unknown',
      null,
      `the tag ${codeWords(first.tag.name)} may be another package's: its name does not say`,
    );
  if (commit === null)
    return join(
      'unknown',
      first.tag.name,
      `the tag ${codeWords(first.tag.name)} is there; nothing proves that it was built from it`,
    );
  if (first.kind === 'version' && isHeldTo(first, evidence)) {
    const words = `the tag ${codeWords(first.tag.name)} leads to ${commitWords(first.tag.commit)}`;
    const source = sources[build?.source ?? 'certificate'];
    return join('contradicted', first.tag.name, `${words}, and ${source} names ${commitWords(commit)}`);
  }
  return join(
    'unknown',
    first.tag.name,
    `the tag ${codeWords(first.tag.name)} leads to ${commitWords(first.tag.commit)}, as tags do that a release makes or moves by itself`,
  );
}

/**
 * Must the tag lead to the commit? Where the run was started by the tag, or the registry read the tag, yes. A run that was
 * started by a branch may commit the new version and tag that: then only where the project's other tags never do so.
 */
function isHeldTo({ tag }: TagMatch, { build, tagsElsewhere: { same, other } }: ReleaseEvidence): boolean {
  if (build?.ref === `refs/tags/${tag.name}`) return true;
  if (build?.source === 'registry' && build.run === null) return true;
  return same >= 3 && other * 10 <= same;
}

function withoutTag({ about, at, release }: ReleaseEvidence): Join {
  if (about.history.registry === 'go' && /[-.]\d{14}-[\da-f]{12}(?:\+|$)/.test(release.version))
    return join('unknown', null, 'the version names a commit, and needs no tag');
  const listed = about.github?.tags;
  if (listed?.state === 'seen' && !listed.value.complete) {
    const times = listed.value.tags.map((tag) => timeOf(tag.at)).filter((time) => time !== null);
    const oldest = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    if (at === null || at < oldest) return join('unknown', null, 'older tags than those that were read may have it');
  }
  return join('missing', null, 'no tag of this version');
}
