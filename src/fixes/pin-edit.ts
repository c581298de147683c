import type { PinnedCommit } from '../github/action-commits.ts';
import type { WantedPin } from './pins.ts';

/**
 * A line with `uses:` whose tag or branch is replaced by its commit, with the version behind it as a comment. Null where
 * the line does not use that tag or branch, or uses it twice.
 */
export function pinLine(line: string, { repository, ref }: WantedPin, pin: PinnedCommit): string | null {
  const end = line.endsWith('\r') ? '\r' : '';
  const written = line.slice(0, line.length - end.length);
  const places = placesOf(written, repository, ref);
  const [at] = places;
  if (at === undefined || places.length > 1) return null;
  const behind = written.slice(at + ref.length);
  const mark = behind.search(/\s#/);
  const before = mark === -1 ? behind : behind.slice(0, mark + 1);
  const code = before.trimEnd();
  const comment = mark === -1 ? '' : behind.slice(mark + 2).trim();
  // The blanks before a comment that stays are its writer's.
  const gap = mark === -1 ? ' ' : before.slice(code.length);
  return `${written.slice(0, at)}${pin.commit}${code}${gap}${commentWith(comment, ref, pin.version)}${end}`;
}

/** Where the ref stands behind `repository@` or `repository/path@`, after `uses:`. */
function placesOf(line: string, repository: string, ref: string): readonly number[] {
  const uses = line.search(/(?:^|[\s{,"'-])uses["']?\s*:/);
  const comment = line.search(/(?:^|\s)#/);
  const lower = (comment === -1 ? line : line.slice(0, comment)).toLowerCase();
  if (uses === -1) return [];
  const wanted = repository.toLowerCase();
  const places: number[] = [];
  for (let at = lower.indexOf(wanted, uses); at !== -1; at = lower.indexOf(wanted, at + 1)) {
    const sign = line.indexOf('@', at);
    const path = line.slice(at + wanted.length, sign);
    const isRepository = /[\s"']/.test(line[at - 1] ?? '') && (path === '' || /^\/[^\s"'#]*$/.test(path));
    const isRef = line.startsWith(ref, sign + 1) && /^(?:[\s"',}\]]|$)/.test(line.slice(sign + 1 + ref.length));
    if (sign !== -1 && isRepository && isRef) places.push(sign + 1);
  }
  return places;
}

/**
 * The comment in the style that is there. Dependabot keeps a version current that ends a comment, Renovate one that
 * begins it: a comment that only names the version is both, and other words come after it.
 */
function commentWith(comment: string, ref: string, version: string): string {
  if (comment === '') return `# ${version}`;
  if (/^ratchet:[^\s@]{1,200}@\S+$/.test(comment)) return `# ${comment}`;
  const { lead = '', named = '' } = naming.exec(comment.slice(0, 300))?.groups ?? {};
  if (named !== '' && (named === ref || versionLike.test(named))) return `# ${lead}${version}`;
  return `# ${version} # ${comment}`;
}

/** `v4`, `@v4`, `tag=v4`, `pin @v4`, `renovate: tag=v4` */
const naming = /^(?<lead>(?:renovate:\s{0,3})?(?:pin\s{1,3}|tag\s{0,3}=\s{0,3})?@?)(?<named>\S+)$/;
const versionLike = /^(?:[A-Za-z][\w-]{0,40}-)?v?\d{1,9}(?:\.\d{1,9}){0,3}(?:[-+][\w.+-]{1,60})?$/;
