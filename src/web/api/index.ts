export { apiDescription } from './description.ts';
export { operations } from './operations.ts';
