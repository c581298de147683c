import type { Attestation } from './attestation-document.ts';
import { githubIssuer, type Identity, identityOf } from './certificate-identity.ts';
import { contradictions } from './predicate-words.ts';
import { isNamedFor, type ReleaseName } from './release-name.ts';
import { type AttestedFile, predicateTypes, type Statement, statementOf } from './statement.ts';
import type { Trust } from './trust.ts';
import { verifyBundle } from './verify-bundle.ts';

/** What the release is expected to be. */
export interface Expectation {
  readonly release: ReleaseName;
  /** `OWNER/NAME` on GitHub; null where nothing is expected. */
  readonly repository: string | null;
  /** The workflow's file name, or its path in the repository. */
  readonly workflow: string | null;
  readonly artifact: Artifact | null;
}

/** The file that was published. Digests in hexadecimal; null where the registry does not tell one. */
export interface Artifact {
  readonly sha256: string | null;
  readonly sha512: string | null;
  /** The file's bytes, which only bundles without a statement need. */
  readonly bytes: Buffer | null;
}

export interface Verification {
  readonly release: ReleaseName;
  /** Every attestation holds, and says what was expected. */
  readonly verified: boolean;
  readonly attestations: readonly VerifiedAttestation[];
  /** Why the whole does not hold, beside what stands with each attestation. */
  readonly failures: readonly string[];
}

export interface VerifiedAttestation {
  readonly predicateType: string | null;
  readonly signedBy: 'build' | 'npm' | null;
  readonly signedAt: string | null;
  /** From the certificate; null where npm's key signed, or nothing holds. */
  readonly identity: Identity | null;
  readonly subjects: readonly AttestedFile[];
  readonly failures: readonly string[];
  readonly notCompared: readonly string[];
  /** Refused since the trusted root does not know who signed or logged it: it may only be too old to. */
  readonly isStranger?: true;
}

/** Verifies every attestation of a release and compares what they say with what is expected. Never throws. */
export function verifyRelease(
  attestations: readonly Attestation[],
  expectation: Expectation,
  trust: Trust,
): Verification {
  const verified = attestations.map((attestation) => verifyOne(attestation, expectation, trust));
  const isExpected = expectation.repository !== null || expectation.workflow !== null;
  const hold = verified.every(({ failures }) => failures.length === 0);
  const failures =
    isExpected && hold && !verified.some(({ identity }) => identity !== null)
      ? ['no attestation says which repository and workflow built it']
      : [];
  return {
    release: expectation.release,
    verified: hold && verified.length > 0 && failures.length === 0,
    attestations: verified,
    failures,
  };
}

function verifyOne(attestation: Attestation, expectation: Expectation, trust: Trust): VerifiedAttestation {
  const result = verifyBundle(attestation.bundle, trust, expectation.artifact?.bytes ?? null);
  if (result.state === 'refused')
    return { ...refusal(result.reason), ...(result.isStranger ? { isStranger: true } : {}) };
  const { bundle, signer, signedAt } = result;
  const envelope = bundle.content.$case === 'dsseEnvelope' ? bundle.content.dsseEnvelope : null;
  const statement = envelope === null ? null : statementOf(envelope.payloadType, envelope.payload);
  if (envelope !== null && statement === null) return refusal('what is signed is no in-toto statement');

  const identity = signer.identity === undefined ? null : identityOf(signer.identity);
  if (signer.identity !== undefined && identity === null)
    return refusal('the certificate does not say unmistakably who it was issued to');
  const parts = [
    asAnnounced(attestation, statement),
    identity === null ? byNpm(statement, expectation) : byBuild(identity, statement, attestation, expectation),
    aboutRelease(statement, identity, expectation),
  ];
  return {
    predicateType: statement?.predicateType ?? null,
    signedBy: identity === null ? 'npm' : 'build',
    signedAt,
    identity,
    subjects: statement?.subjects ?? [],
    failures: parts.flatMap(({ failures = [] }) => failures),
    notCompared: parts.flatMap(({ notCompared = [] }) => notCompared),
  };
}

function refusal(reason: string): VerifiedAttestation {
  return {
    predicateType: null,
    signedBy: null,
    signedAt: null,
    identity: null,
    subjects: [],
    failures: [reason],
    notCompared: [],
  };
}

/** What one comparison found. */
interface Found {
  readonly failures?: readonly string[];
  readonly notCompared?: readonly string[];
}

function asAnnounced({ announced }: Attestation, statement: Statement | null): Found {
  if (announced === null || announced === statement?.predicateType) return {};
  return {
    failures: [`the document calls it ${announced}, what is signed is ${statement?.predicateType ?? 'a file'}`],
  };
}

/** npm's key vouches for the publication, and for nothing about the build. */
function byNpm(statement: Statement | null, { release }: Expectation): Found {
  if (release.registry !== 'npm')
    return { failures: ["npm's registry signed it, which says nothing of this registry"] };
  if (statement?.predicateType === predicateTypes.npmPublish) return {};
  return { failures: ["npm's key signed something other than a publication"] };
}

