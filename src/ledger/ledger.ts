export * from '../types/ledger.ts';
export * from '../types/ledger-words.ts';
