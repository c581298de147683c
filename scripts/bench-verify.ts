// `node scripts/bench-verify.ts [FOLDER]`: how long a release takes to verify, for the real bundles of a folder (those
// beside this checkout where none is named) and for one that a Sigstore of the sandbox has signed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import {
  attestedRegistries,
  publicGoodTrust,
  readAttestations,
  readTrust,
  type Trust,
  verifyRelease,
} from '../src/provenance/index.ts';
import { startRegistries } from '../src/sandbox/registries/index.ts';

const folder = process.argv[2] ?? join(import.meta.dirname, '../../shared/data/provenance');

console.log(`${'document'.padEnd(52)}${'p50'.padStart(9)}${'p95'.padStart(9)}  result`);
for (const file of existsSync(folder) ? readdirSync(folder).toSorted() : []) {
  const read = readAttestations(readFileSync(join(folder, file), 'utf8'));
  if (read.state === 'read') measure(file, read, releaseOf(file), publicGoodTrust());
}
await measureSandbox();

/** `npm-sigstore-2.0.0.provenance.bundle.json` is of sigstore 2.0.0 on npm. */
function releaseOf(file: string) {
  const [, id = '', name = '', version = ''] = /^([a-z]+)-(.+?)-(\d+\.\d+\.\d+)/.exec(file) ?? [];
  return { registry: attestedRegistries.find((each) => each === id) ?? 'npm', name, version };
}

async function measureSandbox(): Promise<void> {
  const build = { commit: 'c'.repeat(40), workflow: '.github/workflows/release.yml', run: 7 };
  const release = { version: '1.0.0', at: '2026-01-01T00:00:00Z', by: { trusted: {} }, build, attested: true } as const;
  const registries = await startRegistries(
    [{ registry: 'npm', name: 'mint', repository: 'coin/mint', releases: [release] }],
    { now: () => new Date('2026-02-01T00:00:00Z'), resolveCommit: (_, id) => id, repositoryId: () => null },
  );
  try {
    const answer = await fetch(`${registries.bases['npm']?.['main']}/-/npm/v1/attestations/mint@1.0.0`);
    const trust = readTrust('the sandbox', await registries.trustedRoot());
    const read = readAttestations(await answer.text());
    if (read.state !== 'read' || trust.state !== 'read') throw new Error('the sandbox serves nothing to verify');
    measure('signed in the sandbox', read, { registry: 'npm', name: 'mint', version: '1.0.0' }, trust.trust);
  } finally {
    await registries.close();
  }
}

function measure(
  name: string,
  { attestations }: Extract<ReturnType<typeof readAttestations>, { state: 'read' }>,
  release: ReturnType<typeof releaseOf>,
  trust: Trust,
): void {
  const verify = () =>
    verifyRelease(attestations, { release, repository: null, workflow: null, artifact: null }, trust);
  const { verified, attestations: results } = verify();
  const times = Array.from({ length: 200 }, () => {
    const start = performance.now();
    verify();
    return performance.now() - start;
  }).toSorted((a, b) => a - b);
  const reason = results.flatMap(({ failures }) => failures)[0] ?? '';
  const result = verified ? 'verified' : `refused: ${reason.slice(0, 60)}`;
  console.log(`${name.padEnd(52)}${at(times, 0.5).padStart(9)}${at(times, 0.95).padStart(9)}  ${result}`);
}

function at(times: readonly number[], share: number): string {
  return `${(times[Math.floor(times.length * share)] ?? 0).toFixed(1)} ms`;
}
