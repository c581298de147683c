import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { publishedManifest } from '../../scripts/published-manifest.ts';

const own: Record<string, unknown> = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

it('keeps what an installed Mintmark runs by, and nothing that only development needs', () => {
  const manifest = publishedManifest(own, {});
  expect(Object.keys(manifest).toSorted()).toEqual(
    ['bin', 'dependencies', 'description', 'engines', 'files', 'keywords', 'license', 'name', 'version'].toSorted(),
  );
  expect(manifest['dependencies']).toEqual(own['dependencies']);
  expect(JSON.stringify(manifest)).not.toMatch(/node-(?:linux|win|darwin)|vitest|preflight/);
});

it('names the repository that GitHub Actions builds it from, as provenance asks', () => {
  const environment = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'someone/mintmark' };
  expect(publishedManifest(own, environment)['repository']).toEqual({
    type: 'git',
    url: 'git+https://github.com/someone/mintmark.git',
  });
});
