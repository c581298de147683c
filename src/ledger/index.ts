export type { Advisory, AttestedFileRecord, Case, DeclaredPublishing } from './case.ts';
export { closeReleases, type KnownVersions, questionsOf } from './close.ts';
export { type DeclaredMap, declaredFor } from './declared.ts';
export type { Habit, ReleaseFactsRow } from './facts.ts';
export type { Join, JoinName, JoinState, Ledger, LedgerRow, Signal, SignalId, TrustRank } from './ledger.ts';
export { reconcile } from './reconcile.ts';
export { rowsOf } from './rows.ts';
export { inBelievedOrder } from './times.ts';
