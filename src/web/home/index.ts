export { homePage, welcomePage } from './page.ts';
