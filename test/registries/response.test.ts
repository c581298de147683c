import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResponseValues } from '../../src/registries/response.ts';
import { responses } from '../../src/registries/responses.ts';
import { shell } from '../../src/registries/shell-command.ts';

const values: ResponseValues = {
  package: 'lantern',
  release: '1.2.4',
  before: '1.2.3',
  files: ['lantern-1.2.4.tgz'],
  repository: 'octo/lantern',
};

/** A name as each registry spells one. */
const names: Readonly<Record<string, string>> = {
  'maven-central': 'io.octo:lantern',
  packagist: 'octo/lantern',
  jsr: '@octo/lantern',
  go: 'github.com/octo/Lantern',
};

const all = Object.entries(responses).map(([id, response]) => ({ id, response }));

/** What a POSIX shell makes of the words of a command. */
function wordsOf(command: string): readonly string[] {
  return execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

describe.each(all)('the response at $id', ({ id, response }) => {
  const steps = response.steps({ ...values, package: names[id] ?? values.package });

  it('keeps what is there before anything is taken down, and ends with a report', () => {
    const kinds = steps.map(({ kind }) => kind);
    expect(kinds[0]).toBe('preserve');
    expect(kinds.at(-1)).toBe('report');
    expect(kinds.indexOf('contain')).toBeGreaterThan(kinds.lastIndexOf('preserve'));
    expect(kinds.indexOf('revoke')).toBeGreaterThan(kinds.lastIndexOf('contain'));
    expect(steps[0]?.commands.length).toBeGreaterThan(0);
  });

  it('gives every step a command or a page', () => {
    for (const { says, commands, links } of steps) {
      expect(says).toMatch(/^[A-Z].*\.$/u);
      expect(commands.length + links.length, says).toBeGreaterThan(0);
      for (const link of links) expect(() => new URL(link)).not.toThrow();
      for (const link of links) expect(link).toMatch(/^https:\/\//);
    }
  });

  it('says of what is taken back whether it can be undone', () => {
    const says = steps
      .filter(({ kind }) => kind === 'contain')
      .map((step) => step.says)
      .join(' ');
    expect(says).toMatch(/undone|taken? (?:it )?back|never deleted|whatever happens/u);
  });

  it('lets nothing out of its quotes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
        fc.string({ maxLength: 20 }),
        (name, release) => {
          const odd = response.steps({
            ...values,
            package: `a'$(x)\`;${name}`,
            release: `1'; rm -rf ~ #${release}`,
            files: [name],
          });
          for (const command of odd.flatMap((step) => step.commands)) {
            // Quotes are balanced, and what stands outside of them is plain
            const outside = command.replaceAll(/'[^']*'|\\'/g, '');
            expect(outside).not.toContain("'");
            expect(outside).not.toMatch(/\$\(|`|;|rm -rf/);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a command', () => {
  it('hands a shell the very value, whatever it holds', () => {
    const hostile = ["a'b", '$(touch x)', '`id`', 'a;b|c&d>e', 'a b', '*', '~', '"', '\\', '!x', '@scope/name'];
    for (const value of hostile) expect(wordsOf(shell`${value}` ?? '')).toEqual([value]);
    expect(shell`npm view ${'@scope/name@1.0.0'}`).toBe('npm view @scope/name@1.0.0');
  });

  it.each(['--registry=x', '', 'a\nb', 'a\u202eb', 'a\u200bb', '\ud800', 'x'.repeat(301)])(
    'is not written for %j',
    (value) => {
      expect(shell`npm view ${value}`).toBeNull();
    },
  );
});

describe('npm', () => {
  it('is told one version, never a range or a tag', () => {
    for (const release of ['1', '>0', 'latest', '1.x', '*']) {
      const commands = responses.npm?.steps({ ...values, release }).flatMap((step) => step.commands) ?? [];
      expect(commands.join('\n')).not.toMatch(/deprecate|unpublish|pack /);
    }
    const commands = responses.npm?.steps(values).flatMap((step) => step.commands) ?? [];
    expect(commands).toContain('npm unpublish lantern@1.2.4');
    expect(commands).toContain('npm dist-tag add lantern@1.2.3 latest');
  });

  it('is asked through its own client, at whatever registry that uses', () => {
    const commands = responses.npm?.steps(values).flatMap((step) => step.commands) ?? [];
    expect(commands.filter((command) => command.includes('//'))).toEqual([]);
  });
});

it('keeps PyPI from running a build', () => {
  const commands =
    responses.pypi?.steps({ ...values, files: ['lantern-1.2.4.tar.gz', '../../x'] }).flatMap((step) => step.commands) ??
    [];
  expect(commands.join('\n')).not.toContain('pip ');
  expect(commands.join('\n')).not.toContain('../');
  expect(commands.join('\n')).toContain('lantern-1.2.4.tar.gz/provenance');
});

it('yanks each platform of a gem', () => {
  const files = ['lantern-1.2.4.gem', 'lantern-1.2.4-java.gem', 'other-1.2.4-java.gem'];
  const commands = responses.rubygems?.steps({ ...values, files }).flatMap((step) => step.commands) ?? [];
  expect(commands.filter((command) => command.includes('--platform'))).toEqual([
    'gem yank lantern --version 1.2.4 --platform java',
  ]);
});
