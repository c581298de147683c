/** What the changelog says of a version, as Markdown without its heading. */
export type Notes =
  | { readonly state: 'found'; readonly text: string }
  | { readonly state: 'missing'; readonly reason: string };

/** The part of a changelog (keepachangelog.com) that is about one version; it has to be dated, and not empty. */
export function notesOf(changelog: string, version: string): Notes {
  const parts = changelog.split(/^## /m).slice(1);
  const part = parts.find((each) => each.startsWith(`[${version}]`));
  if (part === undefined) return missing(`CHANGELOG.md has no part \`## [${version}]\`.`);
  const [heading = '', ...lines] = part.split('\n');
  if (!/^\[[^\]]+\] - \d{4}-\d{2}-\d{2}$/.test(heading))
    return missing(`CHANGELOG.md gives ${version} no day: write \`## [${version}] - YYYY-MM-DD\`.`);
  const text = lines.join('\n').trim();
  return text === '' ? missing(`CHANGELOG.md says nothing of ${version}.`) : { state: 'found', text };
}

function missing(reason: string): Notes {
  return { state: 'missing', reason };
}
