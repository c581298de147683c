import type { IncidentPack } from '../../src/types/incident-pack.ts';

/** What is told of a release that did not come from where it should, with nothing in it. */
export function anIncident(release: string): IncidentPack {
  return {
    version: 1,
    repository: 'acme/tools',
    registry: 'npm',
    package: 'coins',
    release,
    publishedAt: null,
    noticedAt: '2026-03-31T00:00:00Z',
    severity: 'high',
    signals: [],
    known: [],
    notKnown: [],
    response: [],
    evidence: [],
  };
}
