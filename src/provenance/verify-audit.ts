import { type AuditPredicate, auditPredicateSchema, auditPredicateType } from '../types/audit-predicate.ts';
import { githubIssuer, type Identity, identityOf } from './certificate-identity.ts';
import { statementOf } from './statement.ts';
import type { Trust } from './trust.ts';
import { verifyBundle } from './verify-bundle.ts';

/** What a signed audit is expected to be; null where nothing is. */
export interface ExpectedAudit {
  /** `OWNER/NAME` on GitHub. */
  readonly repository: string | null;
  readonly commit: string | null;
  /** The file name of the workflow that must have signed it. */
  readonly workflow: string | null;
}

export interface VerifiedAudit {
  /** It holds, and is what was expected. */
  readonly verified: boolean;
  readonly failures: readonly string[];
  /** `owner/name` and commit that it is about; null where nothing holds. */
  readonly subject: { readonly repository: string; readonly commit: string } | null;
  readonly signedAt: string | null;
  readonly identity: Identity | null;
  readonly audit: AuditPredicate | null;
}

/**
 * Verifies a signed audit: the signature and its entry in the log, that a run of the very repository signed it at the very
 * commit that it is about, and what was expected of it. Never throws.
 */
export function verifySignedAudit(bundle: unknown, expected: ExpectedAudit, trust: Trust): VerifiedAudit {
  const result = verifyBundle(bundle, trust, null);
  if (result.state === 'refused') return refused(result.reason);
  const { content } = result.bundle;
  const envelope = content.$case === 'dsseEnvelope' ? content.dsseEnvelope : null;
  const statement = envelope === null ? null : statementOf(envelope.payloadType, envelope.payload);
  if (statement === null) return refused('what is signed is no in-toto statement');
  if (statement.predicateType !== auditPredicateType)
    return refused(`what is signed is ${shown(statement.predicateType)}, not an audit of Mintmark's`);
  const identity = result.signer.identity === undefined ? null : identityOf(result.signer.identity);
  if (identity === null) return refused('the certificate does not say unmistakably who it was issued to');
  const { data: audit } = auditPredicateSchema.safeParse(statement.predicate);
  const subject = subjectOf(statement.subjects);
  if (audit === undefined || subject === null)
    return refused('what it states does not have the form of an audit (`mintmark schema attestation` prints it)');
  const failures = [...bySelf(identity, subject), ...asExpected(identity, subject, expected)];
  return { verified: failures.length === 0, failures, subject, signedAt: result.signedAt, identity, audit };
}

type Subject = NonNullable<VerifiedAudit['subject']>;

function refused(reason: string): VerifiedAudit {
  return { verified: false, failures: [reason], subject: null, signedAt: null, identity: null, audit: null };
}

const prefix = 'git+https://github.com/';

/** An audit is about one commit of one repository. */
function subjectOf(subjects: NonNullable<ReturnType<typeof statementOf>>['subjects']): Subject | null {
  const [only, ...others] = subjects;
  const commit = only?.digest['gitCommit'];
  if (only === undefined || commit === undefined || others.length > 0 || !only.name.startsWith(prefix)) return null;
  const repository = only.name.slice(prefix.length);
  return /^[\w.-]+\/[\w.-]+$/.test(repository) && /^[0-9a-f]{40,64}$/.test(commit) ? { repository, commit } : null;
}

/** Anybody can sign anything about anybody: only the repository's own run counts, at the commit that it ran on. */
function bySelf({ issuer, repositoryUrl, commit }: Identity, subject: Subject): readonly string[] {
  const home = `https://github.com/${subject.repository}`;
  const isOwn = issuer === githubIssuer && repositoryUrl?.toLowerCase() === home.toLowerCase();
  return [
    ...(isOwn
      ? []
      : [
          `it is about ${shown(subject.repository)}, and ${shown(repositoryUrl ?? issuer)} signed it, not that repository`,
        ]),
    ...(commit === subject.commit
      ? []
      : [`it is about the commit ${subject.commit}, and the run that signed it was on ${shown(commit ?? 'none')}`]),
  ];
}

function asExpected(identity: Identity, subject: Subject, expected: ExpectedAudit): readonly string[] {
  const { repository, commit, workflow } = expected;
  const file = identity.workflow?.split('/').at(-1) ?? 'none';
  return [
    ...(repository === null || repository.toLowerCase() === subject.repository.toLowerCase()
      ? []
      : [`it is about ${shown(subject.repository)}, not about ${shown(repository)} as expected`]),
    ...(commit === null || commit === subject.commit
      ? []
      : [`it is about the commit ${subject.commit}, not about ${shown(commit)} as expected`]),
    ...(workflow === null || workflow === file || workflow === identity.workflow
      ? []
      : [`the workflow ${shown(file)} signed it, not ${shown(workflow)} as expected`]),
  ];
}

/** Look-alikes show themselves when what is not ASCII is written as its code. */
function shown(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
