import { registryOf } from '../registries/index.ts';
import { codeWords } from '../registries/plain.ts';
import type { Ledger } from '../types/ledger.ts';
import type { Verdict } from '../types/verdict.ts';
import { findingsOf } from './gaps.ts';
import type { Target } from './ground.ts';
import { looseActionOf } from './loose-action.ts';

/** What is known of a target; what is not known is not among them. */
export type Fact =
  /** A long-lived credential reaches the step that publishes. */
  | 'token'
  /** No workflow publishes it: a person does. */
  | 'hand'
  /** Its registry takes tags of the repository by itself. */
  | 'pulled'
  | 'trusted'
  /** Trusted, and a token is still among the secrets. */
  | 'leftover'
  /** A copied credential would publish it, as far as is known. */
  | 'stealable'
  /** The registry refuses tokens for it. */
  | 'tokens-refused'
  /** The job waits for an environment that is protected. */
  | 'guarded'
  /** Something on the publish path is used by tag or branch. */
  | 'loose-action'
  /** The publishing job installs what is not locked, or runs install scripts. */
  | 'loose-install'
  /** Mintmark can ask its registry. */
  | 'watched'
  /** Releases so far carry proof of their build. */
  | 'attested'
  /** Every release so far has a tag, and there are enough of them for that to be a habit. */
  | 'tagged'
  /** A release past the usual way lacks something that those before it had, and Mintmark can see that. */
  | 'comparable'
  /** A single owner on the registry. */
  | 'lone-owner'
  /** Who may change the publishing workflow is reviewed. */
  | 'reviewed'
  /** A vulnerability can be reported in private. */
  | 'reporting'
  /** Nothing is published by them: the package is made up. */
  | 'invented';

export function factsOf(target: Target, isInvented: boolean): ReadonlySet<Fact> {
  const isTrusted = target.publication.auth === 'trusted-publishing';
  const isLeftover = verdictOf(target, 'leftover-token') === 'fail';
  const isRefused = verdictOf(target, 'tokens-refused') === 'pass';
  const holds: Readonly<Record<Exclude<Fact, 'comparable'>, boolean>> = {
    token: target.publication.auth === 'token',
    hand: target.publication.workflow === null && !pulling.has(target.registry),
    pulled: pulling.has(target.registry),
    trusted: isTrusted,
    leftover: isLeftover,
    stealable: !isRefused && (!isTrusted || isLeftover),
    'tokens-refused': isRefused,
    guarded: verdictOf(target, 'publish-environment') === 'pass',
    'loose-action': looseActionOf(target) !== null,
    'loose-install': verdictOf(target, 'publish-install') === 'fail',
    watched: registryOf(target.registry).client !== undefined,
    attested: isAttested(target),
    tagged: isTagged(ledgerOf(target)),
    'lone-owner': findingsOf(target, 'owners').some(({ message }) => message.includes(codeWords(target.package))),
    reviewed: verdictOf(target, 'workflow-guard') === 'pass',
    reporting: verdictOf(target, 'vulnerability-reporting') === 'pass',
    invented: isInvented,
  };
  return withComparable(target, new Set((Object.keys(holds) as (keyof typeof holds)[]).filter((fact) => holds[fact])));
}

/** The facts with `comparable` where it follows from them. */
export function withComparable({ registry }: Target, facts: ReadonlySet<Fact>): ReadonlySet<Fact> {
  const showsTrust = facts.has('trusted') && registryOf(registry).remedies.move?.shows === 'each';
  const hasHabit = showsTrust || facts.has('attested') || facts.has('tagged');
  return facts.has('watched') && hasHabit ? new Set([...facts, 'comparable']) : facts;
}

/** The ledger of the target's package, where its registry was asked. */
export function ledgerOf({ report, registry, package: name }: Target): Ledger | undefined {
  return report.releases.find((ledger) => ledger.registry === registry && ledger.package === name);
}

/** Registries that read tags of the repository. */
const pulling: ReadonlySet<string> = new Set(['packagist', 'go']);

/** What a control answered: of several the worst. */
function verdictOf({ report, registry }: Target, id: string): Verdict | undefined {
  const rows = report.controls.filter((row) => row.id === id && (row.registry === null || row.registry === registry));
  const order: readonly Verdict[] = ['fail', 'unknown', 'accepted', 'pass', 'not-applicable'];
  return order.find((verdict) => rows.some((row) => row.verdict === verdict));
}

function isAttested(target: Target): boolean {
  const rows = ledgerOf(target)?.rows;
  if (rows === undefined) return target.publication.provenance === true;
  return rows.slice(0, 1).some(({ joins }) => joins.attestation.state === 'proved');
}

/** As the ledger has it: of fewer releases it would not raise an alarm. */
function isTagged(ledger: Ledger | undefined): boolean {
  const rows = ledger?.rows ?? [];
  const tagged = rows.filter(({ joins }) => joins.tag.state === 'proved' || joins.tag.value !== null);
  return rows.length >= 5 && tagged.length === rows.length;
}
