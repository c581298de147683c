import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { parsePayload } from '../../src/app/parse-payload.ts';
import { withoutSecrets } from '../../src/app/without-secrets.ts';
import { auditRepository } from '../../src/audit/audit.ts';
import { ownersOf, readCodeOwners } from '../../src/controls/code-owners.ts';
import { acceptedPermission } from '../../src/github/accepted-permissions.ts';
import { manifestVersion } from '../../src/github/manifest-version.ts';
import { parseRecording } from '../../src/http/recording.ts';
import { retryAt } from '../../src/http/retry-after.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { readAttestations } from '../../src/provenance/attestation-document.ts';
import { statementOf } from '../../src/provenance/statement.ts';
import { publicGoodTrust } from '../../src/provenance/trust.ts';
import { verifyBundle } from '../../src/provenance/verify-bundle.ts';
import { vcsInfo } from '../../src/registries/crates.io/client-archive.ts';
import { hostOf } from '../../src/registries/host.ts';
import { registries } from '../../src/registries/index.ts';
import { packument } from '../../src/registries/npm/packument.ts';
import { plain } from '../../src/registries/plain.ts';
import { registryTime } from '../../src/registries/registry-time.ts';
import { changesOfRss } from '../../src/registries/rss-changes.ts';
import { xmlRoot } from '../../src/registries/xml-answer.ts';
import { renderJson } from '../../src/reports/json.ts';
import { address, code, prose } from '../../src/reports/markdown/escape.ts';
import { renderMarkdown } from '../../src/reports/markdown/markdown.ts';
import { renderSarif } from '../../src/reports/sarif.ts';
import { visible } from '../../src/reports/text/visible.ts';
import { originUrlOf } from '../../src/repository/git-config.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import { repositoryOfUrl } from '../../src/repository/remote-url.ts';
import { globMatcher, matchesWildcard } from '../../src/types/glob.ts';
import { markerOf } from '../../src/types/issue-marker.ts';
import { evaluateText, nothingKnown, truthOf } from '../../src/workflows/expressions/index.ts';
import { combinationsOf } from '../../src/workflows/matrix.ts';
import { parseAction } from '../../src/workflows/parse-action.ts';
import { parseUses } from '../../src/workflows/parse-uses.ts';
import { parseWorkflow } from '../../src/workflows/parse-workflow.ts';
import { parseScript } from '../../src/workflows/shell/index.ts';
import { readYaml } from '../../src/workflows/yaml/index.ts';
import * as sample from './samples.ts';

/** Something that reads what others wrote. */
export interface Parser {
  readonly name: string;
  readonly samples: readonly string[];
  /** Reads it. An error fails the test, unless it is one that is documented and caught here. */
  readonly read: (text: string) => unknown;
  /** How much slower it is than others: fewer texts are tried. */
  readonly cost?: number;
  /** False: another one is given the known texts in its place. */
  readonly isSeeded?: boolean;
}

const today = '2026-11-01';
const trust = publicGoodTrust();
const manifests = Object.entries(sample.manifests);

/** Every parser that meets foreign input; clients of registries are tried with whole conversations beside these. */
export const parsers: readonly Parser[] = [
  { name: 'a webhook', samples: [sample.webhook], read: parsePayload },
  { name: 'YAML', samples: sample.yaml, read: (text) => readYaml(text, 'a.yml') },
  { name: 'a workflow with its matrices', samples: sample.workflows, read: workflow, cost: 2 },
  { name: 'an action', samples: [sample.action], read: (text) => parseAction(text, 'action.yml') },
  { name: 'an expression', samples: sample.expressions, read: expression },
  { name: 'what a step uses', samples: sample.uses, read: parseUses },
  ...(['bash', 'pwsh', 'cmd', 'python', 'javascript'] as const).map((dialect) => ({
    name: `a script for ${dialect}`,
    samples: sample.scripts,
    read: (text: string) => parseScript(text, dialect),
    cost: 2,
  })),
  { name: 'a policy', samples: [sample.policy], read: policy('repository') },
  { name: "an organisation's policy", samples: [sample.policy], read: policy('organisation') },
  ...manifests.map(([path, text]) => ({
    name: `a manifest, ${path}`,
    samples: [text],
    cost: 3,
    isSeeded: false,
    read: (changed: string) => packagesOf({ ...sample.manifests, [path]: changed }),
  })),
  {
    name: 'all manifests at once',
    samples: manifests.map(([, text]) => text),
    cost: 6,
    read: (text) => packagesOf(Object.fromEntries(manifests.map(([path]) => [path, text]))),
  },
  { name: 'the version in a manifest', samples: manifests.map(([, text]) => text), read: versions },
  { name: 'a whole repository', samples: sample.workflows, read: audited, cost: 12 },
  { name: 'attestations', samples: [sample.bundle, sample.pypiAttestations], read: attestations },
  { name: 'a statement', samples: [sample.statement], read: statement },
  { name: 'XML of a registry', samples: [sample.rss], read: (text) => xmlRoot(text, 'rss') },
  { name: 'a feed', samples: [sample.rss], read: feed },
  { name: 'a large answer of npm', samples: [sample.npmAnswer], read: distilled(packument) },
  { name: 'an archive', samples: [sample.tar], read: archive, cost: 2 },
  { name: 'CODEOWNERS', samples: [sample.codeOwners], read: codeOwners },
  { name: 'a recording', samples: [sample.recording], read: recording },
  { name: 'the settings of a checkout', samples: [sample.gitConfig], read: originUrlOf },
  { name: 'the address of a remote', samples: sample.remotes, read: repositoryOfUrl },
  { name: 'the host of a destination', samples: [...sample.remotes, ...sample.destinations], read: hostOf },
  { name: 'a glob', samples: sample.globs, read: glob },
  { name: 'the marker of an issue', samples: [sample.marker], read: markerOf },
  { name: 'headers', samples: sample.headers, read: (text) => [acceptedPermission(text), retryAt(text, 0)] },
  { name: 'a time', samples: ['2026-11-01T00:00:00.000Z'], read: registryTime },
  { name: 'text for people', samples: sample.texts, read: shown },
  { name: 'text for a log', samples: sample.texts, read: withoutSecrets },
];

