import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStory } from '../../src/sandbox/stories/index.ts';
import { askedStory } from './asked-story.ts';

const folder = join(import.meta.dirname, '../../scenarios/honest');

const storyOf = (name: string) => readStory(readFileSync(join(folder, name), 'utf8'), name);

/** Joins of the newest release of an honest story that are proved: what the registry cannot tell is not. */
const proved: Readonly<Record<string, readonly string[]>> = {
  'npm-trusted.yml': ['tag', 'release', 'commit', 'run', 'attestation', 'digest'],
  'pypi-attested.yml': ['tag', 'release', 'commit', 'run', 'attestation', 'digest'],
  'rubygems.yml': ['tag', 'release', 'commit', 'run', 'attestation'],
  'crates-trusted.yml': ['tag', 'release', 'commit', 'run'],
  'packagist.yml': ['tag', 'release', 'commit'],
  'go-module.yml': ['tag', 'release', 'commit'],
  'maven-rotation.yml': [],
  'nuget.yml': [],
  'pub-dev.yml': [],
  'jsr.yml': [],
  'hex.yml': [],
};

describe('packages of a repository, asked about as an audit asks', () => {
  it.each(Object.entries(proved))('are joined as far as registry and GitHub prove: %s', async (name, joins) => {
    const asked = await askedStory(storyOf(name));
    const { evidence, report } = await asked.audit({});
    expect(evidence).toHaveLength(1);
    const [row] = evidence[0]?.ledger?.rows ?? [];
    const found = Object.entries(row?.joins ?? {}).flatMap(([each, { state }]) => (state === 'proved' ? [each] : []));
    expect(found).toEqual(expect.arrayContaining([...joins]));
    expect(evidence[0]?.ledger?.link).toBe(joins.length > 0 ? 'proved' : 'claimed');
    expect(evidence[0]?.ledger?.rows.flatMap(({ signals }) => signals)).toEqual([]);
    expect(report.releases).toEqual([evidence[0]?.ledger]);
    expect(asked.sandbox.registries.requests.filter(({ status }) => status >= 400 && status !== 404)).toEqual([]);
  });
});

describe('attestations that sign a file', () => {
  it('are verified by the files of the newest three such releases, and those of the others are not known', async () => {
    const asked = await askedStory(storyOf('rubygems.yml'));
    const { evidence } = await asked.audit({});
    const rows = evidence[0]?.ledger?.rows ?? [];
    expect(rows.slice(0, 5).map(({ joins }) => joins.attestation.state)).toEqual([
      'proved',
      'proved',
      'proved',
      'unknown',
      'unknown',
    ]);
    const gems = asked.sandbox.registries.requests.filter(({ path }) => path.startsWith('/gems/'));
    expect(gems).toHaveLength(3);
  });

  it.each([
    ['another file', { type: 'body', body: 'not the gem', contentType: 'application/octet-stream' }],
    ['no file', { type: 'status', status: 404 }],
    ['a file without an end', { type: 'endless', bytes: null }],
  ] as const)('are not known where the registry serves %s', async (_, kind) => {
    const asked = await askedStory(storyOf('rubygems.yml'));
    asked.sandbox.registries.fault({ matches: ({ path }) => path.startsWith('/gems/'), times: 99, kind });
    const { evidence } = await asked.audit({});
    const rows = evidence[0]?.ledger?.rows ?? [];
    expect(rows.filter(({ joins }) => joins.attestation.state === 'proved')).toEqual([]);
    expect(rows[0]?.joins.attestation.state).toBe('unknown');
    expect(rows.flatMap(({ signals }) => signals.map(({ id }) => id))).not.toContain('provenance-refused');
  });
});
