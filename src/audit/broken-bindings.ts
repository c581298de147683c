import { isCompared } from '../controls/binding-values.ts';
import { fingerprintOfKey } from '../controls/fingerprint.ts';
import { registryOf } from '../registries/index.ts';
import { codeWords } from '../registries/plain.ts';
import type { Comparison, PublicationChange } from '../types/comparison.ts';
import type { Report, ReportFinding, ReportPublication } from '../types/report.ts';

/**
 * What a change takes away from under a trusted publisher: the workflow or the environment that the registry knows, or
 * the right to ask for a token. None of it is wrong in itself, and each makes the registry refuse the next release.
 *
 * @param found what the controls themselves say is worse: a missing permission is not told twice
 */
export function brokenBindings(
  publications: Comparison['publications'],
  head: Report,
  found: readonly ReportFinding[],
): readonly ReportFinding[] {
  return publications.changed
    .filter(({ from, to }) => from.auth === 'trusted-publishing' && to.auth !== 'token')
    .flatMap((change) =>
      breaks
        .flatMap((broken) => broken(change) ?? [])
        .filter(({ kind }) => kind !== 'id-token' || !found.some(isSameFault(change)))
        .map((broken) => findingOf(change, broken, head)),
    );
}

function isSameFault({ to }: PublicationChange): (finding: ReportFinding) => boolean {
  return ({ control, registry, locations }) =>
    control === 'binding' && registry === to.registry && locations.some(({ path }) => path === to.workflow);
}

interface Break {
  readonly kind: 'workflow' | 'environment' | 'id-token';
  readonly message: string;
  readonly steps: readonly string[];
}

const breaks: readonly ((change: PublicationChange) => Break | null)[] = [
  ({ from, to }) => {
    const renamed = to.bound.filter((name) => !from.bound.includes(name));
    if (renamed.length === 0 || from.bound.length === 0) return null;
    const { title, packages } = wordsOf(to);
    const [before, after] = [listOf(from.bound), listOf(renamed)];
    return {
      kind: 'workflow',
      message: `${packages} would go to ${title} from ${after} and no longer from ${before}: a trusted publisher that names ${before} refuses the next release`,
      steps: [
        `Keep the name ${before}.`,
        `Or, before this is merged, enter ${after} as the workflow of the trusted publisher on ${title}. Where it takes a second one, add it and keep the old one until a release has worked.`,
      ],
    };
  },
  ({ from, to }) => {
    const { environment: before } = from;
    if (before === null || before === to.environment || !isCompared(to.registry, 'environment')) return null;
    const { title, packages } = wordsOf(to);
    const after =
      to.environment === null ? 'without an environment' : `in the environment ${codeWords(to.environment)}`;
    return {
      kind: 'environment',
      message: `${packages} would be published ${after} and no longer in ${codeWords(before)}: a trusted publisher on ${title} that names ${codeWords(before)} refuses the next release`,
      steps: [
        `Put ${codeWords(`environment: ${before}`)} back on the publishing job.`,
        `Or, before this is merged, let the trusted publisher on ${title} name ${to.environment === null ? 'no environment' : codeWords(to.environment)}.`,
      ],
    };
  },
  ({ from, to }) => {
    if (!from.idToken || to.idToken) return null;
    const { title, packages } = wordsOf(to);
    return {
      kind: 'id-token',
      message: `the job that publishes ${packages} loses \`id-token: write\`, without which ${title} hands out no token and the next release fails`,
      steps: [
        'Put `id-token: write` back under `permissions:` of the publishing job. A `permissions:` block of a job replaces the one of the workflow.',
      ],
    };
  },
];

function findingOf({ from, to }: PublicationChange, broken: Break, head: Report): ReportFinding {
  const [owner = null, repository = null] = head.subject.repository?.split('/') ?? [];
  const [workflow = null] = to.bound;
  const values = { packages: to.packages, owner, repository, workflow, environment: to.environment };
  const path = to.workflow ?? from.workflow;
  return {
    control: 'binding',
    severity: 'high',
    registry: to.registry,
    message: broken.message,
    locations: path === null || to.line === null ? [] : [{ path, line: to.line, endLine: to.line }],
    remediation: {
      steps: [...broken.steps],
      links: [...(registryOf(to.registry).remedies.trustedPublishing?.(values).links ?? [])],
      fixable: false,
    },
    fingerprint: fingerprintOfKey('binding', to.registry, ['change', to.workflow ?? '', to.job ?? '', broken.kind]),
  };
}

function wordsOf({ registry, packages }: ReportPublication) {
  const { title } = registryOf(registry);
  const [first, ...others] = packages;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return { title, packages: first === undefined ? 'the package' : `${codeWords(first)}${more}` };
}

function listOf(names: readonly string[]): string {
  return names.map(codeWords).join(', ');
}
