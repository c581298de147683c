import { describe, expect, test } from 'vitest';
import { controls } from '../../src/controls/index.ts';
import { type Settings, settingsNotAsked } from '../../src/github/settings.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { mapPublications } from '../../src/publishing/map.ts';
import { registries, registryOf } from '../../src/registries/index.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import { npmRepository } from './publishing-fixtures.ts';
import { gitTag, hidden, release, tagRuleset, told } from './settings-fixtures.ts';

const repositories: readonly Record<string, string>[] = [
  {},
  npmRepository(),
  npmRepository({ idToken: true }),
  npmRepository({ secret: 'NPM_TOKEN' }),
  { ...npmRepository({ secret: 'NPM_TOKEN', environment: 'npm' }), '.github/CODEOWNERS': '* @octo' },
];

const nothingThere: Settings = {
  ...settingsNotAsked,
  environments: told([]),
  repositorySecrets: told([]),
  organisationSecrets: told([]),
  rulesets: told([]),
  branchProtection: hidden('administration:read'),
  releases: told([]),
  tags: told([]),
  defaultBranch: 'main',
};

const answers: readonly Settings[] = [
  settingsNotAsked,
  nothingThere,
  { ...nothingThere, rulesets: told([tagRuleset(['deletion'])]), tags: told([gitTag('v1.0.0')]) },
  { ...nothingThere, releases: told([release('v1.0.0', ['demo.tgz'])]) },
];

/** Every setting that the control looks at, over all repositories and answers. */
async function readBy(control: (typeof controls)[number]): Promise<readonly string[]> {
  const read = new Set<string>();
  for (const texts of repositories) {
    const files = memoryFiles(texts);
    const map = await mapPublications(files, registries, 'octo/demo');
    for (const answer of answers) {
      const settings = new Proxy(answer, {
        get(target, key) {
          read.add(String(key));
          return Reflect.get(target, key);
        },
      });
      const subject = { repository: 'octo/demo', ref: null, commit: null };
      control.judge({ subject, files, map, settings, packages: null, registryOf, today: '2026-06-01' }, defaultPolicy);
    }
  }
  return [...read].toSorted();
}

describe('the settings that a control names', () => {
  test.each(controls.map((control) => [control.id, control] as const))('%s: those it reads', async (_id, control) => {
    expect(await readBy(control)).toEqual([...(control.settings ?? [])].toSorted());
  });

  test('are named where GitHub is asked, and nowhere else', () => {
    for (const { id, evidence, settings } of controls)
      expect([id, settings !== undefined]).toEqual([id, evidence.includes('github')]);
  });

  test('leave none of what is observed unread', () => {
    const named = new Set(controls.flatMap(({ settings }) => settings ?? []));
    expect(Object.keys(settingsNotAsked).filter((key) => !named.has(key as keyof Settings))).toEqual([]);
  });

  test('make no control fail that read nothing but settings', async () => {
    const files = memoryFiles(npmRepository());
    const map = await mapPublications(files, registries, 'octo/demo');
    const subject = { repository: 'octo/demo', ref: null, commit: null };
    for (const control of controls.filter(({ evidence }) => evidence.join() === 'github')) {
      const evidence = {
        subject,
        files,
        map,
        settings: settingsNotAsked,
        packages: null,
        registryOf,
        today: '2026-06-01',
      };
      for (const { verdict, settles } of control.judge(evidence, defaultPolicy))
        expect([control.id, verdict, settles]).toEqual([control.id, 'unknown', expect.stringContaining(':read')]);
    }
  });
});
