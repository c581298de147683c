import { codeWords } from '../registries/plain.ts';
import { publicView } from '../reports/public-view.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Report, ReportPublication } from '../types/report.ts';

/** An organisation as exercises see it: its packages, and how each is published. */
export interface Ground {
  /** A GitHub account, or what the organisation is called otherwise. */
  readonly account: string;
  /** One a package and registry, sorted. At least one: an invented one where nothing is published. */
  readonly targets: readonly Target[];
  /** Nothing of theirs was found that publishes: the only target is made up. */
  readonly isInvented: boolean;
}

/** One package, and the weakest way that leads to it. */
export interface Target {
  /** `owner/name`. */
  readonly repository: string;
  readonly registry: RegistryId;
  readonly package: string;
  readonly publication: ReportPublication;
  readonly report: Report;
}

/**
 * What the reports of an organisation's repositories give an exercise to happen to. What a report says of a release that
 * may be an incident under way is left out: papers of an exercise are handed around.
 */
export function groundOf(account: string, reports: readonly Report[]): Ground {
  const targets = reports.slice(0, mostRepositories).map(publicView).flatMap(targetsOf);
  const weakest = [...Map.groupBy(targets, keyOf).values()].flatMap((same) => same.toSorted(byWeakness).slice(0, 1));
  const sorted = weakest.toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  return sorted.length === 0
    ? { account, targets: [invented(account, reports[0])], isInvented: true }
    : { account, targets: sorted, isInvented: false };
}

const mostRepositories = 5000;

function targetsOf(report: Report): readonly Target[] {
  const repository = report.subject.repository ?? 'this repository';
  return report.publications.flatMap((publication) =>
    publication.packages
      .filter((name) => codeWords(name) !== '')
      .map((name) => ({ repository, registry: publication.registry, package: name, publication, report })),
  );
}

const keyOf = ({ registry, package: name }: Target) => JSON.stringify([registry, name]);

const strengths: Readonly<Record<ReportPublication['auth'], number>> = {
  token: 0,
  unknown: 1,
  'trusted-publishing': 2,
};

function byWeakness(a: Target, b: Target): number {
  return (
    strengths[a.publication.auth] - strengths[b.publication.auth] ||
    compare(placeOf(a.publication), placeOf(b.publication))
  );
}

function placeOf({ workflow, job, line }: ReportPublication): string {
  return JSON.stringify([workflow, job, line]);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Published by hand, since nothing else is known of it. */
function invented(account: string, report: Report | undefined): Target {
  const repository = report?.subject.repository ?? `${account}/example`;
  const publication: ReportPublication = {
    registry: 'npm',
    packages: ['example-package'],
    workflow: null,
    job: null,
    line: null,
    via: 'npm publish',
    auth: 'unknown',
    idToken: false,
    provenance: null,
    pinned: null,
    environment: null,
    bound: [],
    binding: null,
    confidence: 'low',
    reason: 'invented for the exercise',
    credentials: [],
    reaches: [],
  };
  return { repository, registry: 'npm', package: 'example-package', publication, report: report ?? nothing };
}

const nothing: Report = {
  version: 1,
  subject: { repository: null, ref: null, commit: null },
  publications: [],
  elsewhere: [],
  controls: [],
  findings: [],
  levels: {
    authentication: { level: 0, ceiling: null, held: [] },
    authorization: { level: 0, ceiling: null, held: [] },
    general: { level: 0, ceiling: null, held: [] },
    cli: { level: 0, ceiling: null, held: [] },
  },
  packages: [],
  releases: [],
  problems: [],
};
