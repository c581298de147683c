import { describe, expect, it } from 'vitest';
import { buildOf } from '../../src/ledger/build.ts';
import { linkOf } from '../../src/ledger/link.ts';
import { repositoryOfLink } from '../../src/ledger/source-link.ts';
import { anIdentity, aRelease, facts } from './builders.ts';

const { repository } = facts();
const here = buildOf(aRelease(), [anIdentity()]);
const elsewhere = buildOf(aRelease(), [
  anIdentity({ repositoryUrl: 'https://github.com/mallory/lantern', repositoryId: '9' }),
]);
if (here === null || elsewhere === null) throw new Error('both were built on GitHub');
const links = ['git+https://github.com/octo/lantern.git'];

describe('the link to the repository', () => {
  it('is proved by one build of it, and claimed by a source link alone', () => {
    expect(linkOf(repository, [elsewhere, here], [])).toBe('proved');
    expect(linkOf(repository, [], links)).toBe('claimed');
  });

  it('is contradicted where every proof names another, whatever is claimed', () => {
    expect(linkOf(repository, [elsewhere], links)).toBe('contradicted');
  });

  it('goes by the number before the name', () => {
    const renamed = { ...repository, fullName: 'octo/lamp' };
    expect(linkOf(renamed, [here], [])).toBe('proved');
    expect(linkOf({ ...repository, id: 5 }, [here], [])).toBe('contradicted');
  });

  it('goes by names of today and of before where there is no number', () => {
    const build = { ...here, repositoryId: null, repository: 'Octo/Lantern' };
    expect(linkOf(repository, [build], [])).toBe('proved');
    const renamed = { ...repository, fullName: 'octo/lamp' };
    expect(linkOf(renamed, [build], [])).toBe('contradicted');
    expect(linkOf({ ...renamed, formerNames: ['octo/lantern'] }, [build], [])).toBe('proved');
  });

  it('is unknown without a repository, a proof or a fitting claim', () => {
    expect(linkOf(null, [here], links)).toBe('unknown');
    expect(linkOf(repository, [{ ...here, repository: null, repositoryId: null }], [])).toBe('unknown');
    expect(linkOf(repository, [], ['https://github.com/other/lantern', 'https://lantern.example'])).toBe('unknown');
  });
});

describe('a source link', () => {
  it.each([
    ['https://github.com/octo/lantern', 'octo/lantern'],
    ['https://www.github.com/octo/lantern/tree/main/packages/a', 'octo/lantern'],
    ['git+ssh://git@github.com/octo/lantern.git', 'octo/lantern'],
    ['git://github.com/octo/lantern.git#main', 'octo/lantern'],
    ['git@github.com:octo/lantern.git', 'octo/lantern'],
    ['scm:git:https://github.com/octo/lantern.git', 'octo/lantern'],
    ['github:octo/lantern', 'octo/lantern'],
    ['github.com/octo/lantern', 'octo/lantern'],
    ['https://github.com.evil.example/octo/lantern', null],
    ['https://evil.example/github.com/octo/lantern', null],
    ['https://github.com@evil.example/octo/lantern', null],
    ['https://github.com/octo', null],
    ['https://github.com/octo/..', null],
    ['javascript://github.com/octo/lantern', null],
    ['', null],
  ])('%s leads to %s', (link, name) => {
    expect(repositoryOfLink(link)).toBe(name);
  });
});
