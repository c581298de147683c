import { describe, expect, it } from 'vitest';
import { gitHubOf, gitHubToken, isOnGitHub } from '../../src/cli/github-client.ts';

const githubCom = gitHubOf({});
const own = gitHubOf({ GITHUB_URL: 'https://git.example.com' });
const local = gitHubOf({ GITHUB_URL: 'http://127.0.0.1:3000' });

describe('whether a remote is on a GitHub', () => {
  it.each([
    ['https://github.com/octo/demo.git', githubCom, true],
    ['https://x-access-token:secret@github.com/octo/demo', githubCom, true],
    ['https://www.github.com/octo/demo', githubCom, true],
    ['git@github.com:octo/demo.git', githubCom, true],
    ['github.com:octo/demo.git', githubCom, true],
    ['ssh://git@ssh.github.com:443/octo/demo.git', githubCom, true],
    ['git@GitHub.com:octo/demo.git', githubCom, true],
    ['https://github.com.evil.example/octo/demo', githubCom, false],
    ['https://github.com@evil.example/octo/demo', githubCom, false],
    ['https://evil.example/github.com/octo', githubCom, false],
    ['git@evil.example:github.com/octo', githubCom, false],
    ['https://gitlab.com/octo/demo', githubCom, false],
    ['/srv/github.com/demo', githubCom, false],
    ['', githubCom, false],
    ['git@git.example.com:octo/demo.git', own, true],
    ['https://github.com/octo/demo', own, false],
    ['http://127.0.0.1:3000/octo/demo.git', local, true],
    ['http://127.0.0.1:3001/octo/demo.git', local, false],
  ])('%s', (remote, address, expected) => {
    expect(isOnGitHub(remote, address)).toBe(expected);
  });
});

describe('the environment', () => {
  it('gives the token by either name, and an empty one is none', () => {
    expect(gitHubToken({ GH_TOKEN: 'b' })).toBe('b');
    expect(gitHubToken({ GITHUB_TOKEN: 'a', GH_TOKEN: 'b' })).toBe('a');
    expect(gitHubToken({ GITHUB_TOKEN: '' })).toBeNull();
  });

  it('is refused where it names no GitHub, without being repeated', () => {
    expect(() => gitHubOf({ GITHUB_URL: 'https://me:secret@git.example.com' })).toThrow(/^GITHUB_URL: (?!.*secret)/);
  });
});
