import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Publication } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import { comparedClaims } from './binding-claims.ts';
import { bindingValuesOf, boundWorkflows, holdingOf, isCompared, startedBy } from './binding-values.ts';
import type { Evidence, Judgement } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { fileName, jobName, listed, listedCode } from './job-words.ts';
import { fail, pass } from './judgements.ts';
import { comparedPath, type LastBuild, lastTrustedBuild, workflowsOf } from './last-build.ts';
import { movedRepository } from './moved-repository.ts';
import { packagesOf, publicationsOf } from './own-packages.ts';
import { releaseWords } from './release-way.ts';

interface Learnt extends LastBuild {
  readonly about: PackageEvidence;
}

/**
 * What the last releases by trusted publishing prove of the trusted publisher that the registry knows, compared with the
 * repository and its files of today. Empty where they prove nothing of this publication.
 */
export function learntBinding(publication: SitedPublication, evidence: Evidence): readonly Judgement[] {
  if (!isCompared(publication.registry, 'workflow')) return [];
  const packages = packagesOf(publication, evidence);
  const moved = movedRepository(publication, packages, evidence);
  const lost = packages.flatMap((about) => lostBinding(about, evidence) ?? []);
  if (lost.length > 0) return [...moved, broken(publication, lost, evidence)];
  if (moved.length > 0) return moved;
  const builds = packages.flatMap((about) => boundBuild(about) ?? []);
  const [newest] = builds;
  const isWhole = builds.length === packages.length && builds.every((build) => fits(publication, build));
  return newest === undefined || !isWhole ? [] : [kept(publication, newest, builds)];
}

/** The last release by trusted publishing, where none of the package's publications has its workflow any more. */
export function lostBinding(about: PackageEvidence, evidence: Evidence): Learnt | null {
  const build = boundBuild(about);
  const publications = publicationsOf(about, evidence).filter(
    ({ site, registry, auth }) => site !== null && auth === 'trusted-publishing' && isCompared(registry, 'workflow'),
  );
  if (build === null || publications.length === 0) return null;
  return publicationsOf(about, evidence).some((publication) => fits(publication, build)) ? null : build;
}

function boundBuild(about: PackageEvidence): Learnt | null {
  const build = lastTrustedBuild(about);
  return build === null ? null : { about, ...build };
}

/** Would the registry compare the same file again? Where the certificate hides which it was, any on the way to the job may be. */
function fits(publication: Publication, build: LastBuild): boolean {
  const { registry, site } = publication;
  if (site === null) return false;
  if (comparedClaims[registry]?.workflow === 'started') return startedBy(site).includes(build.workflow);
  if (build.row.holding === undefined) return workflowsOf(publication).includes(build.workflow);
  return holdingOf(site) === comparedPath(registry, build);
}

function kept(publication: SitedPublication, newest: Learnt, builds: readonly Learnt[]): Judgement {
  const workflows = listed(
    [...new Set(builds.map((build) => comparedPath(publication.registry, build)))].map(fileName),
  );
  const what =
    builds.length === 1
      ? `the last release by trusted publishing, ${releaseWords(newest.row)}, was built by ${workflows}`
      : `the last releases of ${listedCode(builds.map(({ about }) => about.name))} by trusted publishing were built by ${workflows}`;
  const environment = isCompared(publication.registry, 'environment')
    ? '; which environment it names, no certificate tells'
    : '';
  return pass(publication, `${what}, which still publishes${environment}`);
}

function broken(publication: SitedPublication, lost: readonly Learnt[], evidence: Evidence): Judgement {
  const { registry, site } = publication;
  const { title, remedies } = evidence.registryOf(registry);
  const [old] = lost;
  const names = lost.map(({ about }) => about.name);
  const files = listed([...new Set(lost.map((build) => comparedPath(registry, build)))].map(fileName));
  const isThere = lost.some(({ workflow }) => evidence.map.workflows.some(({ path }) => path === workflow));
  const isCalled = lost.some(({ workflow }) => workflowsOf(publication).includes(workflow));
  const fate = !isThere
    ? 'is not there any more'
    : isCalled
      ? `does not start it any more; ${listed(startedBy(site).map(fileName))} does`
      : 'is not seen to publish it any more';
  const now = boundWorkflows(publication);
  const values = { ...bindingValuesOf([publication], evidence.subject), packages: names };
  return fail(publication, {
    reason: `${old === undefined ? '' : releaseWords(old.row)} of ${listedCode(names)} was built by ${files}, which ${fate}: a trusted publisher that names ${files} refuses ${jobName(site)}${isThere && isCalled ? disputeWords(publication, title) : ''}`,
    at: [site.at],
    key: ['workflow', ...names.toSorted()],
    // The file may still publish in a way that was not understood.
    ...(isThere ? { severity: 'medium' as const } : {}),
    remediation: {
      steps: [
        `Before the next release, see what the trusted publisher of ${listedCode(names)} on ${title} names. Where it is still ${files}, enter workflow ${listedCode(now)}${repositoryWords(evidence)}${environmentWords(publication)}.`,
        `Or give the workflow its former name back: ${files}.`,
        'The next release by trusted publishing shows that it worked, and this goes away.',
      ],
      links: remedies.trustedPublishing?.(values).links ?? [],
    },
  });
}

/** Sources do not agree on which of the two files counts. */
function disputeWords({ registry }: SitedPublication, title: string): string {
  return comparedClaims[registry]?.called.here === 'disputed'
    ? `, as ${title} documents it; maintainers have seen it compare the called workflow, and then this one goes on working`
    : '';
}

function repositoryWords({ subject: { repository } }: Evidence): string {
  return repository === null ? '' : `, with repository ${codeWords(repository)}`;
}

function environmentWords({ registry, environment }: SitedPublication): string {
  if (!isCompared(registry, 'environment')) return '';
  return environment === null ? ' and no environment, or any' : ` and environment ${codeWords(environment)}`;
}
