import type { GitHubRelease, Settings } from '../github/settings.ts';

/** The newest release that has files attached; null where none has, or none could be read. */
export function newestWithAssets({ releases }: Settings): GitHubRelease | null {
  const list = releases.state === 'seen' ? releases.value : [];
  return list.find(({ assets }) => assets.length > 0) ?? null;
}

/** Whether an asset is a bill of materials, by its name: `demo.spdx.json`, `bom.xml`, `demo-sbom.cdx.json`. */
export function isSbom(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => sbomWords.has(word)) && sbomEndings.has(words.at(-1) ?? '');
}

/** The name of the asset that a signature or an attestation beside it is for: `demo.tgz` of `demo.tgz.asc`; null for any other file. */
export function signedBy(name: string): string | null {
  const lower = name.toLowerCase();
  const ending = signatureEndings.find((each) => lower.endsWith(each));
  return ending === undefined ? null : name.slice(0, -ending.length);
}

/** Whether an asset is a list of the checksums of others: `SHA256SUMS`, `demo_1.2.3_checksums.txt`. */
export function isChecksums(name: string): boolean {
  return wordsOf(name).some((word) => checksumWords.has(word));
}

/** Whether an asset only serves to check others, so that it needs no signature: a key, a certificate. */
export function isVerificationKey(name: string): boolean {
  return keyEndings.has(wordsOf(name).at(-1) ?? '');
}

/** Whether it is a kind of attestation that can speak of several files, which its name need not say. */
export function isBundle(name: string): boolean {
  const lower = name.toLowerCase();
  return bundleEndings.some((ending) => lower.endsWith(ending));
}

/** Longest first, so that the whole ending is taken. */
const signatureEndings: readonly string[] = [
  '.sigstore.json',
  '.intoto.jsonl',
  '.attestation.json',
  '.cosign.bundle',
  '.sigstore',
  '.minisig',
  '.bundle',
  '.sign',
  '.sig',
  '.asc',
];

const bundleEndings: readonly string[] = ['.sigstore.json', '.intoto.jsonl', '.attestation.json', '.sigstore'];

const sbomWords: ReadonlySet<string> = new Set(['sbom', 'bom', 'spdx', 'cdx', 'cyclonedx']);
const sbomEndings: ReadonlySet<string> = new Set([
  'json',
  'xml',
  'yaml',
  'yml',
  'rdf',
  'txt',
  'spdx',
  'cdx',
  'sbom',
  'bom',
]);
const checksumWords: ReadonlySet<string> = new Set(
  'checksum checksums sha256 sha512 sha256sum sha512sum sha256sums sha512sums'.split(' '),
);
const keyEndings: ReadonlySet<string> = new Set(['pem', 'pub', 'crt', 'cer', 'cert', 'key']);

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[^a-z0-9]+/);
}
