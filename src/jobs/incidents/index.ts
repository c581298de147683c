export { hasOpenIncident, noticeIncidents } from './notice-incidents.ts';
