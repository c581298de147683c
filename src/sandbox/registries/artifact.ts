import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

/** What decides the bytes of a file. */
export interface ArtifactPlan {
  readonly service: string;
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly content: string;
  /** What the client wrote into the archive about the checkout; null for nothing. */
  readonly checkout: { readonly commit: string; readonly dirty: boolean } | null;
}

/** The same plan gives the same bytes. A crate is a real archive, as what stands in it is evidence; others are text. */
export async function artifactOf(plan: ArtifactPlan): Promise<Buffer> {
  const { service, name, version, file, content } = plan;
  if (service === 'crates.io') return crateOf(plan);
  return Buffer.from(`${service} ${name} ${version} ${file}\n${content}\n`);
}

async function crateOf({ name, version, content, checkout }: ArtifactPlan): Promise<Buffer> {
  const folder = `${name}-${version}`;
  const files: Readonly<Record<string, string>> = {
    ...(checkout === null ? {} : { '.cargo_vcs_info.json': vcsInfo(checkout) }),
    'Cargo.toml': `[package]\nname = ${JSON.stringify(name)}\nversion = ${JSON.stringify(version)}\nedition = "2021"\n`,
    'src/lib.rs': `//! ${content}\n`,
  };
  const archive = pack();
  for (const [path, text] of Object.entries(files))
    archive.entry({ name: `${folder}/${path}`, mode: 0o644, mtime: new Date(0) }, text);
  archive.finalize();
  const pieces: Uint8Array[] = [];
  for await (const piece of archive) pieces.push(piece as Uint8Array);
  return gzipSync(Buffer.concat(pieces));
}

/** As `cargo package` writes it: `dirty` stands there only when it is true. */
function vcsInfo({ commit, dirty }: { readonly commit: string; readonly dirty: boolean }): string {
  return JSON.stringify({ git: { sha1: commit, ...(dirty ? { dirty: true } : {}) }, path_in_vcs: '' }, null, 2);
}

export type Algorithm = 'sha1' | 'sha256' | 'sha512';

/** Hexadecimal where no other encoding is asked for. */
export function digestOf(bytes: Buffer, algorithm: Algorithm, encoding: 'hex' | 'base64' = 'hex'): string {
  return createHash(algorithm).update(bytes).digest(encoding);
}
