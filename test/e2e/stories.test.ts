import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { watchStory } from '../../scripts/bench/incidents/watch.ts';
import { expandStory, readStory, type Story } from '../../src/sandbox/stories/index.ts';
import { dealt } from '../long.ts';

const root = join(import.meta.dirname, '..', '..', 'scenarios');

function storyOf(folder: 'incidents' | 'honest', file: string): Story {
  const path = join(root, folder, file);
  return readStory(readFileSync(path, 'utf8'), path);
}

describe('every story', () => {
  const all = (['incidents', 'honest'] as const).flatMap((folder) =>
    readdirSync(join(root, folder)).map((file) => ({ folder, file })),
  );

  it.each(all)('$folder/$file can be read and told', ({ folder, file }) => {
    const story = storyOf(folder, file);
    const { packages = [] } = expandStory(story);
    expect(packages.map(({ name }) => name)).toEqual(story.packages.map(({ name }) => name));
    const known = new Set(
      packages.flatMap(({ name, releases }) => releases.map(({ version }) => `${name}@${version}`)),
    );
    for (const { package: name = packages[0]?.name, version } of story.expect.bad)
      expect(known).toContain(`${name}@${version}`);
    if (folder === 'honest') expect(story.expect.bad).toEqual([]);
    else expect(story.expect.bad.length > 0 || story.expect.invisible !== undefined).toBe(true);
  });
});

describe('watching a story', () => {
  it.each([
    ['a token that goes round trusted publishing', 'axios', ['1.10.9', '0.29.4'], 'tp-lost'],
    ['a failed run that published all the same', 'tanstack', ['1.169.5', '1.169.8', '1.161.9'], 'run-mismatch'],
    ['a tag on a commit that no branch leads to', 'packagist-orphan', ['5.0.10'], 'commit-unreachable'],
    ['a second bad release, which the first must not excuse', 'litellm', ['1.82.7', '1.82.8'], 'no-tag-or-release'],
  ])('notices %s', async (_, name, versions, signal) => {
    const { alarms } = await watchStory(storyOf('incidents', `${name}.yml`));
    expect(alarms.map(({ version }) => version).toSorted()).toEqual([...versions].toSorted());
    for (const { signals } of alarms) expect(signals.map(({ id }) => id)).toContain(signal);
  });

  it.each(dealt(['npm-two-hands', 'npm-staged-window', 'npm-late-failure', 'pypi-uv', 'maven-rotation'], 3, 4))(
    'leaves the honest releases of %s alone',
    async (name) => {
      const { alarms, releases } = await watchStory(storyOf('honest', `${name}.yml`));
      expect(releases.length).toBeGreaterThan(5);
      expect(alarms).toEqual([]);
    },
  );
});
