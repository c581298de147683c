export type { Advisory, AttestedFileRecord, Case } from './case.ts';
export { closeReleases, questionsOf } from './close.ts';
export { declaredFor } from './declared.ts';
export type { Join, JoinName, JoinState, Ledger, LedgerRow, Signal, SignalId, TrustRank } from './ledger.ts';
export { reconcile } from './reconcile.ts';
export { inBelievedOrder } from './times.ts';
