import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundleToJSON } from '@sigstore/bundle';
import {
  fulcioHandler,
  initializeCA,
  initializeCTLog,
  initializeTLog,
  initializeTSA,
  rekorHandler,
  tsaHandler,
} from '@sigstore/mock';
import {
  DSSEBundleBuilder,
  FulcioSigner,
  MessageSignatureBundleBuilder,
  RekorWitness,
  TSAWitness,
} from '@sigstore/sign';

/** What GitHub's identity token says of a run. */
export type Claims = Readonly<Record<string, string>>;

export interface MockSigstore {
  /** Where the authority and the log are. */
  readonly address: string;
  /** `trusted_root.json`. */
  readonly trustedRoot: string;
  /** Signs an in-toto statement, as a job with these claims. */
  sign(statement: unknown, claims: Claims): Promise<Bundle>;
  /** The same, with its time signed by an authority that the trusted root does not name. */
  signStamped(statement: unknown, claims: Claims): Promise<Bundle>;
  /** Signs a file's bytes. */
  signFile(bytes: Buffer, claims: Claims): Promise<Bundle>;
  close(): Promise<void>;
}

/** The parts of a bundle that the tests change. */
export interface Bundle {
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string; keyid: string }[] };
  verificationMaterial: { tlogEntries: { integratedTime: string }[] };
}

/**
 * A Sigstore of its own on loopback: authority, certificate log and transparency log. The log's time is another one
 * where a test wants it to be.
 */
export async function mockSigstore(logTime = new Date(), clock = new Date()): Promise<MockSigstore> {
  const keyPair = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
  const ctLog = await initializeCTLog(keyPair('P-256'), clock);
  const authority = await initializeCA(keyPair('P-384'), ctLog, clock);
  const log = await initializeTLog('https://log.test', keyPair('P-256'), logTime);
  // The library that reads times takes three digits of a second or none, and the mock leaves out zeros at their end
  const wholeSecond = new Date(Math.floor(clock.getTime() / 1000) * 1000);
  const stamps = await initializeTSA(keyPair('P-384'), wholeSecond);
  const handlers = [
    fulcioHandler(authority, { subjectClaim: 'san' }),
    rekorHandler(log),
    tsaHandler(stamps, { strict: false }),
  ];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const handler = handlers.find(({ path }) => path === request.url);
    const answered = (await handler?.fn(asLogged(await bodyOf(request)))) ?? { statusCode: 404, response: '' };
    response.writeHead(answered.statusCode, { 'content-type': 'application/json' }).end(answered.response);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const parts = (claims: Claims) => ({
    signer: new FulcioSigner({
      fulcioBaseURL: address,
      identityProvider: { getToken: async () => tokenOf(claims) },
    }),
    witnesses: [new RekorWitness({ rekorBaseURL: address, entryType: 'intoto' as const })],
  });

  return {
    address,
    trustedRoot: JSON.stringify(
      trustedRoot(Buffer.from(authority.rootCertificate as Uint8Array), ctLog.publicKey, log.publicKey),
    ),
    sign: async (statement, claims) => {
      const data = Buffer.from(JSON.stringify(statement));
      const bundle = await new DSSEBundleBuilder(parts(claims)).create({ data, type: 'application/vnd.in-toto+json' });
      return bundleToJSON(bundle) as unknown as Bundle;
    },
    signStamped: async (statement, claims) => {
      const data = Buffer.from(JSON.stringify(statement));
      const { signer, witnesses } = parts(claims);
      const all = [...witnesses, new TSAWitness({ tsaBaseURL: address })];
      const bundle = await new DSSEBundleBuilder({ signer, witnesses: all }).create({
        data,
        type: 'application/vnd.in-toto+json',
      });
      return bundleToJSON(bundle) as unknown as Bundle;
    },
    signFile: async (data, claims) =>
      bundleToJSON(await new MessageSignatureBundleBuilder(parts(claims)).create({ data })) as unknown as Bundle,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The log keeps digests of an envelope, and no envelope; the mock log writes down what it is given. */
function asLogged(body: string): string {
  const { kind, apiVersion, spec } = JSON.parse(body) as Record<string, unknown> & { spec?: Proposed };
  if (kind !== 'dsse' || spec?.proposedContent === undefined) return body;
  const { envelope, verifiers } = spec.proposedContent;
  const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
  const { payload, signatures } = JSON.parse(envelope) as { payload: string; signatures: { sig: string }[] };
  return JSON.stringify({
    kind,
    apiVersion,
    spec: {
      envelopeHash: { algorithm: 'sha256', value: sha256(envelope) },
      payloadHash: { algorithm: 'sha256', value: sha256(Buffer.from(payload, 'base64')) },
      signatures: signatures.map(({ sig }, index) => ({ signature: sig, verifier: verifiers[index] })),
    },
  });
}

interface Proposed {
  readonly proposedContent?: { readonly envelope: string; readonly verifiers: readonly string[] };
}

/** The token of a run of `release.yml` at a tag of a repository. */
export function claimsOf(repository: string, ref = 'refs/tags/1.2.3'): Claims {
  const workflow = `${repository}/.github/workflows/release.yml@${ref}`;
  return {
    iss: 'https://token.actions.githubusercontent.com',
    sub: `repo:${repository}:ref:${ref}`,
    san: `https://github.com/${workflow}`,
    aud: 'sigstore',
    event_name: 'push',
    sha: 'c0ffee0000000000000000000000000000000000',
    repository,
    repository_id: '4711',
    ref,
    workflow_ref: workflow,
    job_workflow_ref: workflow,
    runner_environment: 'github-hosted',
    run_id: '99',
    run_attempt: '1',
  };
}

export function tokenOf(claims: Claims): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none' })}.${encode(claims)}.${encode('unsigned')}`;
}

function trustedRoot(authority: Buffer, ctLog: Buffer, log: Buffer): unknown {
  const validFor = { start: '2020-01-01T00:00:00Z' };
  const logOf = (baseUrl: string, key: Buffer) => ({
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: key.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
    logId: { keyId: createHash('sha256').update(key).digest('base64') },
  });
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [logOf('https://log.test', log)],
    ctlogs: [logOf('https://certificates.test', ctLog)],
    certificateAuthorities: [
      {
        subject: { organization: 'sigstore.mock', commonName: 'sigstore' },
        uri: 'https://authority.test',
        certChain: { certificates: [{ rawBytes: authority.toString('base64') }] },
        validFor,
      },
    ],
    timestampAuthorities: [],
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
