import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { resolvePolicy } from '../../src/policy/resolve.ts';

const path = '.github/mintmark.yml';
const context = { today: '2026-11-22', controls: ['trusted-publishing', 'publish-environment', 'publish-pins'] };

function entry(more: string): string {
  return `accept:\n  - control: publish-pins\n    by: ada\n    until: 2027-01-01\n    ${more}\n`;
}

function told(text: string): readonly string[] {
  return readPolicy(text, path, context).problems.map(({ line, message }) => `${line}: ${message}`);
}

describe('what an exemption names', () => {
  it('is read as text', () => {
    const { policy, problems } = readPolicy(entry('reason: why\n    evidence: ["0a1b2c3d4e5f"]'), path, context);
    expect(problems).toEqual([]);
    expect(policy.accept).toMatchObject([{ evidence: ['0a1b2c3d4e5f'], from: 'repository' }]);
  });

  it.each([
    ['digits without quotes are a number', '[123456789012]', 'put it in quotes'],
    ['so are those that look like an exponent', '[1e2345678901]', 'put it in quotes'],
    ['too short', '["0a1b"]', 'first 12 digits of a fingerprint, not "0a1b"'],
    ['empty', '[]', 'evidence in accept is empty'],
    ['no list', '"0a1b2c3d4e5f"', 'has to be a list'],
  ])('%s', (_name, evidence, words) => {
    expect(told(entry(`reason: why\n    evidence: ${evidence}`))).toEqual([expect.stringContaining(words)]);
  });
});

it.each(['TODO', 'todo', '"TODO: "', "'… TODO …'"])('%s is no reason', (reason) => {
  expect(told(entry(`reason: ${reason}`))).toEqual(['5: reason in accept: TODO is no reason: write why this may stay']);
});

it('a reason may speak of a TODO', () => {
  expect(told(entry('reason: see the TODO in release.yml'))).toEqual([]);
});

describe('controls that no repository may accept', () => {
  const organisation = (text: string) => ({ text, path });
  const forbidding = 'limits: { never-accept: [trusted-publishing] }\n';
  const own = (control: string) => `accept:\n  - { control: ${control}, reason: why, by: ada, until: 2027-01-01 }\n`;
  const resolve = (repository: string | null, above: string) =>
    resolvePolicy({
      repository: repository === null ? null : { text: repository, path },
      organisation: organisation(above),
      lastGood: { repository: null, organisation: null },
      ...context,
    });

  it('are accepted by none, and the line says why', () => {
    const { policy, problems, sources } = resolve(own('trusted-publishing'), forbidding);
    expect(policy.accept).toEqual([]);
    expect(problems).toEqual([
      {
        path,
        line: 2,
        message:
          'the exemption of trusted-publishing does not count: the organisation lets no repository accept findings of this control',
      },
    ]);
    expect(sources).toContain(
      "The organisation's .github/mintmark.yml lets no repository accept findings of trusted-publishing.",
    );
  });

  it('leave the others as they are', () => {
    expect(resolve(own('publish-pins'), forbidding).policy.accept).toMatchObject([{ control: 'publish-pins' }]);
  });

  it('may be accepted by the organisation itself, for every repository', () => {
    const { policy, organisationProblems } = resolve(null, `${own('trusted-publishing')}${forbidding}`);
    expect(organisationProblems).toEqual([]);
    expect(policy.accept).toMatchObject([{ control: 'trusted-publishing', from: 'organisation' }]);
  });

  it('and limits and locks are known to whoever proposes an exemption', () => {
    const above = 'locked: [declare]\nlimits: { accept-days: 30, never-accept: [trusted-publishing] }\n';
    expect(resolve(null, above).policy.limits).toEqual({
      accept: { days: 30, never: ['trusted-publishing'] },
      declare: null,
    });
  });

  it('have to exist', () => {
    const { organisationProblems } = resolve(null, 'limits: { never-accept: [trusted-publihing] }\n');
    expect(organisationProblems).toMatchObject([
      { line: 1, message: 'there is no control "trusted-publihing"; did you mean trusted-publishing?' },
    ]);
  });
});
