import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface UpdateRepository {
  readonly url: string;
  /** The root that clients begin with, as text. */
  readonly root: string;
  /** What is served from now on in place of the file of this name; null for nothing at all. */
  replace(file: string, content: string | null): void;
  close(): Promise<void>;
}

/** A repository of The Update Framework on loopback, with one key for all of its roles, which offers these targets. */
export async function updateRepository(
  targets: Readonly<Record<string, string>>,
  expires = '2099-01-01T00:00:00Z',
): Promise<UpdateRepository> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const keyid = 'a'.repeat(64);
  const signed = (content: Readonly<Record<string, unknown>>): string => {
    const body = { spec_version: '1.0.31', version: 1, expires, ...content };
    const sig = sign(null, Buffer.from(canonical(body)), privateKey).toString('hex');
    return JSON.stringify({ signed: body, signatures: [{ keyid, sig }] });
  };
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  const role = { keyids: [keyid], threshold: 1 };
  const root = signed({
    _type: 'root',
    expires: '2099-01-01T00:00:00Z',
    consistent_snapshot: true,
    keys: { [keyid]: { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: raw } } },
    roles: { root: role, timestamp: role, snapshot: role, targets: role },
  });
  const described = Object.entries(targets).map(([name, content]) => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { name, content, sha256, length: Buffer.byteLength(content) };
  });
  const files = new Map<string, string | null>([
    ['/timestamp.json', signed({ _type: 'timestamp', meta: { 'snapshot.json': { version: 1 } } })],
    ['/1.snapshot.json', signed({ _type: 'snapshot', meta: { 'targets.json': { version: 1 } } })],
    [
      '/1.targets.json',
      signed({
        _type: 'targets',
        targets: Object.fromEntries(
          described.map(({ name, sha256, length }) => [name, { length, hashes: { sha256 } }]),
        ),
      }),
    ],
    ...described.map(({ name, content, sha256 }) => {
      const parts = name.split('/');
      return [`/targets/${[...parts.slice(0, -1), `${sha256}.${parts.at(-1)}`].join('/')}`, content] as const;
    }),
  ]);
  const server = createServer((request, response) => {
    const content = files.get(request.url ?? '');
    if (content === null) return;
    response.writeHead(content === undefined ? 404 : 200).end(content ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    root,
    replace: (file, content) => {
      const known = [...files.keys()].filter((name) => name.endsWith(file));
      for (const name of known) files.set(name, content);
      if (known.length === 0) throw new Error(`${file} is not served`);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** JSON with sorted keys and without spaces, which is what is signed. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
