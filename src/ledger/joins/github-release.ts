import type { GitHubReleaseFact } from '../../github/release-facts.ts';
import { codeWords } from '../../registries/plain.ts';
import { timeOf } from '../guards/time.ts';
import type { Join } from '../ledger.ts';
import { join, type ReleaseEvidence } from './evidence.ts';

/** Is there a GitHub release of the version, and does it hold together with what the registry serves? */
export function releaseJoin(evidence: ReleaseEvidence, tag: Join): Join {
  const { about, tags } = evidence;
  if (about.github === null) return join('unknown', null, 'GitHub was not asked for releases');
  const listed = about.github.releases;
  if (listed.state === 'unreadable') return join('unknown', null, `the releases could not be read: ${listed.reason}`);
  const names = tags.filter(({ kind }) => kind !== 'stray').map((match) => match.tag.name);
  const releases = listed.state === 'seen' ? listed.value.releases : [];
  const found = releases.find((release) => names.includes(release.tag));
  if (found === undefined) {
    if (listed.state === 'seen' && !listed.value.complete && isOlder(evidence.at, releases))
      return join('unknown', null, 'older releases than those that were read may be its own');
    return about.github.tags.state === 'unreadable'
      ? join('unknown', null, 'without tags it is not known which release is its own')
      : join('missing', null, 'no GitHub release of this version');
  }
  const called = `the GitHub release ${codeWords(found.tag)}`;
  if (holdsSameFile(found, evidence))
    return join('proved', found.tag, `${called} holds the very file that the registry serves`);
  if (tag.state === 'proved' && tag.value === found.tag)
    return join('proved', found.tag, `${called} stands on the tag that leads to its commit`);
  return join('unknown', found.tag, `${called} is there; nothing proves that this came from it`);
}

function isOlder(at: number | null, releases: readonly GitHubReleaseFact[]): boolean {
  const times = releases.map(({ publishedAt }) => timeOf(publishedAt)).filter((time) => time !== null);
  return at === null || at < times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function holdsSameFile({ assets }: GitHubReleaseFact, { release }: ReleaseEvidence): boolean {
  const served = new Set(release.files.flatMap(({ digests }) => digests['sha256']?.toLowerCase() ?? []));
  return assets.some(
    ({ digest }) => digest?.startsWith('sha256:') === true && served.has(digest.slice(7).toLowerCase()),
  );
}
