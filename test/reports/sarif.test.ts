import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { type Rule, renderSarif } from '../../src/reports/sarif.ts';
import type { Report } from '../../src/types/report.ts';
import { aFinding, aPublication, aReport, emptyReport, fullReport, hostileReport } from './report-fixture.ts';
import { sarifSchema } from './sarif-schema.ts';

const rules: readonly Rule[] = [
  {
    id: 'publish-pins',
    title: 'The publish path is pinned',
    asks: 'Is every action on the path pinned?',
    why: 'A tag can be moved.',
    severity: 'medium',
    principles: ['cli.1.pinning'],
  },
  {
    id: 'trusted-publishing',
    title: 'Releases use trusted publishing',
    asks: 'Does each step use OIDC?',
    why: 'A token can leak.',
    severity: 'high',
    principles: ['authorization.3.oidc'],
  },
];

const validate = new Ajv({ allowUnionTypes: true }).compile(sarifSchema);

function runOf(report: Report) {
  return JSON.parse(renderSarif(report, rules, '0.1.0')).runs[0];
}

describe('renderSarif', () => {
  it.each([
    ['empty', emptyReport],
    ['full', fullReport],
    ['hostile', hostileReport],
  ])('writes SARIF that code scanning takes for the %s report', (_, report) => {
    validate(JSON.parse(renderSarif(report, rules, '0.1.0')));
    expect(validate.errors).toBeNull();
  });

  it('describes every rule, and a finding by its rule', () => {
    const run = runOf(aReport({ findings: [aFinding()] }));
    expect(run.tool.driver.rules[1]).toEqual({
      id: 'trusted-publishing',
      name: 'TrustedPublishing',
      shortDescription: { text: 'Releases use trusted publishing' },
      fullDescription: { text: 'A token can leak.' },
      help: {
        text: 'Does each step use OIDC?\n\nA token can leak.',
        markdown: [
          '**Does each step use OIDC?**',
          'A token can leak.',
          'Of the Principles for Package Repository Security: `authorization.3.oidc`.',
          'To let it rest for a while, add an exemption of the control `trusted-publishing` to `.github/mintmark.yml`: dismissing the alert changes nothing for Mintmark.',
        ].join('\n\n'),
      },
      defaultConfiguration: { level: 'error' },
      properties: { 'security-severity': '8.0', tags: ['security', 'supply-chain', 'authorization.3.oidc'] },
    });
    expect(run.results).toEqual([
      {
        ruleId: 'trusted-publishing',
        ruleIndex: 1,
        level: 'error',
        message: {
          text: [
            'The step publishes with secrets.NPM_TOKEN although npm offers trusted publishing',
            '',
            '1. Open the settings of @acme/core on npmjs.com and add GitHub Actions as its trusted publisher',
            '2. Type acme as the owner, widgets as the repository and release.yml as the workflow',
            '3. Publish once, then delete the token',
          ].join('\n'),
        },
        locations: [placed('.github/workflows/release.yml', 42, 44)],
        partialFingerprints: { primaryLocationLineHash: 'f1', 'mintmark/v1': 'f1' },
        properties: { registry: 'npm', fixable: false, 'security-severity': '8.0' },
      },
    ]);
  });

  it.each([
    ['critical', 'error', '9.5'],
    ['high', 'error', '8.0'],
    ['medium', 'warning', '5.5'],
    ['low', 'note', '2.5'],
  ] as const)('says %s as %s %s', (severity, level, number) => {
    const [result] = runOf(aReport({ findings: [aFinding({ severity })] })).results;
    expect([result.level, result.properties['security-severity']]).toEqual([level, number]);
  });

  it('has a rule for a finding whose control the caller did not describe', () => {
    const run = runOf(aReport({ findings: [aFinding({ control: 'new-one' }), aFinding()] }));
    const rule = (index: number) => run.tool.driver.rules[run.results[index].ruleIndex].id;
    expect([rule(0), rule(1)]).toEqual(['new-one', 'trusted-publishing']);
  });

  it('puts what has no place where the registry is published, else where anything is, else on the README', () => {
    const publications = [
      aPublication({ registry: 'packagist', workflow: null, line: null }),
      aPublication({ line: 7 }),
      aPublication({ registry: 'pypi', workflow: '.github/workflows/pypi.yml', line: 9 }),
    ];
    const finding = (registry: 'pypi' | 'hex' | null) => aFinding({ registry, locations: [] });
    const { results } = runOf(aReport({ publications, findings: [finding('pypi'), finding('hex'), finding(null)] }));
    expect(results.map(({ locations }: { locations: unknown[] }) => locations[0])).toEqual([
      placed('.github/workflows/pypi.yml', 9, 9),
      placed('.github/workflows/release.yml', 7, 7),
      placed('.github/workflows/release.yml', 7, 7),
    ]);
    expect(results[0].properties.place).toBe('repository');
    const [alone] = runOf(aReport({ publications: [], findings: [finding(null)] })).results;
    expect(alone.locations).toEqual([placed('README.md', 1, 1)]);
  });

  it('names the other places of a finding, and encodes what a URI cannot hold', () => {
    const locations = ['a b.yml', '100%/ü?#.yml'].map((path) => ({ path, line: 1, endLine: 1 }));
    const [result] = runOf(aReport({ findings: [aFinding({ locations })] })).results;
    expect(result.locations).toEqual([placed('a%20b.yml', 1, 1)]);
    expect(result.relatedLocations).toEqual([{ id: 1, ...placed('100%25/%C3%BC%3F%23.yml', 1, 1) }]);
  });

  it('lets no repository plant a link in a message', () => {
    const [result] = runOf(
      aReport({ findings: [aFinding({ message: '[free](https://evil.example) \u202e' })] }),
    ).results;
    expect(result.message.text.split('\n')[0]).toBe('[free] (https://evil.example) \\u{202e}');
  });

  it('says which commit of which repository was read, where that is known', () => {
    expect(runOf(fullReport).versionControlProvenance).toEqual([
      {
        repositoryUri: 'https://github.com/acme/widgets',
        revisionId: '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d',
        branch: 'refs/heads/main',
      },
    ]);
    expect(runOf(emptyReport)).not.toHaveProperty('versionControlProvenance');
    expect(runOf(hostileReport)).not.toHaveProperty('versionControlProvenance');
  });

  it('leaves out what may be an incident under way, and keeps within what code scanning shows', () => {
    const findings = Array.from({ length: 5002 }, (_, number) => aFinding({ fingerprint: `f${number}` }));
    const [first, ...others] = findings;
    if (first === undefined) throw new Error('there is one');
    const run = runOf(aReport({ findings: [{ ...first, confidential: true }, ...others] }));
    expect(run.results).toHaveLength(5000);
    expect(run.results[0].partialFingerprints['mintmark/v1']).toBe('f1');
    expect(run.invocations[0].toolExecutionNotifications).toEqual([
      { level: 'warning', message: { text: '1 more findings are left out.' } },
    ]);
    const wide = Array.from({ length: 200 }, (_, line) => ({ path: 'a.yml', line: line + 1, endLine: line + 1 }));
    const [result] = runOf(aReport({ findings: [aFinding({ locations: wide })] })).results;
    expect(result.locations.length + result.relatedLocations.length).toBe(100);
  });

  it('says which analysis it is, so that two of them do not replace each other', () => {
    const app = JSON.parse(renderSarif(aReport(), rules, '0.1.0', 'mintmark-app')).runs[0];
    expect([runOf(aReport()).automationDetails.id, app.automationDetails.id]).toEqual(['mintmark/', 'mintmark-app/']);
  });

  it('tells problems as notifications of the tool', () => {
    expect(runOf(fullReport).invocations[0].toolExecutionNotifications).toEqual([
      {
        level: 'warning',
        message: { text: 'Not YAML: a mapping is indented less than its key' },
        locations: [placed('.github/workflows/old.yml', 9, 9)],
      },
    ]);
  });
});

function placed(uri: string, startLine: number, endLine: number) {
  return {
    physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region: { startLine, endLine } },
  };
}
