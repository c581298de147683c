import { strongest } from '../workflows/permissions.ts';
import type { Auth, CallChain, Publication, PublishSite } from './publication.ts';

/**
 * One publication for each registry and step: the same step may be reached by several callers, matrix combinations or
 * commands. A token on any of the ways counts.
 */
export function mergePublications(publications: readonly Publication[]): readonly Publication[] {
  const byPlace = new Map<string, Publication>();
  for (const publication of publications) {
    const key = [
      publication.registry,
      publication.site?.workflow.path,
      publication.site?.job.id,
      publication.site?.at.line,
    ].join('\n');
    const other = byPlace.get(key);
    byPlace.set(key, other === undefined ? publication : merge(other, publication));
  }
  return [...byPlace.values()].sort((a, b) => compare(keyOf(a), keyOf(b)));
}

function merge(a: Publication, b: Publication): Publication {
  const credentials = new Map(
    [...a.credentials, ...b.credentials].map((credential) => [
      `${credential.kind} ${credential.source} ${credential.arrives}`,
      credential,
    ]),
  );
  return {
    ...a,
    packages: sorted([...a.packages, ...b.packages]),
    manifests: [...new Set([...a.manifests, ...b.manifests])],
    site: a.site === null || b.site === null ? a.site : mergeSites(a.site, b.site),
    via: a.via.length <= b.via.length ? a.via : b.via,
    auth: graver(a.auth, b.auth),
    credentials: [...credentials.values()],
    idToken: a.idToken || b.idToken,
    provenance:
      a.provenance === b.provenance
        ? a.provenance
        : a.provenance === null
          ? b.provenance
          : b.provenance === null
            ? a.provenance
            : false,
    environment: a.environment === b.environment ? a.environment : (a.environment ?? b.environment),
    confidence: rank(a.confidence) >= rank(b.confidence) ? a.confidence : b.confidence,
    reason: rank(a.confidence) >= rank(b.confidence) ? a.reason : b.reason,
    reaches: sorted([...a.reaches, ...b.reaches]),
  };
}

function mergeSites(a: PublishSite, b: PublishSite): PublishSite {
  const callers = new Map<string, CallChain>(
    [...a.callers, ...b.callers].map((chain) => [
      chain.map(({ workflow, job }) => `${workflow.path} ${job.id}`).join('\n'),
      chain,
    ]),
  );
  return {
    ...a,
    callers: [...callers.values()],
    permissions: strongest(a.permissions, b.permissions),
    events: sorted([...a.events, ...b.events]),
  };
}

function graver(a: Auth, b: Auth): Auth {
  if (a === 'token' || b === 'token') return 'token';
  return a === 'trusted-publishing' || b === 'trusted-publishing' ? 'trusted-publishing' : 'unknown';
}

function rank(confidence: Publication['confidence']): number {
  return { low: 0, medium: 1, high: 2 }[confidence];
}

function keyOf({ registry, site, via }: Publication): string {
  return [
    registry,
    site?.workflow.path ?? '',
    site?.job.id ?? '',
    String(site?.at.line ?? 0).padStart(7, '0'),
    via,
  ].join('\n');
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
