import { describe, expect, it } from 'vitest';
import { compareReports } from '../../../src/audit/compare.ts';
import { checkOfChange, checkOfDefaultBranch } from '../../../src/reports/check-run/index.ts';
import { bytesOf } from '../../../src/reports/markdown/fit.ts';
import type { Report } from '../../../src/types/report.ts';
import { aControl, aFinding, aPublication, aReport, emptyReport, fullReport } from '../report-fixture.ts';
import { aContext, commit } from './context.ts';

const line = (number: number) =>
  `https://github.com/acme/widgets/blob/${commit}/.github/workflows/release.yml?plain=1#L${number}`;

describe('the check of the default branch', () => {
  it('is neutral where something is to be put right, and says what is published, the levels and one next step', () => {
    const output = checkOfDefaultBranch(aReport({ findings: [aFinding()] }), aContext({ issue: 12, requests: 4 }));
    expect(output.conclusion).toBe('neutral');
    expect(output.title).toBe('npm by trusted publishing: 1 thing to put right, high');
    expect(output.summary).toBe(`Packages go to npm by trusted publishing.

| Package | Registry | From | Credential | Environment | Provenance |
| --- | --- | --- | --- | --- | --- |
| \`@acme/core\` | npm | [\`release.yml:42\`](${line(42)}) | trusted publishing | \`npm\` | yes |

[Levels](https://repos.openssf.org/principles-for-package-repository-security), of what the registries offer: Authentication 1 of 3 · Authorization 3 of 3 · General 0 of 2

High: The step publishes with \`secrets.NPM_TOKEN\` although npm offers trusted publishing ([\`release.yml:42\`](${line(42)}-L44)).

**Next step:** Open the settings of \`@acme/core\` on npmjs.com and add GitHub Actions as its trusted publisher (Step 1 of 3; the others stand in the details below.)

All of it stands in [issue 12](https://github.com/acme/widgets/issues/12), which keeps itself true.

<details>
<summary>What the levels mean, and what holds them back</summary>

From 0 to 3, by the [Principles for Package Repository Security](https://repos.openssf.org/principles-for-package-repository-security). What a project can reach, its registries have to offer.

| Track | Project | Registries | Held back by |
| --- | --- | --- | --- |
| Authentication: how people sign in | 1 | 3 | \`two-factor\` |
| Authorization: who may publish, and how | 3 | 3 | – |
| General: what is released, and how faults are reported | 0 | 2 | \`vulnerability-reporting\`, \`tag-protection\` |
| CLI: what the tools pin and check | 0 | not known | – |

</details>

There is 1 finding (1 high); 1 check passes. Asked GitHub 4 times for this.`);
    expect(output.text).toBe(`### npm

- **High**, \`trusted-publishing\`: The step publishes with \`secrets.NPM_TOKEN\` although npm offers trusted publishing ([\`release.yml:42\`](${line(42)}-L44))

  <details>
  <summary>How to put it right: 3 steps</summary>

  1. Open the settings of \`@acme/core\` on npmjs.com and add GitHub Actions as its trusted publisher
  2. Type acme as the owner, widgets as the repository and \`release.yml\` as the workflow
  3. Publish once, then delete the token

  Read more: <https://docs.npmjs.com/trusted-publishers>

  </details>`);
    expect(output.annotations).toEqual([
      {
        path: '.github/workflows/release.yml',
        startLine: 42,
        endLine: 44,
        level: 'warning',
        title: 'trusted-publishing (high)',
        message: expect.stringMatching(
          /^The step publishes with secrets\.NPM_TOKEN .*\n\n1\. Open .*\n2\. .*\n1 more step in the details of this check\.$/,
        ),
        details: null,
      },
    ]);
    expect(output.actions.map(({ identifier }) => identifier)).toEqual(['rerun', 'explain']);
  });

  it('is a success where nothing is to be put right', () => {
    expect(checkOfDefaultBranch(aReport(), aContext())).toMatchObject({
      conclusion: 'success',
      title: 'Nothing to put right',
      text: null,
      annotations: [],
    });
    expect(checkOfDefaultBranch(emptyReport, aContext()).title).toBe('Nothing is published from here');
  });

  it('annotates every place, the gravest first, and never as a failure', () => {
    const { annotations } = checkOfDefaultBranch(fullReport, aContext());
    expect(annotations.map(({ title }) => title)).toEqual([
      'publish-triggers (critical)',
      'trusted-publishing (high)',
      ...Array.from({ length: 6 }, () => 'publish-pins (medium)'),
    ]);
    expect(new Set(annotations.map(({ level }) => level))).toEqual(new Set(['warning']));
  });

  it('annotates places that stand together once, at the last, and those apart with a word on where the steps are', () => {
    const at = (path: string, line: number) => ({ path, line, endLine: line });
    const locations = [at('a.yml', 7), at('a.yml', 18), at('a.yml', 90), at('b.yml', 3)];
    const { annotations } = checkOfDefaultBranch(aReport({ findings: [aFinding({ locations })] }), aContext());
    expect(annotations.map(({ path, startLine }) => `${path}:${startLine}`)).toEqual([
      'a.yml:18',
      'a.yml:90',
      'b.yml:3',
    ]);
    expect(annotations.map(({ message }) => message.split('\n').at(-1))).toEqual([
      '1 more step in the details of this check.',
      'What to do stands at line 18.',
      'What to do stands at a.yml, line 18.',
    ]);
  });

  it('has the section with the gravest finding first, and says steps once that differ in names only', () => {
    const pin = (name: string, severity: 'critical' | 'low') =>
      aFinding({
        control: 'publish-pins',
        registry: null,
        severity,
        message: `\`${name}\` is not pinned`,
        remediation: { steps: [`Pin \`${name}\``], links: [], fixable: false },
        fingerprint: name,
      });
    const findings = [pin('a/a', 'critical'), pin('b/b', 'critical'), aFinding()];
    const text = checkOfDefaultBranch(aReport({ findings }), aContext()).text ?? '';
    expect(text.match(/^### .*$/gm)).toEqual(['### The repository as a whole', '### npm']);
    expect(text).toContain('1. Pin `a/a`');
    expect(text).not.toContain('1. Pin `b/b`');
    expect(text).toContain('`b/b` is not pinned ([');
    expect(text).toContain('Put right as the point above, with the names of this one.');
  });

  it('leads to pages of the repository where it stands', () => {
    const links = ['https://github.com/acme/widgets/settings/environments', 'https://github.com/actions/checkout'];
    const finding = aFinding({ remediation: { steps: ['Look'], links, fixable: false } });
    const { text } = checkOfDefaultBranch(
      aReport({ findings: [finding] }),
      aContext({ server: 'https://git.example' }),
    );
    expect(text).toContain(
      '<https://git.example/acme/widgets/settings/environments>, <https://github.com/actions/checkout>',
    );
  });

  it('has a title that a list shows whole: what is published, and the gravest', () => {
    const titleOf = (report: Partial<Report>) => checkOfDefaultBranch(aReport(report), aContext()).title;
    const findings = [aFinding({ severity: 'critical' }), aFinding({ fingerprint: 'f2' })];
    const token = aPublication({ auth: 'token' });
    const others = (['pypi', 'crates.io', 'nuget'] as const).map((registry) => aPublication({ registry }));
    expect(titleOf({ findings, publications: [token] })).toBe(
      'npm with a token: 2 things to put right, 1 of them critical',
    );
    expect(titleOf({ findings, publications: [token, ...others] })).toBe(
      '4 registries: 2 things to put right, 1 of them critical',
    );
    expect(titleOf({ findings, publications: [] })).toMatch(/^Publishes nothing: 2 things/);
    const high = Array.from({ length: 100 }, (_, index) => aFinding({ fingerprint: `${index}` }));
    expect(titleOf({ findings: high })).toBe('npm by trusted publishing: 100 things to put right, all high');
    expect(titleOf({ findings: high, publications: [aPublication({ registry: 'vscode-marketplace' })] })).toBe(
      '100 things to put right, all high',
    );
  });

  it('leaves out annotations that GitHub would refuse', () => {
    const at = (path: string) => ({ path, line: 1, endLine: 1 });
    const bad = ['', '/etc/passwd', '../x', 'a//b', 'a\nb', '\ud800', '\u202ex'];
    const report = aReport({ findings: [aFinding({ locations: ['a b.yml', ...bad].map(at) })] });
    expect(checkOfDefaultBranch(report, aContext()).annotations.map(({ path }) => path)).toEqual(['a b.yml']);
  });

  it('has exactly one thing in bold', () => {
    for (const report of [aReport(), fullReport])
      expect(checkOfDefaultBranch(report, aContext()).summary.match(/\*\*/g)).toHaveLength(2);
  });

  it('explains every check where that is asked for', () => {
    const report = aReport({ findings: [aFinding()], controls: [...fullReport.controls] });
    const { text } = checkOfDefaultBranch(report, aContext({ explain: true }));
    expect(text).toContain('Why it matters: A token can be stolen.');
    expect(text).toContain('<summary>Releases go out by trusted publishing: fails, passes</summary>');
    expect(text).toContain('| – | not judged | GitHub was not asked. To settle it: Settings → Authentication security');
    expect(checkOfDefaultBranch(aReport(), aContext({ explain: true })).text).toContain('The step publishes by OIDC');
  });

  it('fits GitHub whatever there is to say', () => {
    const many = (number: number): Report =>
      aReport({
        publications: Array.from({ length: number }, (_, index) =>
          aPublication({ line: index + 1, packages: [`p${index}`] }),
        ),
        findings: Array.from({ length: number }, (_, index) =>
          aFinding({ message: `漢字 ${index} ${'wörd '.repeat(40)}`, fingerprint: `${index}` }),
        ),
        controls: Array.from({ length: number }, (_, index) => aControl({ id: `c${index}`, reason: 'x '.repeat(300) })),
      });
    const { summary, text, annotations } = checkOfDefaultBranch(many(3000), aContext({ explain: true, issue: 1 }));
    for (const part of [summary, text ?? '']) {
      expect(bytesOf(part)).toBeLessThan(65_535);
      expect(part.match(/<details>/g)?.length ?? 0).toBe(part.match(/<\/details>/g)?.length ?? 0);
      expect(part.match(/`/g)?.length ?? 0).toSatisfy((ticks: number) => ticks % 2 === 0);
    }
    const shown = text?.match(/^- \*\*High/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(20);
    expect(text).toContain(`${6000 - shown} more points left out here`);
    expect(text).toContain('[issue 1](https://github.com/acme/widgets/issues/1)');
    expect(annotations).toHaveLength(250);
  });
});

describe('the check of a change', () => {
  const told = (base: Partial<Report>, head: Partial<Report>, gate: 'critical' | 'high' | 'low' | null = null) => {
    const report = aReport(head);
    return checkOfChange(report, compareReports(aReport(base), report), aContext({ gate, issue: 12 }));
  };
  const finding = aFinding();

  it('is a success in one line where nothing of the publish path is touched', () => {
    expect(told({ findings: [finding] }, { findings: [finding] }, 'low')).toMatchObject({
      conclusion: 'success',
      title: 'Nothing of the publish path is touched',
      summary: 'This change touches nothing of how packages are published.',
      text: null,
      annotations: [],
    });
  });

  it.each([
    [
      'high',
      'failure',
      'failure',
      'This change makes 1 thing worse. The check fails for it: the gate of the policy is high.',
    ],
    [
      'low',
      'failure',
      'failure',
      'This change makes 1 thing worse. The check fails for it: the gate of the policy is low.',
    ],
    ['critical', 'neutral', 'warning', 'The check does not fail: the gate of the policy is critical.'],
    [null, 'neutral', 'warning', 'The policy sets no gate, so the check does not fail.'],
  ] as const)('with the gate at %s and something high made worse is %s', (gate, conclusion, level, sentence) => {
    const output = told({}, { findings: [finding] }, gate);
    expect(output).toMatchObject({ conclusion, title: 'Makes 1 thing worse: 1 high', annotations: [{ level }] });
    expect(output.summary).toContain(sentence);
    expect(output.summary.match(/\*\*/g)).toHaveLength(2);
  });

  it('says what it does to publishing, what gets worse, what is put right and what was there before', () => {
    const broken = aFinding({ control: 'publish-environment', message: 'no environment', fingerprint: 'e' });
    const pinned = aFinding({ control: 'publish-pins', message: 'acme/ship is not pinned', fingerprint: 'p' });
    const output = told(
      {
        findings: [finding, pinned],
        publications: [aPublication(), aPublication({ registry: 'pypi', packages: ['old'], auth: 'token' })],
      },
      {
        findings: [broken, finding],
        publications: [
          aPublication({ auth: 'token', environment: null, idToken: false }),
          aPublication({ registry: 'crates.io', packages: ['new'] }),
        ],
      },
    );
    expect(output.title).toBe('Makes 1 thing worse: 1 high, and puts 1 right');
    expect(output.summary).toContain(
      [
        `- New: \`new\` on crates.io, from [\`release.yml:42\`](${line(42)}), credential: trusted publishing`,
        '- `@acme/core` on npm:',
        '  - credential trusted publishing → long-lived token',
        '  - environment `npm` → none',
        '  - loses `id-token: write`',
        '- No longer published from here: `old` on PyPI',
      ].join('\n'),
    );
    expect(output.summary).toContain('Made worse:\n\n- High: no environment (');
    expect(output.summary).toContain('Put right:\n\n- High: `acme/ship` is not pinned\n');
    expect(output.summary).toContain('<summary>There before this change: 1</summary>');
    expect(output.summary).toContain(')\n\nMore on it in [issue 12]');
    expect(output.text).toContain('no environment');
    expect(output.text).not.toContain('secrets.NPM_TOKEN');
    expect(output.annotations).toHaveLength(1);
  });

  it('is a success that says what it puts right', () => {
    const output = told({ findings: [finding] }, {}, 'low');
    expect(output).toMatchObject({ conclusion: 'success', title: 'Puts 1 thing right', text: null });
    expect(output.summary).toContain('This change puts 1 thing right and makes nothing worse.');
  });

  it('is a success where publishing changes and nothing gets worse', () => {
    const output = told({}, { publications: [aPublication({ provenance: false })] }, 'low');
    expect(output).toMatchObject({ conclusion: 'success', title: 'Publishing changes, and nothing gets worse' });
    expect(output.summary).toContain('provenance yes → no');
  });
});
