import type { GitTag } from '../github/settings.ts';
import { commandWord } from '../registries/plain.ts';
import type { Control, Evidence, Judgement } from './control.ts';
import { documentation } from './documentation.ts';
import { listedCode } from './job-words.ts';
import { fail, notApplicable, pass, unknown, unreadable } from './judgements.ts';
import { patternOf, releaseTagsOf } from './release-tags.ts';

/** Are release tags signed and verified? */
export const signedTags: Control = {
  id: 'signed-tags',
  title: 'Release tags are signed',
  asks: 'Is the newest release tag signed, and does GitHub verify the signature?',
  principles: ['general.2.immutability'],
  severity: 'low',
  why: 'Anybody who may push can make a tag, in any name. A signature says which person or which machine called this commit that version, and still says so in every clone and after the repository has moved.',
  evidence: ['files', 'github'],
  settings: ['tags', 'releases'],

  judge(evidence) {
    const { map, settings } = evidence;
    if (map.publications.length === 0) return [notApplicable(null, 'no package is published from here')];
    if (settings.tags.state === 'unreadable')
      return [unreadable(null, 'the signatures of release tags', settings.tags)];
    const newest = newestTags(evidence, settings.tags.state === 'seen' ? settings.tags.value : []);
    if (newest.length === 0) return [notApplicable(null, 'no tag names a version')];
    const read = newest.filter(({ signature }) => signature !== 'not-read');
    const unread = newest.filter(({ signature }) => signature === 'not-read');
    return [...(read.length > 0 ? [judged(read)] : []), ...(unread.length > 0 ? [notRead(unread)] : [])];
  },
};

/** The newest tag of each kind: a repository of many packages has one kind for each. */
function newestTags(evidence: Evidence, tags: readonly GitTag[]): readonly GitTag[] {
  const names = new Set(releaseTagsOf(evidence).names);
  const releases = tags.filter(({ name }) => names.has(name));
  const byKind = new Map(releases.toReversed().map((tag) => [patternOf(tag.name), tag]));
  return releases.filter((tag) => byKind.get(patternOf(tag.name)) === tag);
}

function judged(tags: readonly GitTag[]): Judgement {
  const weak = tags.filter(({ signature }) => signature !== 'verified');
  if (weak.length === 0)
    return pass(null, `GitHub verifies the signature of ${listedCode(tags.map(({ name }) => name))}`);
  const [first] = weak;
  const example = first === undefined ? null : commandWord(first.name);
  return fail(null, {
    reason: [...Map.groupBy(weak, weaknessOf)]
      .map(([{ one, many }, alike]) => {
        const names = alike.map(({ name }) => name);
        return `${listedCode(names, 3)} ${names.length === 1 ? one : many}`;
      })
      .join('; '),
    at: [],
    key: ['newest'],
    remediation: {
      steps: [
        'Give GitHub the key that signs: Settings of your account → SSH and GPG keys → New SSH key (key type: Signing Key) or New GPG key.',
        'Sign every tag from now on: `git config tag.gpgSign true`, and for a key of SSH also `git config gpg.format ssh` and `git config user.signingKey` with the path of the public key.',
        `Make the tag of the next release yourself, before the release${example === null ? '' : `, named as \`${example}\` is`}: \`git tag -s\`, then \`git push origin\` with its name. A tag that GitHub makes with a release is lightweight and cannot be signed.`,
        'Look at the page Tags: the tag shows Verified.',
        'Leave the tags of earlier releases as they are: to sign one is to replace it.',
      ],
      links: [documentation.signingTags],
    },
  });
}

interface Weakness {
  /** What follows the name of one tag, or of several. */
  readonly one: string;
  readonly many: string;
}

const weaknesses = {
  unverified: {
    one: 'is signed, but GitHub cannot verify the signature',
    many: 'are signed, but GitHub cannot verify the signatures',
  },
  unsigned: { one: 'is not signed', many: 'are not signed' },
  lightweight: {
    one: 'is a lightweight tag, which cannot be signed',
    many: 'are lightweight tags, which cannot be signed',
  },
} as const satisfies Readonly<Record<string, Weakness>>;

function weaknessOf({ annotated, signature }: GitTag): Weakness {
  if (signature === 'unverified') return weaknesses.unverified;
  return annotated ? weaknesses.unsigned : weaknesses.lightweight;
}

function notRead(tags: readonly GitTag[]): Judgement {
  const names = listedCode(tags.map(({ name }) => name));
  return unknown(null, `the signature of ${names} was not read`, 'Look it up on the page Tags.');
}
