export { type Break, breaksIn } from './incident-breaks.ts';
export { type IncidentSource, incidentPack } from './incident-pack.ts';
export { retractionOf } from './incident-retraction.ts';
export { sinceThen } from './incident-since.ts';
