import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StoryStage, storyStage } from '../../scripts/bench/story-stage.ts';

let npm: StoryStage;
let pypi: StoryStage;
let rubygems: StoryStage;

beforeAll(async () => {
  npm = await storyStage('scenarios/incidents/axios.yml');
  pypi = await storyStage('scenarios/honest/pypi-attested.yml');
  rubygems = await storyStage('scenarios/honest/rubygems.yml');
}, 90_000);

afterAll(() => Promise.all([npm, pypi, rubygems].map((stage) => stage.close())));

describe('mintmark verify without a document', () => {
  it('asks npm, and compares the digest with what npm serves', async () => {
    const { code, out } = await npm.run(['verify', 'npm', 'courier-http@1.10.8', '--repository', 'denarius/courier']);
    expect(code).toBe(0);
    expect(out).toContain('Verified: courier-http 1.10.8 (npm)');
    expect(out).toContain('https://github.com/denarius/courier');
    expect(out).not.toContain("the file's digest");
  });

  it('asks PyPI for every file', async () => {
    const { code, out } = await pypi.run(['verify', 'pypi', 'wheels@2.1.11', '--format', 'json']);
    expect(code).toBe(0);
    const { attestations } = JSON.parse(out) as { attestations: { subjects: { name: string }[] }[] };
    const names = attestations.flatMap(({ subjects }) => subjects.map(({ name }) => name)).sort();
    expect(new Set(names).size).toBe(2);
  });

  it('fetches the gem that RubyGems has a signature of', async () => {
    const { code, out } = await rubygems.run(['verify', 'rubygems', 'ruby-coin@2.0.23', '--workflow', 'push_gem.yml']);
    expect([code, out.split('\n')[0]]).toEqual([0, 'Verified: ruby-coin 2.0.23 (rubygems)']);
  });

  it.each([
    ['another repository', ['courier-http@1.10.8', '--repository', 'denarius/other'], 'not denarius/other as expected'],
    ['a release without one', ['courier-http@1.10.9'], 'npm serves no attestation of this release'],
    ['a version that is not there', ['courier-http@9.9.9'], 'npm serves no such version'],
    ['a package that is not there', ['courier-htp@1.0.0'], 'npm has no package of that name'],
    ['another file', ['courier-http@1.10.8', '--artifact', 'other.tgz'], "the file's digest is not the attested one"],
  ])('does not verify %s', async (_, words, message) => {
    writeFileSync(join(npm.folder, 'other.tgz'), 'another file');
    const { code, out } = await npm.run(['verify', 'npm', ...words]);
    expect(code).toBe(1);
    expect(out).toMatch(/^NOT verified/);
    expect(out).toContain(message);
  });

  it('does not take a file for one that PyPI serves', async () => {
    writeFileSync(join(pypi.folder, 'other.whl'), 'another file');
    const { code, out } = await pypi.run(['verify', 'pypi', 'wheels@2.1.11', '--artifact', 'other.whl']);
    expect(code).toBe(1);
    expect(out).toContain('none of the attestations that the registry serves is about the given file');
  });

  it('asks GitHub for the attestations of a file', async () => {
    writeFileSync(join(npm.folder, 'asset.zip'), 'an asset');
    const { code, out } = await npm.run(['verify', 'github', 'denarius/courier@v1.0.0', '--artifact', 'asset.zip']);
    expect(code).toBe(1);
    expect(out).toContain('GitHub keeps no attestation of this file in denarius/courier');
  });

  it('ends with 3 where nobody answers: that says nothing of the release', async () => {
    const environment = {
      MINTMARK_REGISTRY_NPM_MAIN: 'http://127.0.0.1:1',
      GITHUB_URL: 'http://127.0.0.1:1',
      MINTMARK_TRUSTED_ROOT: 'root.json',
    };
    const registry = await npm.run(['verify', 'npm', 'courier-http@1.10.8'], { environment });
    expect([registry.code, registry.out]).toEqual([3, '']);
    expect(registry.err).toMatch(/^mintmark: npm could not be read: /);
    const asset = await npm.run(['verify', 'github', 'a/b@v1', '--artifact', 'root.json'], { environment });
    expect([asset.code, asset.out]).toEqual([3, '']);
    expect(asset.err).toMatch(/^mintmark: GitHub did not answer: /);
  });
});
