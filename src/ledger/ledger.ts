export * from '../types/ledger.ts';
