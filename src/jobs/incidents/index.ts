export { noticeIncidents } from './notice-incidents.ts';
