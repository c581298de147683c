import { describe, expect, it } from 'vitest';
import { buildOf, otherBuilder } from '../../src/ledger/build.ts';
import { anIdentity, aRelease, commitId, runUrl, theCommit, theRepository, theRun, theWorkflow } from './builders.ts';

const recorded = { repository: 'Octo/Lantern', commit: commitId(7), run: '77', ref: null, signingKey: null };

describe('where a release was built', () => {
  it('is read from the certificate before the record', () => {
    expect(buildOf(aRelease({ recorded }), [anIdentity()])).toEqual({
      source: 'certificate',
      commit: theCommit,
      run: theRun,
      repository: theRepository,
      repositoryId: '4711',
      workflow: theWorkflow,
      ref: 'refs/tags/v1.0.0',
    });
  });

  it("is read from the registry's record where there is no certificate", () => {
    const build = buildOf(aRelease({ recorded }), []);
    expect(build).toMatchObject({ source: 'registry', commit: commitId(7), run: '77', repository: 'Octo/Lantern' });
  });

  it('is not what the publisher claims', () => {
    expect(buildOf(aRelease({ claimed: { commit: theCommit, dirty: false } }), [])).toBeNull();
  });

  it('is nothing for a key and no more', () => {
    const key = { repository: null, commit: null, run: null, ref: null, signingKey: 'ABCD' };
    expect(buildOf(aRelease({ recorded: key }), [])).toBeNull();
  });

  it('believes no id of another shape', () => {
    const build = buildOf(aRelease(), [anIdentity({ commit: 'main', runUrl: `${runUrl('1')}/../../2` })]);
    expect(build).toMatchObject({ commit: null, run: null });
  });

  it('is not on GitHub where another service says so', () => {
    const identity = anIdentity({ issuer: 'https://gitlab.com', repositoryUrl: 'https://gitlab.com/octo/lantern' });
    expect(buildOf(aRelease(), [identity])).toBeNull();
    expect(otherBuilder([identity])).toBe('GitLab');
    expect(otherBuilder([identity, anIdentity()])).toBeNull();
    expect(otherBuilder([anIdentity({ issuer: 'https://ci.example/a' })])).toBe('ci.example');
    expect(otherBuilder([])).toBeNull();
  });
});
