import type { Publication } from '../publishing/publication.ts';
import { isAside } from '../registries/manifests/aside.ts';
import { baseName } from '../registries/manifests/paths.ts';
import type { Location } from '../types/place.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import { isWorkflowPath } from '../workflows/parse-uses.ts';
import type { Control, Judgement } from './control.ts';
import { fail, notApplicable, pass } from './judgements.ts';
import { retiredEndpointFix } from './retired-endpoint-fix.ts';
import { mentionsIn, type RetiredEndpoint } from './retired-endpoints.ts';

/** Does the configuration publish to something that was shut down? */
export const retiredEndpoint: Control = {
  id: 'retired-endpoint',
  title: 'Nothing publishes to a service that was shut down',
  asks: 'Does the configuration publish to something that was shut down?',
  principles: ['authorization.3.oidc'],
  severity: 'high',
  why: 'A release that goes to a service which is gone fails on the day it is needed most, when a fix has to go out. The credential for it is often still stored, and a retired host name may one day answer to somebody else.',
  evidence: ['files'],

  judge({ map, files }) {
    const places = new Map<RetiredEndpoint, Location[]>();
    for (const path of files.paths.filter(isConfiguration)) {
      const reading = files.read(path);
      if (reading.state !== 'seen' || reading.value.length > largest) continue;
      for (const { endpoint, line } of mentionsIn(reading.value, path)) {
        places.set(endpoint, [...(places.get(endpoint) ?? []), { path, line, endLine: line }]);
      }
    }
    if (places.size > 0) return [...places].map(([endpoint, at]) => failing(endpoint, at, map.publications, files));
    return map.publications.length === 0
      ? [notApplicable(null, 'nothing here publishes a package')]
      : [pass(null, 'no configuration of publishing names a service that was shut down')];
  },
};

function failing(
  endpoint: RetiredEndpoint,
  at: readonly Location[],
  publications: readonly Publication[],
  files: RepositoryFiles,
): Judgement {
  const { id, registry, names, fate, steps, links } = endpoint;
  const fix = retiredEndpointFix(endpoint, at, files);
  const isPublishedTo = publications.some((publication) => publication.registry === registry);
  return fail(isPublishedTo ? registry : null, {
    reason: `publishing is set up for ${names}: ${fate}`,
    at,
    key: [id],
    remediation: { steps, links, ...(fix === null ? {} : { fix }) },
  });
}

/** Files in which build and release tools are told where to publish. */
function isConfiguration(path: string): boolean {
  return isWorkflowPath(path) || (!isAside(path) && configurationNames.test(baseName(path)));
}

const configurationNames =
  /^(?:pom\.xml|.*settings\.xml|.*\.gradle|.*\.gradle\.kts|gradle\.properties|.*\.sbt|build\.(?:mill|sc)|jreleaser\.(?:yml|yaml|toml|json)|\.pypirc|\.npmrc|\.yarnrc\.yml|package\.json|setup\.cfg|pyproject\.toml|Makefile|justfile)$/i;

/** In UTF-16 code units. */
const largest = 1024 * 1024;
