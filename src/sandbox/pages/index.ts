export { newestRun } from './lookup.ts';
export { mountPages } from './routes.ts';
export { type RunningPages, servePages } from './serve.ts';
