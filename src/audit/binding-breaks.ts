import { type ComparedClaims, isSameSpelling } from '../controls/binding-claims.ts';
import { registryOf } from '../registries/index.ts';
import { codeWords } from '../registries/plain.ts';
import type { PublicationChange } from '../types/comparison.ts';
import type { Location } from '../types/place.ts';
import type { Report, ReportPublication } from '../types/report.ts';
import type { Severity } from '../types/severity.ts';
import type { KnownPublisher } from './binding-publisher.ts';
import { keepTheOld, packageWords, publisherFirst, stepOf, valuesOf } from './binding-words.ts';
import { workflowBreak } from './binding-workflow-breaks.ts';

/** A publication by trusted publishing before and after a change, and what its registry compares. */
export interface BoundChange extends PublicationChange {
  readonly claims: ComparedClaims;
  /** The registry's. */
  readonly title: string;
  /** Null where no release proves it. */
  readonly known: KnownPublisher | null;
  readonly head: Report;
}

/** One way in which the next release fails. */
export interface Break {
  readonly kind: 'workflow' | 'reusable' | 'environment' | 'id-token' | 'package' | 'token' | 'gone';
  readonly severity: Severity;
  readonly message: string;
  readonly steps: readonly string[];
  /** Beside the page of the form and its documentation. */
  readonly links?: readonly string[];
  /** In the files of the head. */
  readonly at: Location | null;
}

/** All that breaks a binding; each answers for itself. A token has none that could break. */
export function breaksOf(change: BoundChange): readonly Break[] {
  const asked = change.to.auth === 'token' ? [refusedToken] : judges;
  return asked.flatMap((judge) => judge(change) ?? []);
}

type Judge = (change: BoundChange) => Break | null;

const judges: readonly Judge[] = [workflowBreak, otherEnvironment, withoutIdToken, otherPackage];

function otherEnvironment(change: BoundChange): Break | null {
  const { from, to, claims, title, head } = change;
  const { environment: before } = from;
  const { environment: after } = to;
  // A publisher that names none takes any; what an expression comes to is not known
  if (claims.environment === null || before === null || before.includes('${{')) return null;
  if (after !== null && isSameSpelling(claims.environment, before, after)) return null;
  if (after === null && to.binding?.holding.startsWith('.github/') === false) return hiddenEnvironment(change, before);
  const now = after === null ? 'without an environment' : `in the environment ${codeWords(after)}`;
  return {
    kind: 'environment',
    severity: 'high',
    message: `${packageWords(to.packages)} would be published ${now} and no longer in ${codeWords(before)}: if the trusted publisher on ${title} names ${codeWords(before)}, ${title} refuses the next release`,
    steps: [
      `Put ${codeWords(`environment: ${before}`)} back on the publishing job.`,
      publisherFirst(to, valuesOf(to, to.bound), head),
      keepTheOld(to),
    ],
    at: to.binding?.at.environment ?? stepOf(to),
  };
}

/** The job stands in another repository, and what it names cannot be seen from here. */
function hiddenEnvironment({ to, title }: BoundChange, before: string): Break {
  return {
    kind: 'environment',
    severity: 'medium',
    message: `${packageWords(to.packages)} was published in ${codeWords(before)}, and the files here do not show which environment the reusable workflow names: if the trusted publisher on ${title} names ${codeWords(before)}, its job has to name it, too, or the next release fails`,
    steps: [
      `See in ${codeWords(to.binding?.holding ?? '')} that the job which publishes runs in ${codeWords(before)}, or hand that to it as an input where it takes one.`,
      `Or, before this is merged, let the trusted publisher on ${title} name what that job names.`,
    ],
    at: to.binding?.at.call ?? stepOf(to),
  };
}

function withoutIdToken({ from, to, title }: BoundChange): Break | null {
  if (!from.idToken || to.idToken) return null;
  const caller = (to.binding?.at.call ?? null) !== null ? ', and of the job that calls its workflow' : '';
  return {
    kind: 'id-token',
    severity: 'high',
    message: `the job that publishes ${packageWords(to.packages)} loses \`id-token: write\`, without which ${title} hands out no token and the next release fails`,
    steps: [
      `Put \`id-token: write\` back under \`permissions:\` of the publishing job${caller}. A \`permissions:\` block of a job replaces the one of the workflow.`,
    ],
    at: to.binding?.at.permissions ?? stepOf(to),
  };
}

/** Another name takes a package's place, and has no trusted publisher of its own. */
function otherPackage({ from, to, claims, head }: BoundChange): Break | null {
  if (!claims.perPackage) return null;
  const before = from.packages.filter((name) => !to.packages.includes(name));
  const after = to.packages.filter((name) => !from.packages.includes(name));
  const isReleased = head.releases.some((ledger) => ledger.registry === to.registry && after.includes(ledger.package));
  if (before.length === 0 || after.length === 0 || isReleased) return null;
  return packageBreak(to, before, after, head);
}

/** The next release has names that no trusted publisher was entered for. */
export function packageBreak(
  publication: ReportPublication,
  before: readonly string[],
  after: readonly string[],
  head: Report,
): Break {
  const { registry, bound } = publication;
  const { title, remedies } = registryOf(registry);
  const newPackage = remedies.move?.newPackage;
  const described = head.packages.find((each) => each.registry === registry && after.includes(each.name));
  return {
    kind: 'package',
    severity: 'high',
    message: `${packageWords(after)} would be published in place of ${packageWords(before)}: ${title} knows trusted publishers by package, and refuses the next release until ${packageWords(after)} has one`,
    steps: [
      `Keep the name ${packageWords(before)}.`,
      publisherFirst(publication, valuesOf(publication, bound), head, `enter one for ${packageWords(after)}`),
      ...(newPackage === undefined ? [] : [newPackage]),
    ],
    at:
      described === undefined
        ? stepOf(publication)
        : { path: described.manifest, line: described.line, endLine: described.line },
  };
}

/** A token takes the place of trusted publishing where the registry is known to refuse tokens. */
function refusedToken({ to, title, head }: BoundChange): Break | null {
  const verdicts = head.controls
    .filter(({ id, registry }) => id === 'tokens-refused' && registry === to.registry)
    .map(({ verdict }) => verdict);
  if (!verdicts.includes('pass') || verdicts.includes('fail')) return null;
  return {
    kind: 'token',
    severity: 'high',
    message: `${packageWords(to.packages)} would be published with a token and no longer by trusted publishing: ${title} takes new versions of it by trusted publishing only, and refuses the next release`,
    steps: ['Take the token out again, and leave the step to trusted publishing.'],
    at: stepOf(to),
  };
}
