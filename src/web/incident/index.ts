export { incidentPage } from './incident-page.ts';
