export { openStore, type StorePlace } from './open.ts';
export { storeIsThere } from './open-folder.ts';
export type * from './open-store.ts';
export type * from './store.ts';
export { backUp, type Counts, move, restore, type Source } from './transfer.ts';