function byBuild(
  identity: Identity,
  statement: Statement | null,
  { publisher }: Attestation,
  { release, repository, workflow }: Expectation,
): Found {
  const contradicted = statement === null ? null : contradictions(statement, identity);
  const failures = [
    ...(statement?.predicateType === predicateTypes.npmPublish
      ? ["it claims to be npm's record of the publication, but npm did not sign it"]
      : []),
    ...(identity.repositoryUrl === null
      ? [`the certificate names no repository: ${shown(identity.subject)} signed it, not a build`]
      : []),
    ...(contradicted ?? []),
    ...expected('repository', repository, repositoryOf(identity)),
    ...expected('workflow', workflow, comparableWorkflow(identity.workflow, workflow)),
    ...(publisher?.kind === 'GitHub'
      ? [
          ...published('repository', publisher.repository, repositoryOf(identity)),
          ...published('workflow', publisher.workflow, comparableWorkflow(identity.workflow, publisher.workflow)),
        ]
      : []),
  ];
  const notCompared = [
    ...(repository === null && release.registry !== 'github'
      ? ['the repository, as none was expected (--repository)']
      : []),
    ...(workflow === null ? ['the workflow, as none was expected (--workflow)'] : []),
    ...(contradicted === null ? ['the build, as only the certificate tells of it'] : []),
  ];
  return { failures, notCompared };
}

function expected(what: string, wanted: string | null, certified: string | null): readonly string[] {
  if (wanted === null || wanted === certified) return [];
  return [`the ${what} is ${shown(certified)} in the certificate, not ${shown(wanted)} as expected`];
}

function published(what: string, said: string | null, certified: string | null): readonly string[] {
  if (said === null || asciiLowerCase(said) === asciiLowerCase(certified ?? '')) return [];
  return [`PyPI says the ${what} is ${shown(said)}, the certificate says ${shown(certified)}`];
}

/** PyPI keeps the names as they were typed, and GitHub does not tell a from A. Other letters stay what they are. */
const asciiLowerCase = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Look-alikes show themselves when what is not ASCII is written as its code. */
function shown(text: string | null): string {
  if (text === null) return 'not told';
  return text.replace(/[^\x20-\x7e]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** `OWNER/NAME`, of GitHub's own issuer only: another issuer's repository of that name is another one. */
function repositoryOf({ issuer, repositoryUrl }: Identity): string | null {
  const github = 'https://github.com/';
  if (repositoryUrl === null) return null;
  return issuer === githubIssuer && repositoryUrl.startsWith(github)
    ? repositoryUrl.slice(github.length)
    : repositoryUrl;
}

const workflowFolder = '.github/workflows/';

/** The certified path, cut to a file name where only a file name is expected. */
function comparableWorkflow(certified: string | null, wanted: string | null): string | null {
  if (certified === null || wanted === null || wanted.includes('/')) return certified;
  return certified.startsWith(workflowFolder) ? certified.slice(workflowFolder.length) : certified;
}

function aboutRelease(statement: Statement | null, identity: Identity | null, expectation: Expectation): Found {
  const { release, artifact } = expectation;
  const named = statement?.subjects.filter(({ name }) => isNamedFor(name, release) !== false) ?? [];
  if (statement !== null && named.length === 0) {
    const names = statement.subjects.slice(0, 3).map(({ name }) => shown(name));
    return { failures: [`it is about ${names.join(', ')}, not about ${release.name} ${release.version}`] };
  }
  const name = nameOf(statement, identity, expectation);
  // Without a statement the signature itself was over the file's bytes.
  const digest = statement === null ? {} : digestOf(named, artifact);
  return {
    failures: [...(name.failures ?? []), ...(digest.failures ?? [])],
    notCompared: [...(name.notCompared ?? []), ...(digest.notCompared ?? [])],
  };
}

/** On GitHub, the repository and the tag stand for name and version; elsewhere the subject's name was compared. */
function nameOf(statement: Statement | null, identity: Identity | null, { release, artifact }: Expectation): Found {
  if (release.registry !== 'github')
    return statement === null ? { notCompared: ['name and version, as the bundle signs a file and names none'] } : {};
  const repository = identity === null ? null : repositoryOf(identity);
  const failures = expected('repository', release.name, repository);
  if (identity?.ref === `refs/tags/${release.version}`) return { failures };
  return artifact === null
    ? {
        failures: [
          ...failures,
          `it was built from ${shown(identity?.ref ?? null)}, not from the tag ${shown(release.version)}`,
        ],
      }
    : { failures, notCompared: ['the version, as it was not built from the tag of that name'] };
}

const algorithms = ['sha256', 'sha512'] as const;

function digestOf(named: readonly AttestedFile[], artifact: Artifact | null): Found {
  if (artifact === null) return { notCompared: ["the file's digest, as no file was given (--artifact)"] };
  const compared = named.map(({ digest }) =>
    algorithms
      .filter((algorithm) => digest[algorithm] !== undefined && artifact[algorithm] !== null)
      .map((algorithm) => digest[algorithm] === artifact[algorithm]),
  );
  if (compared.some((each) => each.length > 0 && each.every(Boolean))) return {};
  return compared.every((each) => each.length === 0)
    ? { notCompared: ["the file's digest, as the attested one is of another kind than the registry's"] }
    : { failures: ["the file's digest is not the attested one"] };
}
