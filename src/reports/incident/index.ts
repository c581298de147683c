export { incidentBody, incidentTitle } from './incident.ts';
export { retractionBody } from './retraction.ts';
export { type SecurityState, securityCheck } from './security-check.ts';
