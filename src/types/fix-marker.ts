/** Which fix a box or a pull request is about: the fingerprint of the finding that it puts right. */
export function fixMarker(fingerprint: string): string {
  return `<!-- mintmark:v1 fix=${fingerprint} -->`;
}

/** The fingerprints of the boxes that are ticked in a text; GitHub's own limit for it is 65,536 characters. */
export function tickedFixes(body: string): ReadonlySet<string> {
  const lines = body.slice(0, mostCharacters).split('\n');
  return new Set(lines.flatMap((line) => box.exec(line)?.[1] ?? []));
}

const mostCharacters = 262_144;

const box = /^ {0,8}[-*+] \[[xX]\] <!-- mintmark:v1 fix=([0-9a-f]{32}) -->/;
