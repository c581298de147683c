import { codeWords } from '../../registries/plain.ts';
import { seen } from '../../types/observation.ts';
import type { Findings, RowContext, SignalRule } from '../facts.ts';
import { fires, innocent, nothing } from '../guards/findings.ts';
import { isRepository, originOf, originsOf } from '../guards/repositories.ts';
import { commitWords } from '../guards/words.ts';

/** Does the tag that it was built from lead to another commit today? */
export const tagMoved: SignalRule = {
  ids: ['tag-moved'],
  judge: (context) => {
    const moved = judgeTag(context);
    return moved === nothing ? judgeElsewhere(context) : moved;
  },
};

function judgeTag(context: RowContext): Findings {
  const { row, case: about } = context;
  const tags = about.github === null ? undefined : seen(about.github.tags)?.tags;
  const built = builtFrom(context);
  const tag = tags?.find(({ name }) => name === built?.tag);
  if (built === null || tag === undefined || isSameCommit(tag.commit, built.commit)) return nothing;
  const says = `built from the tag ${codeWords(tag.name)} at the commit ${commitWords(built.commit)}; today the tag leads to ${commitWords(tag.commit)}`;
  return namesVersion(tag.name, row.release.version)
    ? fires('tag-moved', 'critical', says)
    : innocent(`${says}, as tags do that stand for more than one version`);
}

/** Built from a branch, so that the tag may never have been there: told where the project's other tags fit their commits. */
function judgeElsewhere({ row: { joins } }: RowContext): Findings {
  const { state, says } = joins.tag;
  return state === 'contradicted' ? fires('tag-moved', 'medium', says) : nothing;
}

interface TaggedBuild {
  readonly tag: string;
  readonly commit: string;
}

/** The tag and the commit of it, as the certificate says, else as the registry recorded them. */
function builtFrom({ row, case: { github, history } }: RowContext): TaggedBuild | null {
  if (github === null) return null;
  for (const { identity } of row.identities) {
    if (
      identity.ref?.startsWith(prefix) === true &&
      identity.commit !== null &&
      isRepository(originOf(identity), github.repository)
    )
      return { tag: identity.ref.slice(prefix.length), commit: identity.commit };
  }
  const { recorded } = row.release;
  if (recorded === null || recorded.commit === null) return null;
  const isForeign = originsOf(row).some((origin) => !isRepository(origin, github.repository));
  if (isForeign) return null;
  if (recorded.ref?.startsWith(prefix) === true)
    return { tag: recorded.ref.slice(prefix.length), commit: recorded.commit };
  // These registries take the tag itself as the release.
  const tag = row.joins.tag.value;
  return ofTags.has(history.registry) && tag !== null ? { tag, commit: recorded.commit } : null;
}

const prefix = 'refs/tags/';

const ofTags: ReadonlySet<string> = new Set(['packagist', 'go']);

/** `v1` moves with every 1.x: only a tag that names the whole version is meant to stay. */
function namesVersion(tag: string, version: string): boolean {
  return tag.toLowerCase().includes(
    version
      .toLowerCase()
      .replace(/^v/, '')
      .replace(/\+incompatible$/, ''),
  );
}

function isSameCommit(one: string, other: string): boolean {
  const [short, long] = [one.toLowerCase(), other.toLowerCase()].sort((a, b) => a.length - b.length);
  return short !== undefined && short.length >= shortest && long?.startsWith(short) === true;
}

/** Go records twelve digits in what it derives from a commit. */
const shortest = 12;
