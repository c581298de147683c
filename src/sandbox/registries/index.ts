export { startRegistries } from './start.ts';
