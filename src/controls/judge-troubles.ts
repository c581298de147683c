import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import type { Severity } from '../types/severity.ts';
import type { Evidence, Judgement } from './control.ts';
import { ledgerCommand } from './ledger-command.ts';
import { oddRelease } from './odd-release.ts';
import { judgePackages, type PackageAnswer, unreadPackage } from './package-answers.ts';
import { nothingAsked } from './registry-control.ts';
import { type SignalTeller, type Troubles, troublesOf } from './signal-tellers.ts';

export interface TroubleQuestion {
  readonly teller: SignalTeller;
  /** Signals that are less grave are told in the ledger only. */
  readonly least: Severity;
  /** The step for a maintainer who knows the release. */
  readonly ifYours: string;
  /** What is answered of a package with nothing to tell; its history was seen. */
  readonly quiet: (about: PackageEvidence) => PackageAnswer;
}

/** One finding for each release that does not fit; the packages with none are answered together. */
export function judgeTroubles(
  packages: readonly PackageEvidence[],
  registry: Registry,
  evidence: Evidence,
  { teller, least, ifYours, quiet }: TroubleQuestion,
): readonly Judgement[] {
  const judged = packages.map((about) => ({ about, troubles: troublesOf(about, teller, least) }));
  const fails = judged.flatMap(({ about, troubles }) =>
    troubles.settled.map((trouble) => oddRelease(about, trouble, registry, ifYours)),
  );
  const others = new Map(
    judged.flatMap(({ about, troubles }) => (troubles.settled.length === 0 ? [[about, troubles] as const] : [])),
  );
  if (others.size === 0) return fails;
  const rest = judgePackages(registry.id, { ...evidence, packages: [...others.keys()] }, nothingAsked, (about) => {
    return unreadPackage(about) ?? waiting(about, others.get(about)) ?? quiet(about);
  });
  return [...fails, ...rest];
}

/** What was seen stays in the ledger: it may be an attack that goes on, and everybody may read this answer. */
function waiting({ name }: PackageEvidence, troubles: Troubles | undefined): PackageAnswer | null {
  const [first] = troubles?.provisional ?? [];
  if (first === undefined) return null;
  const of = first.row === null ? '' : ` of ${codeWords(first.row.version)}`;
  return {
    verdict: 'unknown',
    says: `not all evidence${of} has arrived`,
    settles: `Look again in an hour: ${ledgerCommand(name)}.`,
  };
}
