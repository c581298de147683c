import { repositoryOfLink } from '../ledger/source-link.ts';
import type { Publication } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import type { ManifestPackage, Registry } from '../registries/registry.ts';
import type { Edit, Evidence, Fix } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { provenanceAsked } from './provenance-asked.ts';
import { switchedOn } from './provenance-switches.ts';
import { isOnHostedRunner } from './publish-runner.ts';
import { alsoBuilds, grantsFor } from './trusted-publishing-fix.ts';

/** Whether all that these publications release carries provenance, as far as the files decide it. */
export function asksForProvenance(publications: readonly Publication[]): boolean {
  return publications.length > 0 && publications.every(isAsking);
}

/** npm signs with the token that `id-token: write` lets the job ask for, and takes it from hosted runners only. */
function isAsking({ registry, provenance, idToken, site }: Publication): boolean {
  if (provenance !== true) return false;
  return registry !== 'npm' || (idToken && site !== null && isOnHostedRunner(site.job));
}

/**
 * The edits after which every one of these publications asks for provenance: what switches it off is taken back, and
 * where it does not come by itself it is asked for. Null where one of them needs more than that.
 */
export function provenanceFix(
  publications: readonly Publication[],
  registry: Registry,
  evidence: Evidence,
): Fix | null {
  const silent = publications.filter((publication) => !isAsking(publication));
  const sited = silent.filter(isSited);
  const edits = sited.map((publication) => editsFor(publication, sited, evidence));
  if (silent.length === 0 || sited.length < silent.length || edits.some((each) => each === null)) return null;
  const first = registry.id === 'npm' ? namesToSet(silent, evidence) : [];
  return {
    safety: 'needs-thought',
    title: `Publish to ${registry.title} with provenance`,
    ...(first.length === 0 ? {} : { first }),
    edits: [...new Map(edits.flatMap((each) => each ?? []).map((edit) => [JSON.stringify(edit), edit])).values()],
    settledBy: 'next-release',
  };
}

function editsFor(
  publication: SitedPublication,
  publications: readonly SitedPublication[],
  evidence: Evidence,
): readonly Edit[] | null {
  const { registry, provenance, idToken, site } = publication;
  if (site.step === null || isAlsoElsewhere(publication, evidence)) return null;
  if (registry === 'npm' && !isOnHostedRunner(site.job)) return null;
  if (!idToken && alsoBuilds(site, publications)) return null;
  const edits = provenance === true ? [] : askingEdits(publication, evidence);
  return edits === null ? null : [...(idToken ? [] : grantsFor(site)), ...edits];
}

/** Under trusted publishing it comes by itself where nothing switches it off. */
function askingEdits(publication: SitedPublication, evidence: Evidence): readonly Edit[] | null {
  const switched = switchedOn(publication, evidence);
  if (switched === null) return null;
  if (switched.asks) return switched.edits;
  if (publication.auth === 'trusted-publishing') return switched.edits.length === 0 ? null : switched.edits;
  const asked = provenanceAsked(publication, evidence);
  return asked === null ? null : [...switched.edits, ...asked];
}

/** What the step publishes to another registry goes by the same switches, and few others take provenance. */
function isAlsoElsewhere({ site }: SitedPublication, { map }: Evidence): boolean {
  return map.elsewhere.some(
    ({ workflow, job, at }) =>
      workflow.path === site.workflow.path && job.id === site.job.id && at.line === site.at.line,
  );
}

/** npm compares the manifest with the repository that the release is built from, letter by letter. */
function namesToSet(publications: readonly Publication[], { subject: { repository } }: Evidence): readonly string[] {
  const manifests = new Map(
    publications.flatMap((publication) => publication.manifests.map((manifest) => [manifest.path, manifest])),
  );
  return [...manifests.values()]
    .filter((manifest) => repository === null || namedIn(manifest) !== repository)
    .slice(0, mostNames)
    .map(
      ({ path }) =>
        `Let \`repository\` in ${codeWords(path)} name ${repository === null ? 'this repository' : codeWords(repository)} as GitHub spells it, upper and lower case included: npm compares it with where a release with provenance comes from.`,
    );
}

const mostNames = 10;

function namedIn({ repository }: ManifestPackage): string | null {
  return repository === null ? null : (repositoryOfLink(repository) ?? repository);
}

function isSited(publication: Publication): publication is SitedPublication {
  return publication.site !== null;
}
