import type { Signal } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { isGrave } from '../types/severity.ts';
import type { Judgement, Remediation } from './control.ts';
import { fail } from './judgements.ts';
import { ledgerCommand } from './ledger-command.ts';
import { releaseWords } from './release-way.ts';
import type { Trouble } from './signal-tellers.ts';

/**
 * A finding about one release that does not fit, or about the package as a whole: all that was seen of it. What is grave
 * may be an attack that goes on, and is not told where everybody reads.
 */
export function oddRelease(
  about: PackageEvidence,
  { row, signals }: Trouble,
  registry: Registry,
  ifYours: string,
): Judgement {
  const name = codeWords(about.name);
  const subject = row === null ? name : `${name} ${releaseWords(row)}`;
  const [gravest] = signals;
  return fail(about.registry, {
    reason: `${subject}: ${said(signals)}`,
    at: [],
    key: [about.registry, about.name, row?.version ?? 'package'],
    severity: gravest.severity,
    ...(isGrave(gravest.severity) ? { confidential: true as const } : {}),
    remediation: stepsFor(about, row?.version ?? null, registry, ifYours),
  });
}

/** Sentences, each once, the gravest first. */
function said(signals: readonly Signal[]): string {
  return [...new Set(signals.map(({ says }) => says))].join('; ');
}

function stepsFor(about: PackageEvidence, version: string | null, registry: Registry, ifYours: string): Remediation {
  const { title } = registry;
  const page = about.ledger?.page;
  const what = version === null ? codeWords(about.name) : `${codeWords(version)} of ${codeWords(about.name)}`;
  const withdrawal = withdrawals[about.registry] ?? `take it back on ${title}`;
  return {
    steps: [
      `Look at what is known of it: ${ledgerCommand(about.name)}. Ask everybody who can publish whether ${what} was theirs.`,
      ifYours,
      `If it was nobody's of yours: ${withdrawal}, and report it to ${title}.`,
      `Then revoke every token and session that can publish it, and look through its owners and trusted publishers on ${title} for what is not yours. Rotate what the workflow that publishes could read.`,
      'Tell those who use it in a security advisory of this repository, with the versions that are bad and the first that is good.',
    ],
    links: page === undefined ? [] : [page],
  };
}

/** How a bad version is taken out of people's way, as registries offer it. */
const withdrawals: { readonly [registry in RegistryId]?: string } = {
  npm: 'deprecate the version with `npm deprecate`, point the `latest` tag at the last good one, and unpublish it where npm still allows that',
  pypi: 'yank the release on pypi.org',
  'crates.io': 'yank the version with `cargo yank`',
  rubygems: 'yank the version with `gem yank`',
  nuget: 'unlist the version on nuget.org and deprecate it',
  'pub.dev': 'retract the version on pub.dev',
  jsr: 'yank the version on jsr.io',
  hex: 'retire the version with `mix hex.retire`',
  go: 'retract the version in `go.mod` of a higher one',
  packagist: 'publish a good version under a higher number, since Packagist keeps stable ones as they are',
  'maven-central': 'publish a good version under a higher number, since Central takes none back',
};
