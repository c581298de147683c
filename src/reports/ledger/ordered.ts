import type { Join, Ledger, LedgerRow, Signal } from '../../types/ledger.ts';

/** A ledger with its keys in one order whatever built it, and without any that are not told. */
export function orderedLedger(ledger: Ledger): Ledger {
  const { registry, package: name, page, link, habit, rows, omitted, signals, asked, notes } = ledger;
  return {
    registry,
    package: name,
    page,
    link,
    habit,
    rows: rows.map(rowOf),
    omitted,
    signals: signals.map(signalOf),
    asked,
    notes,
  };
}

function rowOf({ joins: { tag, release, commit, run, attestation, digest }, ...row }: LedgerRow): LedgerRow {
  const { version, line, publishedAt, rank, by, workflow, holding, repository, withdrawn, signals, quiet } = row;
  return {
    version,
    line,
    publishedAt,
    rank,
    by,
    workflow,
    ...(holding === undefined ? {} : { holding }),
    ...(repository === undefined ? {} : { repository }),
    withdrawn,
    joins: {
      tag: joinOf(tag),
      release: joinOf(release),
      commit: joinOf(commit),
      run: joinOf(run),
      attestation: joinOf(attestation),
      digest: joinOf(digest),
    },
    signals: signals.map(signalOf),
    quiet,
  };
}

function joinOf({ state, value, says }: Join): Join {
  return { state, value, says };
}

function signalOf({ id, severity, says, provisional }: Signal): Signal {
  return { id, severity, says, provisional };
}
