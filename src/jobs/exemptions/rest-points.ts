import { createHash } from 'node:crypto';
import { declarable } from '../../controls/accepted.ts';
import type { Policy } from '../../policy/policy.ts';
import { type RegistryId, registryIds } from '../../types/registry-id.ts';
import type { Report, ReportControl, ReportFinding } from '../../types/report.ts';

/** What a person may let rest: a finding to be accepted for a while, or an answer that only a person can give. */
export interface RestPoint {
  /** What its box and its pull request are known by: 32 hexadecimal digits, another than the finding's fingerprint. */
  readonly id: string;
  readonly what: 'accept' | 'declare';
  /** The finding; of a declaration what is not known, put as one. */
  readonly about: ReportFinding;
  /** What the box says. What stands between two backticks is code. */
  readonly title: string;
}

/** All of a report, as far as the policy leaves them to the repository; in the order of the findings. */
export function restPoints({ findings, controls }: Pick<Report, 'findings' | 'controls'>, policy: Policy): RestPoint[] {
  const { accept, declare } = policy.limits;
  const open = controls.filter(isForPeople);
  return [
    ...(accept === null ? [] : findings.filter(({ control }) => !accept.never.includes(control)).map(accepted)),
    ...(declare === null
      ? []
      : [...new Map(open.map((row) => [declaredId(row.id, row.registry), row])).values()].map(declared)),
  ];
}

/** Ids that a box may have in an issue that holds these findings; whether it is offered is for `restPoints` to say. */
export function restIds(fingerprints: readonly string[]): ReadonlySet<string> {
  return new Set([...fingerprints.map(acceptedId), ...declarations]);
}

/** What is only hidden for now is looked up again by Mintmark; what a declaration would settle, its control says. */
function isForPeople({ id, verdict, settles }: ReportControl): boolean {
  return verdict === 'unknown' && declarable.has(id) && settles?.includes(`declare \`${id}\``) === true;
}

function accepted(about: ReportFinding): RestPoint {
  const { control, message, fingerprint } = about;
  return {
    id: acceptedId(fingerprint),
    what: 'accept',
    about,
    title: `accept \`${control}\` for a while: ${message}`,
  };
}

function declared({ id: control, registry, reason }: ReportControl): RestPoint {
  const id = declaredId(control, registry);
  return {
    id,
    what: 'declare',
    about: {
      control,
      severity: 'low',
      registry,
      message: reason,
      locations: [],
      remediation: { steps: [], links: [], fixable: false },
      fingerprint: id,
    },
    title: `declare \`${control}\` for a while: ${reason}`,
  };
}

function acceptedId(fingerprint: string): string {
  return idOf(['accept', fingerprint]);
}

function declaredId(control: string, registry: RegistryId | null): string {
  return idOf(['declare', control, registry]);
}

function idOf(parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** There are few, so that they need not be looked up. */
const declarations: readonly string[] = [...declarable].flatMap((control) =>
  [null, ...registryIds].map((registry) => declaredId(control, registry)),
);
