export { openStore, type StorePlace } from './open.ts';
export type * from './open-store.ts';
export type * from './store.ts';
