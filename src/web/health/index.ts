export { readHealth } from './health.ts';
export { healthPage } from './page.ts';
