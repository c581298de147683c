import type { PrivateKey } from 'openpgp';

/** Keys of maintainers by their names in the scenario: one name is one key for as long as the process runs. */
const keys = new Map<string, Promise<PrivateKey>>();

/** An armoured OpenPGP signature beside the file. */
export async function detachedSignature(signer: string, bytes: Buffer, at: Date): Promise<string> {
  // Loaded when it is needed: most scenarios sign nothing.
  const { createMessage, sign } = await import('openpgp');
  const message = await createMessage({ binary: new Uint8Array(bytes) });
  return sign({
    message,
    signingKeys: await keyOf(signer),
    detached: true,
    date: at,
    // Otherwise a random note makes another document of it each time that it is asked for.
    config: { nonDeterministicSignaturesViaNotation: false },
  });
}

function keyOf(signer: string): Promise<PrivateKey> {
  const key = keys.get(signer) ?? make(signer);
  keys.set(signer, key);
  return key;
}

async function make(signer: string): Promise<PrivateKey> {
  const { generateKey } = await import('openpgp');
  const { privateKey } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name: signer, email: 'maintainer@example.test' }],
    date: new Date('2015-01-01T00:00:00Z'),
    format: 'object',
  });
  return privateKey;
}
