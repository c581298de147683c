import type { auditRepository } from '../audit/audit.ts';
import type { Control } from '../controls/control.ts';
import type { openCheckout } from '../repository/checkout.ts';
import type { subjectOf } from '../repository/subject.ts';

/** What the audit command asks of the rooms below it. */
export interface Engine {
  readonly auditRepository: typeof auditRepository;
  readonly controls: readonly Control[];
  readonly openCheckout: typeof openCheckout;
  readonly subjectOf: typeof subjectOf;
}

export { auditRepository } from '../audit/audit.ts';
export { controls } from '../controls/index.ts';
export { openCheckout } from '../repository/checkout.ts';
export { subjectOf } from '../repository/subject.ts';
