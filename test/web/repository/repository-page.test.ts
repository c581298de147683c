import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { acceptedWords } from '../../../src/policy/term-words.ts';
import type { VerdictChange } from '../../../src/store/stored-postures.ts';
import type { Report } from '../../../src/types/report.ts';
import { controlGroups } from '../../../src/web/repository/control-entries.ts';
import { githubPages } from '../../../src/web/repository/github-links.ts';
import { termsOf } from '../../../src/web/repository/policy-terms.ts';
import { repositoryContent } from '../../../src/web/repository/repository-page.ts';
import { aMigration } from '../../reports/migration/fixture.ts';
import { aControl, aFinding, aPublication, aReport, fullReport, hostileReport } from '../../reports/report-fixture.ts';
import { aLedger, aRow } from '../ledger-rows.ts';
import { aModel, asked, isInert, textOf, written } from './repository-models.ts';

const page = (own: Parameters<typeof aModel>[0], query = '') =>
  written(repositoryContent(aModel(own), asked(query)).content);

describe('the page about a repository', () => {
  it('says what is published how, what to put right, and leads to the lines at the audited commit', () => {
    const text = page({ report: fullReport });
    expect(textOf(text)).toContain('Packages go to npm, PyPI, Docker Hub and Packagist in 4 ways');
    expect(text).toContain(
      '<a href="https://github.com/acme/widgets/blob/1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d/.github/workflows/release.yml?plain=1#L42-L44" rel="noreferrer">release.yml:42</a>',
    );
    expect(textOf(text)).toContain('6 findings · an edit puts them right');
    expect(textOf(text)).toContain('Mintmark can write this edit: mintmark fix makes it in a checkout.');
    expect(textOf(text)).toContain('1 finding · npm A stored token works from anywhere');
    expect(textOf(text)).toContain('Open the settings of @acme/core on npmjs.com');
    expect(textOf(text)).toMatch(
      /critical Nobody outside of the project .* high Releases go out by trusted publishing/,
    );
    expect(textOf(text)).toContain('Ask npm for its owners');
    expect(textOf(text)).toContain('.github/workflows/old.yml:9 : Not YAML');
    expect(text).toContain('<a href="#control-two-factor">two-factor</a>');
    expect(text).not.toMatch(/style="|undefined|\[object/);
  });

  it('tells of a repository that was never audited, and of one that is archived', () => {
    expect(page({ report: null, repository: { auditedAt: null } })).toContain('has not been audited yet');
    expect(page({ report: null, repository: { archived: true } })).toContain('This repository is archived.');
  });

  it('shows nothing of a repository as markup', () => {
    const text = page({ report: hostileReport });
    expect(isInert(text)).toBe(true);
    expect(text).toContain('&lt;img src=x onerror=y&gt;');
  });

  it('stays one that opens at once, whatever there is to tell', () => {
    const findings = Array.from({ length: 200 }, (_, index) =>
      aFinding({
        control: index % 2 === 0 ? 'publish-pins' : 'trusted-publishing',
        fingerprint: `${index}`,
        message: `The job \`publish-${index}\` ${'x'.repeat(3000)}`,
        locations: Array.from({ length: 40 }, (_, line) => ({ path: 'a/b.yml', line: line + 1, endLine: line + 1 })),
        remediation: {
          steps: Array.from({ length: 40 }, (_, step) => `Step ${step} of ${index}: ${'y'.repeat(900)}`),
          links: [],
          fixable: false,
        },
      }),
    );
    const report = aReport({
      publications: Array.from({ length: 300 }, (_, index) =>
        aPublication({ workflow: `${index}.yml`, packages: [`package-${index}`], reason: `because of ${index}` }),
      ),
      controls: [aControl({ id: 'publish-pins', verdict: 'fail' }), aControl({ verdict: 'fail' })],
      findings,
      problems: Array.from({ length: 500 }, (_, line) => ({ path: 'x.yml', line: line + 1, message: 'm'.repeat(999) })),
    });
    const text = page({ report });
    expect(text.length).toBeLessThan(100_000);
    expect(text).toContain('groups of findings; the JSON report has all');
    expect(textOf(text)).toContain('Page 1 of 8');
    expect(textOf(page({ report }, '?packages=8'))).toContain('Page 8 of 8');
    expect(textOf(page({ report }, '?packages=zz'))).toContain('Page 1 of 8');
  });

  it('spells steps out once where they differ in names only', () => {
    const steps = (name: string) => ({ steps: [`Pin \`${name}\``, 'Commit it'], links: [], fixable: true });
    const text = page({
      report: aReport({
        controls: [aControl({ id: 'publish-pins', verdict: 'fail' })],
        findings: ['a', 'b'].map((name) =>
          aFinding({ control: 'publish-pins', message: `\`${name}\` is not pinned`, remediation: steps(name) }),
        ),
      }),
    });
    expect(textOf(text)).toContain('b is not pinned');
    expect(text.match(/Commit it/g)).toHaveLength(1);
    expect(text).toContain('Put right as above, with the names of this one.');
  });

  it('shows packages with their last releases, and those with signals first', () => {
    const odd = aRow({
      version: '2.0.0',
      rank: 'none',
      signals: [{ id: 'tp-lost', severity: 'critical', says: 'x', provisional: false }],
    });
    const text = textOf(
      page({
        report: aReport({
          publications: [aPublication({ packages: ['@acme/core', '@acme/odd'] })],
          releases: [aLedger(), aLedger({ package: '@acme/odd', rows: [odd] })],
        }),
      }),
    );
    expect(text).toMatch(/@acme\/odd npm trusted publishing 2\.0\.0 .* no evidence 1 @acme\/core npm .* 1\.9\.0/);
  });

  it('leads those who administer it to incidents that stand, and not to those that were taken back', () => {
    const pack = { registry: 'npm', package: '@acme/core', release: '6.6.6' };
    const incident = (id: number, state: string) => ({ id, state, pack }) as never;
    const text = page({ report: fullReport, incidents: [incident(3, 'told'), incident(4, 'retracted')] });
    expect(text).toContain('/r/acme/widgets/incidents/3"');
    expect(text).not.toContain('/incidents/4"');
  });

  it('shows what is under way: the issue, the check run, fixes and deployments', () => {
    const text = page({
      report: fullReport,
      checkRun: 77,
      issues: [{ key: 'rollup', number: 12 } as never],
      fixes: [
        { control: 'trusted-publishing', title: 'Publish `x` by OIDC', state: 'open', pullNumber: 15, by: 'ada' },
        { control: 'publish-pins', title: 'Pin', state: 'refused', reason: 'no commit is known', by: 'ada' },
      ] as never,
      deployments: [
        {
          ref: 'v1.0.0',
          environment: 'npm',
          runId: 4711,
          askedAt: asked().now - 3_600_000,
          decision: 'rejected',
          outcome: 'told',
          reasons: [{ check: 'checks', outcome: 'refuses', says: 'the check `test` has failed' }],
        } as never,
      ],
    });
    for (const path of ['runs/77', 'issues/12', 'pull/15', 'actions/runs/4711'])
      expect(text).toContain(`href="https://github.com/acme/widgets/${path}"`);
    expect(textOf(text)).toContain('A fix is open: #15');
    expect(textOf(text)).toContain('Mintmark can write this edit: issue #12 has it, and mintmark fix makes it');
    expect(textOf(text)).toContain('Pin could not be made: no commit is known');
    expect(textOf(text)).toContain('not let through Refused: the check test has failed');
  });
});

describe('the move to trusted publishing', () => {
  it('is shown step by step while there is something to do next, with what to enter and by which command', () => {
    const text = page({ report: aReport({ migrations: [aMigration()] }) });
    expect(textOf(text)).toMatch(/Moving to trusted publishing on npm Step ready done .* Step configure next/);
    expect(text).toContain('<dt>Repository</dt><dd><code>widgets</code></dd>');
    expect(text).toContain('<dt>Environment name</dt><dd>leave it empty</dd>');
    expect(text).toContain(
      '<a href="https://registry.example/%40acme%2Fcore" rel="noreferrer"><code>@acme/core</code></a>',
    );
    expect(textOf(text)).toContain('with npm 11.15.0 or newer: npm trust github @acme/core --repo acme/widgets');
  });

  it('is not shown where nothing is next', () => {
    const steps = aMigration().steps.map((step) => ({ ...step, state: 'done' as const }));
    expect(page({ report: aReport({ migrations: [aMigration({ steps })] }) })).not.toContain('Moving to trusted');
  });
});

describe('controls by what is to be done', () => {
  const report: Pick<Report, 'controls' | 'findings'> = {
    controls: [
      aControl({ id: 'sbom', verdict: 'fail' }),
      aControl({ id: 'owners', registry: 'npm', verdict: 'pass' }),
      aControl({ id: 'owners', registry: 'pypi', verdict: 'unknown' }),
      aControl({ id: 'publish-triggers', verdict: 'fail' }),
      aControl({ id: 'of-a-later-version', verdict: 'pass' }),
    ],
    findings: [
      aFinding({ control: 'sbom', severity: 'low' }),
      aFinding({ control: 'publish-triggers', severity: 'critical' }),
    ],
  };
  const change: VerdictChange = { control: 'sbom', registry: null, verdict: 'fail', before: 'pass', at: 1 };

  it('puts a control where its worst answer belongs, the gravest first', () => {
    const groups = controlGroups(report, [change]);
    expect(groups.fail.map(({ id }) => id)).toEqual(['publish-triggers', 'sbom']);
    expect(groups.unknown.map(({ id, answers }) => [id, answers.length])).toEqual([['owners', 2]]);
    expect(groups.pass.map(({ id, title }) => [id, title])).toEqual([['of-a-later-version', 'of-a-later-version']]);
    expect(groups.fail[1]?.changes).toEqual([change]);
  });

  it('tells how an answer came to be', () => {
    const text = textOf(
      page({ report: aReport(report), history: [{ ...change, at: Date.parse('2026-03-01T00:00:00Z') }] }),
    );
    expect(text).toContain('Before: pass → fail on 2026-03-01');
  });
});

describe('exemptions and declarations', () => {
  const exemption = {
    control: 'publish-pins',
    registry: null,
    reason: 'the action is <ours>',
    by: 'ada',
    until: '2026-12-01',
    evidence: null,
    from: 'organisation',
  } as const;
  const declaration = {
    control: 'owners',
    registry: 'npm',
    by: 'bea',
    on: '2026-01-01',
    until: '2026-11-30',
    from: 'repository',
  } as const;
  const policy = { ...defaultPolicy, accept: [exemption], declare: [declaration] };

  it('stand in the order of their ends, with what the audit made of them', () => {
    const answers = [aControl({ id: 'publish-pins', verdict: 'accepted', reason: acceptedWords(exemption) })];
    expect(termsOf(policy, answers).map(({ what, until, isUsed }) => [what, until, isUsed])).toEqual([
      ['declaration', '2026-11-30', false],
      ['exemption', '2026-12-01', true],
    ]);
  });

  it('are told with their last days', () => {
    const text = textOf(page({ report: fullReport, terms: termsOf(policy, []) }));
    expect(text).toContain('2026-12-01 in 9 days ada organization the action is &lt;ours&gt;');
    expect(text).toContain('Declaration of No package hangs on one person on npm');
  });
});

describe('links to GitHub', () => {
  const pages = githubPages('https://github.example', { owner: 'a', name: 'b c' }, 'ab'.repeat(20));

  it('encode what comes from outside, and lead nowhere where that is no way', () => {
    expect(written(pages.place({ path: 'x/ü#?.yml', line: 3 }))).toContain(
      `https://github.example/a/b%20c/blob/${'ab'.repeat(20)}/x/%C3%BC%23%3F.yml?plain=1#L3"`,
    );
    for (const path of ['../../evil', 'a//b', 'x'.repeat(400)])
      expect(written(pages.place({ path, line: 1 }))).not.toContain('<a');
    expect(written(pages.commit('javascript:x'))).toBe('javascript:x');
    expect(written(pages.run('4711"onclick'))).toBe('4711"onclick');
    expect(
      written(githubPages('https://github.com', { owner: 'a', name: 'b' }, null).place({ path: 'x', line: 1 })),
    ).toBe('x:1');
  });
});
