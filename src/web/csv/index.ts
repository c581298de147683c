export { repositoriesCsv } from './repositories.ts';