function packagesOf(files: Readonly<Record<string, string>>): unknown {
  return registries.map((registry) => registry.readManifests(memoryFiles(files)));
}

function workflow(text: string): unknown {
  const read = parseWorkflow(text, '.github/workflows/a.yml');
  return [read, read.jobs.map(({ matrix }) => (matrix === null ? null : combinationsOf(matrix)))];
}

function expression(text: string): unknown {
  return [evaluateText(text, nothingKnown), truthOf(text, nothingKnown)];
}

function policy(owner: 'repository' | 'organisation') {
  return (text: string) => readPolicy(text, '.github/mintmark.yml', { today, controls: ['trusted-publishing'] }, owner);
}

function versions(text: string): unknown {
  return manifests.map(([path]) => manifestVersion(path, text));
}

/** The whole way, from files to all that is printed. */
async function audited(text: string): Promise<unknown> {
  const files = { ...sample.manifests, ...sample.followed, '.github/workflows/release.yml': text };
  const report = await auditRepository({
    files: memoryFiles({ ...files, CODEOWNERS: text, Makefile: text, 'scripts/release.sh': text }),
    subject: { repository: 'acme/mint', ref: null, commit: null },
    policy: readPolicy('', 'a', { today, controls: [] }).policy,
    today,
  });
  const printed = [renderJson(report), renderSarif(report, [], '0'), renderMarkdown(report)];
  // oxlint-disable-next-line no-control-regex -- that there is none is what is asked
  for (const each of printed) expect(each).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
  JSON.parse(printed[1] ?? '');
  return printed.join('').length;
}

function attestations(text: string): unknown {
  const read = readAttestations(text);
  if (read.state !== 'read') return read;
  for (const { bundle } of read.attestations) expect(verifyBundle(bundle, trust, null).state).toBe('refused');
  return read;
}

function statement(text: string): unknown {
  return statementOf('application/vnd.in-toto+json', Buffer.from(text));
}

function feed(text: string): unknown {
  const reply = { state: 'answered', status: 200, headers: {}, text, source: 'a feed', from: 'network' } as const;
  return changesOfRss(reply, null, ({ title }) => title);
}

function distilled(distiller: { distil(chunks: AsyncIterable<Uint8Array>): Promise<string> }) {
  return (text: string) => settled(distiller.distil(inPieces(Buffer.from(text))));
}

/** The text stands for bytes, and is packed as the archives of registries are. */
function archive(text: string): Promise<unknown> {
  return settled(vcsInfo.distil(inPieces(gzipSync(Buffer.from(text, 'latin1')))));
}

/** A distiller may refuse, by an error of its own kind. */
async function settled(text: Promise<string>): Promise<unknown> {
  const found = await text.catch((error: unknown) => error);
  if (found instanceof Error) expect(found.name).toBe('Indigestible');
  return found;
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 4099) yield bytes.subarray(at, at + 4099);
}

function codeOwners(text: string): unknown {
  const read = readCodeOwners(memoryFiles({ CODEOWNERS: text }));
  return ownersOf('.github/workflows/release.yml', read?.rules ?? []);
}

function recording(text: string): unknown {
  try {
    return parseRecording(text);
  } catch (error) {
    expect(error).toMatchObject({ name: 'RecordingError' });
    return error;
  }
}

function glob(text: string): unknown {
  return ['a/b/c.txt', 'packages/a', '.hidden/x'].map((path) => [globMatcher(text)(path), matchesWildcard(path, text)]);
}

function shown(text: string): unknown {
  const printed = [visible(text), plain(text)];
  // oxlint-disable-next-line no-control-regex -- that there is none is what is asked
  for (const each of printed) expect(each).not.toMatch(/[\0-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
  return [...printed, prose(text), code(text), address(text)];
}
