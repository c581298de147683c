export { readListQuery } from './list-query.ts';
export { nextSteps } from './next-steps.ts';
export { weeksBefore } from './overview.ts';
export { organisationPage } from './page.ts';
