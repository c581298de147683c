import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originUrlOf } from '../../src/repository/git-config.ts';
import { repositoryOfUrl } from '../../src/repository/remote-url.ts';
import { subjectOf } from '../../src/repository/subject.ts';
import { temporaryFolders } from './temporary-folder.ts';

const folderWith = temporaryFolders();
const commit = '0123456789abcdef0123456789abcdef01234567';
const config = '[remote "origin"]\n\turl = https://example.com/octo/widgets.git\n';
const nothing = { repository: null, ref: null, commit: null };

describe('subjectOf', () => {
  it('reads a branch', () => {
    const folder = folderWith({
      '.git/HEAD': 'ref: refs/heads/feature/x\n',
      '.git/refs/heads/feature/x': `${commit}\n`,
      '.git/config': config,
    });
    expect(subjectOf(folder)).toEqual({ repository: 'octo/widgets', ref: 'refs/heads/feature/x', commit });
  });

  it('reads packed refs', () => {
    const folder = folderWith({
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/packed-refs': `# pack-refs with: peeled\n${'f'.repeat(40)} refs/remotes/x/refs/heads/mainly\n${commit} refs/heads/main\n^${'e'.repeat(40)}\n`,
    });
    expect(subjectOf(folder)).toEqual({ repository: null, ref: 'refs/heads/main', commit });
  });

  it('reads a detached head', () => {
    expect(subjectOf(folderWith({ '.git/HEAD': `${commit}\n` }))).toEqual({ ...nothing, commit });
  });

  it('reads a worktree', () => {
    const folder = folderWith({
      'main/.git/config': config,
      'main/.git/refs/heads/topic': commit,
      'main/.git/worktrees/w/HEAD': 'ref: refs/heads/topic',
      'main/.git/worktrees/w/commondir': '../..\n',
      'w/.git': 'gitdir: ../main/.git/worktrees/w\n',
    });
    expect(subjectOf(join(folder, 'w'))).toEqual({ repository: 'octo/widgets', ref: 'refs/heads/topic', commit });
  });

  it('follows symbolic refs, but not for ever', () => {
    const folder = folderWith({
      '.git/HEAD': 'ref: refs/heads/alias',
      '.git/refs/heads/alias': 'ref: refs/heads/main',
      '.git/refs/heads/main': commit,
    });
    expect(subjectOf(folder)).toMatchObject({ ref: 'refs/heads/alias', commit });
    const round = folderWith({ '.git/HEAD': 'ref: refs/heads/a', '.git/refs/heads/a': 'ref: refs/heads/a' });
    expect(subjectOf(round)).toMatchObject({ ref: 'refs/heads/a', commit: null });
  });

  it('knows a branch without a commit', () => {
    expect(subjectOf(folderWith({ '.git/HEAD': 'ref: refs/heads/main' }))).toEqual({
      ...nothing,
      ref: 'refs/heads/main',
    });
  });

  it.each<[string, Record<string, string>]>([
    ['no git', { 'a.txt': '' }],
    ['an empty .git folder', { '.git/x': '' }],
    ['a .git file that leads nowhere', { '.git': 'gitdir: ./missing' }],
    ['a .git file that is something else', { '.git': 'hello' }],
    ['a ref that leads out', { '.git/HEAD': 'ref: refs/../../secret', secret: commit }],
    ['a ref in another place', { '.git/HEAD': 'ref: /etc/passwd' }],
    ['the ref of a reftable', { '.git/HEAD': 'ref: refs/heads/.invalid' }],
    ['binary rubbish', { '.git/HEAD': '\0\u0001\ufffd', '.git/config': '[remote "origin"]\nurl = \0' }],
  ])('is all null for %s', (_, files) => {
    expect(subjectOf(folderWith(files))).toEqual(nothing);
  });
});

describe('originUrlOf', () => {
  it.each<[string, string | null]>([
    ['[core]\n bare = false\n[remote "upstream"]\n url = a\n[Remote "origin"]\n URL=b # note\n', 'b'],
    ['[remote "origin"]\n fetch = x\n url = "c d;e" ; note\n', 'c d;e'],
    ['[remote "origin"]\n pushurl = p\n[branch "main"]\n url = wrong\n', null],
    ['[remote "Origin"]\n', null],
    ['', null],
  ])('%j', (text, expected) => {
    expect(originUrlOf(text)).toBe(expected);
  });
});

describe('repositoryOfUrl', () => {
  it.each([
    'https://github.com/octo/widgets',
    'https://github.com/octo/widgets.git',
    'https://github.com/octo/widgets/',
    'https://user:token@github.com/octo/widgets.git',
    'https://git.example.org:8443/octo/widgets.git',
    'ssh://git@github.com/octo/widgets.git',
    'ssh://git@ssh.github.com:443/octo/widgets.git',
    'git://example.org/octo/widgets',
    'git@github.com:octo/widgets.git',
    'git@example.org:/octo/widgets',
    'alias:octo/widgets.git',
  ])('%s', (url) => {
    expect(repositoryOfUrl(url)).toBe('octo/widgets');
  });

  it.each([
    '',
    '/srv/git/widgets.git',
    '../widgets',
    'C:/work/octo/widgets',
    'file:///octo/widgets.git',
    'https://github.com/octo',
    'https://example.org/group/sub/widgets.git',
    'git@example.org:widgets.git',
    'https://github.com/octo/..',
    'https://github.com/octo/wid%20gets',
  ])('%j is none', (url) => {
    expect(repositoryOfUrl(url)).toBeNull();
  });

  it('is an owner and a name, or null, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (url) => {
        expect(repositoryOfUrl(url) ?? 'a/b').toMatch(/^[\w.-]+\/[\w.-]+$/);
      }),
    );
  });
});
