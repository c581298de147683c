export { packagePage } from './package-page.ts';
