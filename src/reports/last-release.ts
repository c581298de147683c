import type { Ledger, LedgerRow } from '../types/ledger.ts';
import { type JoinName, type JoinState, joinNames, joinStates } from '../types/ledger-words.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { compareSeverity, type Severity } from '../types/severity.ts';
import { shorten } from './text/width.ts';
import { listing } from './text/words.ts';

/**
 * Who reads it. `everybody`: a check run and an issue may be public, and of what looks like a stolen release nothing is
 * said there; `owner`: whoever runs the command.
 */
export type Audience = 'everybody' | 'owner';

/**
 * The newest release of all packages in one sentence, with code between backticks: how it came and what proves it, or what
 * does not fit. Null where no registry was asked, where none has a release, and where it is not for everybody.
 */
export function lastRelease(
  ledgers: readonly Ledger[],
  audience: Audience,
  registryTitle: (id: RegistryId) => string = (id) => id,
): string | null {
  const newest = ledgers
    .flatMap((ledger) => ledger.rows.flatMap((row) => (isThere(row) ? [{ ledger, row }] : [])))
    .reduce<Release | null>((best, each) => (best === null || isLater(each, best) ? each : best), null);
  if (newest === null) return null;
  const { ledger, row } = newest;
  const packages = ledgers.filter((each) => each.rows.some(isThere)).length;
  const which = packages === 1 ? 'Last release' : `Last release of ${packages} packages`;
  const kind = row.withdrawn === null ? '' : ` (${row.withdrawn.split(':')[0]})`;
  const on = `on ${registryTitle(ledger.registry)}, ${row.publishedAt.slice(0, 'YYYY-MM-DD'.length)}`;
  const told = tellings[audience](row);
  return told === null ? null : `${which}: ${codeOf(ledger.package)} ${codeOf(row.version)} ${on}${kind}${told}`;
}

type Row = LedgerRow & { readonly publishedAt: string };

interface Release {
  readonly ledger: Ledger;
  readonly row: Row;
}

function isThere(row: LedgerRow): row is Row {
  return row.publishedAt !== null && row.withdrawn !== 'vanished';
}

/** Of the same moment the first stays, so that the order of ledgers decides. */
function isLater(one: Release, other: Release): boolean {
  return Date.parse(one.row.publishedAt) > Date.parse(other.row.publishedAt);
}

const tellings: Readonly<Record<Audience, (row: Row) => string | null>> = {
  owner: (row) => {
    const [gravest] = row.signals;
    const fits = `${mannerOf(row)}: ${joinsOf(row)}.`;
    return gravest === undefined
      ? fits
      : `${fits} It does not fit (${gravest.severity}): ${gravest.says}. \`mintmark ledger\` shows the rest.`;
  },
  everybody: (row) => {
    const grave = row.signals.filter(({ severity }) => compareSeverity(severity, incident) <= 0);
    if (grave.some(({ provisional }) => !provisional)) return null;
    return grave.length > 0 ? `${mannerOf(row)}. It is still being looked at.` : `${mannerOf(row)}: ${joinsOf(row)}.`;
  },
};

/** From here on it may be an incident. */
const incident: Severity = 'high';

/** `, by trusted publishing on GitHub from `release.yml``. */
function mannerOf({ by, workflow }: Row): string {
  const name = workflow?.split('/').at(-1);
  const from = name === undefined ? '' : ` from ${codeOf(name)}`;
  if (by === null) return from === '' ? '' : `,${from}`;
  const words = by.replace(/, as its attestation proves$/, '');
  return words.startsWith('staged') ? `, ${words}${from}` : `, by ${words}${from}`;
}

const words: Readonly<Record<JoinName, string>> = {
  tag: 'tag',
  release: 'GitHub release',
  commit: 'commit',
  run: 'run',
  attestation: 'attestation',
  digest: 'digest',
};

/** `tag, commit and run proved; digest unknown`. */
function joinsOf({ joins }: Row): string {
  const named = (state: JoinState) =>
    joinNames.filter((name) => joins[name].state === state).map((name) => words[name]);
  return joinStates
    .map((state) => ({ state, names: named(state) }))
    .filter(({ names }) => names.length > 0)
    .map(({ state, names }) => `${listing(names)} ${state}`)
    .join('; ');
}

function codeOf(text: string): string {
  return `\`${shorten(text.replaceAll('`', ''), 100)}\``;
}
