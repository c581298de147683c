// `node scripts/release-notes.ts v1.2.3`: prints what CHANGELOG.md says of a version, for the release on GitHub.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notesOf } from './docs/changelog.ts';

const [tag = ''] = process.argv.slice(2);
const notes = notesOf(readFileSync(join(import.meta.dirname, '../CHANGELOG.md'), 'utf8'), tag.replace(/^v/, ''));
if (notes.state === 'found') console.log(notes.text);
else {
  console.error(notes.reason);
  process.exitCode = 1;
}
