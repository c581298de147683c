import { expect, it } from 'vitest';
import { committedFiles } from '../../../src/jobs/fixes/committed.ts';

/** `git hash-object` of a file that holds an a and a line's end. */
const a = '78981922613b2afb6025042ff6bd878ac1994e85';

const entries = [
  { path: 'plain.yml', mode: '100644', sha: a, size: 2 },
  { path: 'run.sh', mode: '100755', sha: a, size: 2 },
  { path: 'link.yml', mode: '120000', sha: a, size: 2 },
  { path: 'latin1.yml', mode: '100644', sha: 'f'.repeat(40), size: 2 },
];

function committed(path: string, before: string | null) {
  const trees = { tree: () => Promise.resolve(entries) };
  const work = {
    context: { store: { contents: () => trees } },
    place: { owner: 'acme', repo: 'tools' },
    repository: { id: 7, visibility: 'private' },
  };
  const audited = { head: { sha: 'a'.repeat(40), tree: 'b'.repeat(40) } };
  type Parameters3 = Parameters<typeof committedFiles>;
  return committedFiles(work as unknown as Parameters3[0], audited as unknown as Parameters3[1], [
    { path, before, after: 'b\n' },
  ]);
}

it('has a file written as it is kept, or as a new one', async () => {
  expect(await committed('plain.yml', 'a\n')).toEqual([{ path: 'plain.yml', mode: '100644', text: 'b\n' }]);
  expect(await committed('run.sh', 'a\n')).toEqual([{ path: 'run.sh', mode: '100755', text: 'b\n' }]);
  expect(await committed('new.yml', null)).toEqual([{ path: 'new.yml', mode: '100644', text: 'b\n' }]);
});

it.each<[string, string | null, string]>([
  ['link.yml', 'a\n', 'a link'],
  ['latin1.yml', '\ufffd\n', 'not what was read'],
  ['plain.yml', 'other\n', 'changed since'],
  ['plain.yml', null, 'there, and not new'],
  ['gone.yml', 'a\n', 'not there'],
])('has nothing written where %s is %s: %s', async (path, before) => {
  expect(await committed(path, before)).toBeNull();
});
