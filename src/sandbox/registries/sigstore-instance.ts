import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { type Bundle, bundleToJSON } from '@sigstore/bundle';
import { initializeCA, initializeCTLog, initializeTLog } from '@sigstore/mock';
import {
  DSSEBundleBuilder,
  MessageSignatureBundleBuilder,
  type SignatureBundle,
  type Signer,
  type Witness,
} from '@sigstore/sign';
import { z } from 'zod';
import type { CertificateRequest } from './certificate.ts';
import { longLived } from './root-certificate.ts';
import type { MockSigstore } from './sigstore.ts';

/** A new authority with new logs; their keys are of this instance only. */
export async function makeSigstore(): Promise<MockSigstore> {
  const keyPair = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
  // The mock's authority and logs read their clock from this one object at each signature.
  const clock = new Date();
  const authorityKeys = keyPair('P-384');
  const ctLog = await initializeCTLog(keyPair('P-256'), clock);
  const authority = await initializeCA(authorityKeys, ctLog, clock);
  const log = await initializeTLog('https://log.sandbox.test', keyPair('P-256'), clock);
  const root = longLived(Buffer.from(authority.rootCertificate as Uint8Array), authorityKeys.privateKey);

  const signerOf = ({ subject, extensions }: CertificateRequest): Signer => ({
    sign: async (data) => {
      const keys = keyPair('P-256');
      const certificate = await authority.issueCertificate({
        publicKey: keys.publicKey.export({ format: 'der', type: 'spki' }),
        subjectAltName: subject,
        extensions,
      });
      return {
        signature: sign('sha256', data, keys.privateKey),
        key: { $case: 'x509Certificate', certificate: pem(Buffer.from(certificate as Uint8Array)) },
      };
    },
  });

  const witness: Witness = {
    testify: async (content, publicKey) => {
      const proposed = entryOf(content, publicKey);
      const [entry] = Object.values(logged.parse(await log.log(proposed)));
      if (entry === undefined) throw new Error('the mock log logged nothing');
      const { inclusionProof: proof, signedEntryTimestamp } = entry.verification;
      return {
        tlogEntries: [
          {
            logIndex: String(entry.logIndex),
            logId: { keyId: Buffer.from(entry.logID, 'hex') },
            kindVersion: { kind: proposed.kind, version: proposed.apiVersion },
            integratedTime: String(entry.integratedTime),
            inclusionPromise: { signedEntryTimestamp: Buffer.from(signedEntryTimestamp, 'base64') },
            inclusionProof: {
              logIndex: String(proof.logIndex),
              treeSize: String(proof.treeSize),
              rootHash: Buffer.from(proof.rootHash, 'hex'),
              hashes: proof.hashes.map((hash) => Buffer.from(hash, 'hex')),
              checkpoint: { envelope: proof.checkpoint },
            },
            canonicalizedBody: Buffer.from(entry.body, 'base64'),
          },
        ],
      };
    },
  };

  // One signature at a time, as they share the clock.
  let last: Promise<unknown> = Promise.resolve();
  const atTime = <Result>(at: Date, work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(() => {
      clock.setTime(at.getTime());
      return work();
    });
    last = next.catch(() => undefined);
    return next;
  };

  return {
    trustedRoot: trustedRootOf(root, ctLog.publicKey, log.publicKey),
    signStatement: (statement, by, at, form) =>
      atTime(at, async () => {
        const parts = { signer: signerOf(by), witnesses: [witness], certificateChain: form === '0.2' };
        const data = Buffer.from(JSON.stringify(statement));
        return bundleToJSON(await new DSSEBundleBuilder(parts).create({ data, type: 'application/vnd.in-toto+json' }));
      }),
    signFile: (data, by, at) =>
      atTime(at, async () =>
        newest(
          await new MessageSignatureBundleBuilder({ signer: signerOf(by), witnesses: [witness] }).create({ data }),
        ),
      ),
  };
}

/** The form in which registries keep signatures of files; the builder makes the one before, with a chain. */
function newest(bundle: Bundle): unknown {
  const { content } = bundle.verificationMaterial;
  const [certificate] = content.$case === 'x509CertificateChain' ? content.x509CertificateChain.certificates : [];
  if (certificate === undefined) throw new Error('the signature bears no certificate');
  return bundleToJSON({
    ...bundle,
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { ...bundle.verificationMaterial, content: { $case: 'certificate', certificate } },
  } as Bundle);
}

/** The mock log's answer, of whose type the package only has the name. */
const logged = z.record(
  z.string(),
  z.object({
    body: z.string(),
    integratedTime: z.number(),
    logID: z.string(),
    logIndex: z.number(),
    verification: z.object({
      signedEntryTimestamp: z.string(),
      inclusionProof: z.object({
        logIndex: z.number(),
        treeSize: z.number(),
        rootHash: z.string(),
        hashes: z.array(z.string()),
        checkpoint: z.string(),
      }),
    }),
  }),
);

/** What Rekor keeps of a signature, in the form in which it keeps it: the mock log writes down what it is given. */
function entryOf(content: SignatureBundle, publicKey: string) {
  const verifier = Buffer.from(publicKey).toString('base64');
  if (content.$case === 'messageSignature') {
    const { messageDigest, signature } = content.messageSignature;
    return {
      apiVersion: '0.0.1',
      kind: 'hashedrekord',
      spec: {
        data: { hash: { algorithm: 'sha256', value: messageDigest?.digest.toString('hex') } },
        signature: { content: signature.toString('base64'), publicKey: { content: verifier } },
      },
    };
  }
  const { payload, payloadType, signatures } = content.dsseEnvelope;
  const encoded = signatures.map(({ sig }) => sig.toString('base64'));
  const envelope = JSON.stringify({
    payload: payload.toString('base64'),
    payloadType,
    signatures: encoded.map((sig) => ({ sig, keyid: '' })),
  });
  return {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: { algorithm: 'sha256', value: sha256(envelope).toString('hex') },
      payloadHash: { algorithm: 'sha256', value: sha256(payload).toString('hex') },
      signatures: encoded.map((signature) => ({ signature, verifier })),
    },
  };
}

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();

const pem = (certificate: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

function trustedRootOf(root: Buffer, ctLog: Buffer, log: Buffer): string {
  const validFor = { start: '2020-01-01T00:00:00Z' };
  const logOf = (baseUrl: string, key: Buffer) => ({
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: key.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
    logId: { keyId: sha256(key).toString('base64') },
  });
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [logOf('https://log.sandbox.test', log)],
    ctlogs: [logOf('https://certificates.sandbox.test', ctLog)],
    certificateAuthorities: [
      {
        subject: { organization: 'sigstore.mock', commonName: 'sigstore' },
        uri: 'https://authority.sandbox.test',
        certChain: { certificates: [{ rawBytes: root.toString('base64') }] },
        validFor,
      },
    ],
    timestampAuthorities: [],
  });
}
