import { describe, expect, it } from 'vitest';
import { readOrganisationPolicy, readPolicyFile } from '../../src/github/policy-files.ts';
import { installationRepositories } from '../../src/github/repositories.ts';
import { mayWrite } from '../../src/github/sender.ts';
import { fakeGitHub, refused, type Told } from './fake-github.ts';

describe('a policy file', () => {
  const route = 'GET /repos/{owner}/{repo}/contents/{path}';
  const file = (bytes: Buffer | string) => ({
    data: {
      type: 'file',
      encoding: 'base64',
      content: Buffer.from(bytes)
        .toString('base64')
        .replace(/(.{60})/g, '$1\n'),
    },
  });
  const of = (told: Told) =>
    readPolicyFile(fakeGitHub({ [route]: told }).client, { owner: 'acme', repo: 'press', ref: 'main' });

  it('is read at its branch', async () => {
    const { client, asked } = fakeGitHub({ [route]: file(`\uFEFFgate: high # ${'ü'.repeat(90)}\n`) });
    expect(await readPolicyFile(client, { owner: 'acme', repo: 'press', ref: 'main' })).toEqual({
      state: 'seen',
      value: `gate: high # ${'ü'.repeat(90)}\n`,
      source: 'acme/press/.github/mintmark.yml',
    });
    expect(asked[0]?.parameters).toEqual({ owner: 'acme', repo: 'press', path: '.github/mintmark.yml', ref: 'main' });
  });

  it('of the organisation is in its repository .github', async () => {
    const { client, asked } = fakeGitHub({ [route]: file('gate: low\n') });
    expect(await readOrganisationPolicy(client, 'acme')).toMatchObject({ state: 'seen', value: 'gate: low\n' });
    expect(asked[0]?.parameters).toEqual({ owner: 'acme', repo: '.github', path: '.github/mintmark.yml' });
  });

  it.each<[string, Told, object]>([
    ['that is not there is absent', { status: 404 }, { state: 'absent' }],
    ['that is refused is not', refused('contents:read'), { state: 'unreadable', permission: 'contents:read' }],
    ['refused without a word', { status: 403 }, { state: 'unreadable', permission: 'contents:read' }],
    ['that is a folder', { data: [] }, { state: 'unreadable' }],
    ['that is too large', { data: { type: 'file', encoding: 'none', content: '' } }, { state: 'unreadable' }],
    [
      'that is no text',
      file(Buffer.from([0xff, 0xfe, 0xff])),
      { state: 'unreadable', reason: 'it is not valid UTF-8' },
    ],
    ['that the law took down', { status: 451 }, { state: 'unreadable', reason: 'GitHub answers 451' }],
  ])('%s', async (_, told, expected) => {
    expect(await of(told)).toMatchObject(expected);
  });
});

describe('the repositories of an installation', () => {
  const route = 'GET /installation/repositories';
  const one = (id: number, more: object = {}) => ({
    id,
    name: `r${id}`,
    owner: { login: 'acme' },
    private: true,
    ...more,
  });

  it('are listed page by page', async () => {
    const pages = [[one(1), one(2, { visibility: 'internal', archived: true })], [one(3, { private: false })]];
    const { client } = fakeGitHub({
      [route]: ({ page = 1 }) => ({
        data: { total_count: 3, repositories: pages[Number(page) - 1] },
        headers: page === 1 ? { link: '<x?page=2>; rel="next"' } : { link: '<x?page=1>; rel="first"' },
      }),
    });
    expect(await installationRepositories(client)).toMatchObject({
      state: 'seen',
      value: {
        complete: true,
        repositories: [
          { id: 1, owner: 'acme', name: 'r1', visibility: 'private', archived: false },
          { id: 2, owner: 'acme', name: 'r2', visibility: 'internal', archived: true },
          { id: 3, owner: 'acme', name: 'r3', visibility: 'public', archived: false },
        ],
      },
    });
  });

  it('end at 10,000', async () => {
    const { client, asked } = fakeGitHub({
      [route]: { data: { repositories: [one(1)] }, headers: { link: '<x>; rel="next"' } },
    });
    expect(await installationRepositories(client)).toMatchObject({ value: { complete: false } });
    expect(asked).toHaveLength(100);
  });

  it.each([{ status: 403, data: { message: 'suspended' } }, { data: { repositories: [{}] } }])(
    'that are not shown are not none: %j',
    async (told) => {
      expect((await installationRepositories(fakeGitHub({ [route]: told }).client)).state).toBe('unreadable');
    },
  );
});

describe('who may write', () => {
  const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';

  it.each<[Told, boolean]>([
    [{ data: { permission: 'admin' } }, true],
    [{ data: { permission: 'write', role_name: 'maintain' } }, true],
    [{ data: { permission: 'read', role_name: 'triage' } }, false],
    [{ data: { permission: 'none' } }, false],
    [{ data: 'admin' }, false],
    [{ status: 404, data: { permission: 'admin' } }, false],
    [refused('metadata:read'), false],
  ])('%j: %s', async (told, expected) => {
    const { client, asked } = fakeGitHub({ [route]: told });
    expect(await mayWrite(client, 'acme', 'press', 'octocat')).toBe(expected);
    expect(asked[0]?.parameters).toEqual({ owner: 'acme', repo: 'press', username: 'octocat' });
  });
});
