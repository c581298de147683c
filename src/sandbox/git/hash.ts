import { createHash } from 'node:crypto';
import type { GitEntry, GitObject } from '../state.ts';

/** The SHA-1 that git gives an object: of its kind, its length and its bytes. */
export function hashObject(object: GitObject): string {
  const bytes = serialise(object);
  return createHash('sha1').update(`${object.kind} ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Entries in git's order: by bytes, folders as if their names ended in `/`. */
export function sortEntries(entries: readonly GitEntry[]): readonly GitEntry[] {
  const key = ({ name, mode }: GitEntry) => Buffer.from(mode === folderMode ? `${name}/` : name);
  return entries
    .map((entry) => ({ entry, key: key(entry) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ entry }) => entry);
}

export const folderMode = '040000';

/** Who wrote: `Name <mail>` as it stands, a login with the address that GitHub gives to logins. */
export function identity(author: string): { readonly name: string; readonly email: string } {
  const open = author.indexOf(' <');
  return open > 0 && author.endsWith('>')
    ? { name: author.slice(0, open), email: author.slice(open + 2, -1) }
    : { name: author, email: `${author}@users.noreply.github.com` };
}

function serialise(object: GitObject): Buffer {
  switch (object.kind) {
    case 'blob':
      return Buffer.from(object.content);
    case 'tree':
      return Buffer.concat(
        sortEntries(object.entries).flatMap(({ name, mode, sha }) => [
          // Git writes the mode of a folder without its leading zero.
          Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`),
          Buffer.from(sha, 'hex'),
        ]),
      );
    case 'commit':
      return Buffer.from(
        [
          `tree ${object.tree}`,
          ...object.parents.map((parent) => `parent ${parent}`),
          `author ${signed(object.author, object.date)}`,
          `committer ${signed(object.author, object.date)}`,
          ...(object.verified === true ? ['gpgsig verified'] : []),
          '',
          object.message,
        ].join('\n'),
      );
    case 'tag':
      return Buffer.from(
        [
          `object ${object.target}`,
          'type commit',
          `tag ${object.name}`,
          `tagger ${signed(object.tagger, object.date)}`,
          '',
          object.message,
        ].join('\n'),
      );
  }
}

function signed(author: string, date: string): string {
  const { name, email } = identity(author);
  return `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`;
}
