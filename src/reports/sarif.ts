import type { Location } from '../types/place.ts';
import type { Report, ReportFinding } from '../types/report.ts';
import type { Severity } from '../types/severity.ts';
import { publicView } from './public-view.ts';
import { jsonText } from './text/json-text.ts';
import { visible } from './text/visible.ts';

/** What is said once of a control. Every Control is one. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly asks: string;
  readonly why: string;
  readonly severity: Severity;
  readonly principles: readonly string[];
}

/**
 * The report as SARIF 2.1.0, in the subset that GitHub's code scanning takes and within what it shows. Whoever may read
 * alerts reads them all, so what may be an incident under way is left out.
 *
 * @param category which analysis it is: a later one of the same category replaces the earlier
 */
export function renderSarif(
  whole: Report,
  rules: readonly Rule[],
  version: string,
  category: string = 'mintmark',
): string {
  const report = publicView(whole);
  const all = withMissing(rules, report.findings);
  const indexes = new Map(all.map((rule, index) => [rule.id, index]));
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Mintmark', semanticVersion: version, rules: all.map(ruleOf) } },
        automationDetails: { id: `${category}/` },
        ...versionControl(report),
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [...report.problems.map(notificationOf), ...cutNotification(report)],
          },
        ],
        results: report.findings
          .slice(0, most.results)
          .map((finding) => resultOf(finding, indexes.get(finding.control) ?? 0, report)),
      },
    ],
  });
}

/** Code scanning keeps so many results of a run, places of a result and tags of a rule, and the gravest findings come first. */
const most = { results: 5000, places: 100, tags: 10 } as const;

function notificationOf({ path, line, message }: Report['problems'][number]) {
  return {
    level: 'warning',
    message: { text: plain(message) },
    locations: [physical({ path, line: line ?? 1, endLine: line ?? 1 })],
  };
}

function cutNotification({ findings }: Report) {
  const left = findings.length - most.results;
  return left <= 0 ? [] : [{ level: 'warning', message: { text: `${left} more findings are left out.` } }];
}

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** Code scanning names a severity by ranges of this number: from 9.0 critical, 7.0 high, 4.0 medium, below it low. */
const securitySeverities: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
};

function ruleOf({ id, title, asks, why, severity, principles }: Rule) {
  return {
    id,
    name: id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${asks}\n\n${why}`, markdown: helpOf({ id, asks, why, principles }) },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      'security-severity': securitySeverities[severity],
      tags: ['security', 'supply-chain', ...principles].slice(0, most.tags),
    },
  };
}

/** What stands beside an alert. */
function helpOf({ id, asks, why, principles }: Pick<Rule, 'id' | 'asks' | 'why' | 'principles'>): string {
  const lines = principles.map((principle) => `\`${principle}\``).join(', ');
  return [
    `**${asks}**`,
    why,
    ...(lines === '' ? [] : [`Of the Principles for Package Repository Security: ${lines}.`]),
    `To let it rest for a while, add an exemption of the control \`${id}\` to \`.github/mintmark.yml\`: dismissing the alert changes nothing for Mintmark.`,
  ].join('\n\n');
}

/** A finding of a control that the caller did not describe still needs a rule to point at. */
function withMissing(rules: readonly Rule[], findings: readonly ReportFinding[]): readonly Rule[] {
  const known = new Set(rules.map(({ id }) => id));
  const missing = new Map(
    findings.filter(({ control }) => !known.has(control)).map((finding) => [finding.control, finding]),
  );
  return [
    ...rules,
    ...[...missing.values()].map(({ control: id, severity }) => ({
      id,
      title: id,
      asks: id,
      why: id,
      severity,
      principles: [],
    })),
  ];
}

function resultOf(finding: ReportFinding, ruleIndex: number, report: Report) {
  const { steps } = finding.remediation;
  const remedy = steps.map((step, index) => `${index + 1}. ${plain(step)}`).join('\n');
  const [first, ...others] = finding.locations;
  return {
    ruleId: finding.control,
    ruleIndex,
    level: levels[finding.severity],
    message: { text: plain(finding.message) + (remedy === '' ? '' : `\n\n${remedy}`) },
    locations: [physical(first ?? standIn(finding, report))],
    ...(others.length === 0
      ? {}
      : {
          relatedLocations: others
            .slice(0, most.places - 1)
            .map((location, index) => ({ id: index + 1, ...physical(location) })),
        }),
    // Code scanning follows an alert by the first of these alone, whatever its name says
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint, 'mintmark/v1': finding.fingerprint },
    properties: {
      registry: finding.registry,
      fixable: finding.remediation.fixable,
      'security-severity': securitySeverities[finding.severity],
      ...(first === undefined ? { place: 'repository' } : {}),
    },
  };
}

/**
 * Code scanning refuses a whole file for one result without a place, and a finding about settings has none. So it is
 * put where the same registry is published, else where anything is, else on the README: the page that stands for the
 * repository. Such a result says `"place": "repository"` among its properties.
 */
function standIn(finding: ReportFinding, { publications }: Report): Location {
  const placed = publications.filter(({ workflow }) => workflow !== null);
  const site = placed.find(({ registry }) => registry === finding.registry) ?? placed[0];
  const line = site?.line ?? 1;
  return { path: site?.workflow ?? 'README.md', line, endLine: line };
}

function physical({ path, line, endLine }: Location) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path), uriBaseId: '%SRCROOT%' },
      region: { startLine: line, endLine: Math.max(line, endLine) },
    },
  };
}

function uriOf(path: string): string {
  return path
    .split('/')
    .map((name) => encodeURIComponent(name.toWellFormed()))
    .join('/');
}

/** Only where it is known which commit of which repository was read. */
function versionControl({ subject: { repository, commit, ref } }: Report) {
  if (repository === null || commit === null || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return {};
  const branch = ref === null ? {} : { branch: ref };
  return {
    versionControlProvenance: [{ repositoryUri: `https://github.com/${repository}`, revisionId: commit, ...branch }],
  };
}

/** SARIF reads `[text](target)` in a plain message as a link: a space keeps a repository from planting one. */
function plain(text: string): string {
  return visible(text).replaceAll('](', '] (');
}
