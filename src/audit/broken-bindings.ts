import { comparedClaims } from '../controls/binding-claims.ts';
import { fingerprintOfKey } from '../controls/fingerprint.ts';
import { registryOf } from '../registries/index.ts';
import type { Comparison, PublicationChange } from '../types/comparison.ts';
import type { Report, ReportFinding, ReportPublication } from '../types/report.ts';
import { type BoundChange, type Break, breaksOf } from './binding-breaks.ts';
import { goneBreak } from './binding-gone.ts';
import { renamedManifests } from './binding-manifests.ts';
import { knownPublisher } from './binding-publisher.ts';

interface BrokenBindings {
  readonly findings: readonly ReportFinding[];
  /** Of the findings that were found: those that say the same with less. */
  readonly covered: ReadonlySet<ReportFinding>;
}

/**
 * What a change takes away from under a trusted publisher: the workflow, the environment or the package that the registry
 * knows, or the right to ask for a token. None of it is wrong in itself, and each makes the registry refuse the next
 * release. What the publisher names is taken from the last release that proves it, else from the files before.
 *
 * @param found what the controls themselves say is worse
 */
export function brokenBindings(
  publications: Comparison['publications'],
  base: Report,
  head: Report,
  found: readonly ReportFinding[],
): BrokenBindings {
  const covered = new Set<ReportFinding>();
  const findings = together(publications.changed).flatMap((change) => {
    const bound = boundChange(change, head);
    if (bound === null) return [];
    return breaksOf(bound).flatMap((broken) => {
      const isSame = sameFaults[broken.kind]?.(change);
      for (const each of isSame === undefined ? [] : found.filter(isSame)) covered.add(each);
      return [findingOf(bound.to, broken)];
    });
  });
  const gone = together(publications.removed.map((from) => ({ from, to: from, fields: [] }))).flatMap(({ from }) => {
    const broken = goneBreak(from, head);
    return broken === null ? [] : [findingOf(from, broken)];
  });
  const renamed = renamedManifests(base, head).map(({ publication, broken }) => findingOf(publication, broken));
  return { findings: [...findings, ...gone, ...renamed], covered };
}

/** Null where nothing was bound: published with a token, or on a registry without trusted publishing. */
function boundChange(change: PublicationChange, head: Report): BoundChange | null {
  const { from, to } = change;
  const claims = comparedClaims[to.registry];
  if (claims === undefined || from.binding === null || from.auth === 'token') return null;
  const known = knownPublisher(from, head);
  const isBound = from.auth === 'trusted-publishing' || known !== null;
  if (!isBound) return null;
  const title = registryOf(to.registry).title;
  // Files that name no package: the ledger does
  const packages = known !== null && from.packages.length + to.packages.length === 0 ? [known.package] : null;
  const sides = packages === null ? { from, to } : { from: { ...from, packages }, to: { ...to, packages } };
  return { ...change, ...sides, claims, title, known, head };
}

/** Steps of one job that change alike are one change of all their packages. */
function together(changes: readonly PublicationChange[]): readonly PublicationChange[] {
  return [...Map.groupBy(changes, sameOf).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const packages = (of: 'from' | 'to') => [...new Set(group.flatMap((change) => change[of].packages))].toSorted();
    const [before, after] = [packages('from'), packages('to')];
    return [{ ...first, from: { ...first.from, packages: before }, to: { ...first.to, packages: after } }];
  });
}

function sameOf({ from, to }: PublicationChange): string {
  return JSON.stringify(
    [from, to].map(({ registry, auth, workflow, job, idToken, environment, bound, binding }) => {
      return [registry, auth, workflow, job, idToken, environment, bound, binding?.started, binding?.holding];
    }),
  );
}

/** What the control itself finds of the same fault, without what it was before. */
const sameFaults: {
  readonly [kind in Break['kind']]?: (change: PublicationChange) => (finding: ReportFinding) => boolean;
} = {
  workflow: isAboutWorkflow,
  reusable: isAboutWorkflow,
  'id-token': (change) => isOf(change, 'id-token'),
};

/** A finding of the control at the step that publishes, of neither its right nor its events: what is left is its workflow. */
function isAboutWorkflow(change: PublicationChange): (finding: ReportFinding) => boolean {
  const { to } = change;
  return (finding) =>
    finding.control === 'binding' &&
    finding.registry === to.registry &&
    finding.locations.some(({ path, line }) => path === to.workflow && line === to.line) &&
    !isOf(change, 'id-token')(finding) &&
    !isOf(change, 'event')(finding);
}

/** The finding of the control that has this in its key. */
function isOf({ to }: PublicationChange, what: 'id-token' | 'event'): (finding: ReportFinding) => boolean {
  const fingerprint = fingerprintOfKey('binding', to.registry, [to.workflow ?? '', to.job ?? '', what]);
  return (finding) => finding.fingerprint === fingerprint;
}

function findingOf(to: ReportPublication, { kind, severity, message, steps, links = [], at }: Break): ReportFinding {
  return {
    control: 'binding',
    severity,
    registry: to.registry,
    message,
    locations: at === null ? [] : [at],
    remediation: { steps: [...steps], links: [...new Set([...linksOf(to), ...links])], fixable: false },
    fingerprint: fingerprintOfKey('binding', to.registry, ['change', to.workflow ?? '', to.job ?? '', kind]),
  };
}

function linksOf({ registry, packages }: ReportPublication): readonly string[] {
  const { move } = registryOf(registry).remedies;
  const [only, ...others] = packages;
  const page = only === undefined || others.length > 0 ? undefined : move?.page(only);
  return [...new Set([page, move?.documentation].filter((link) => link !== undefined))];
}
