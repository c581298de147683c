import type { LedgerRow } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { codeWords } from '../registries/plain.ts';
import { bindingValuesOf, boundWorkflows, isCompared } from './binding-values.ts';
import type { Evidence, Judgement } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { fileName, jobName, listed, listedCode } from './job-words.ts';
import { fail, pass } from './judgements.ts';
import { type LastBuild, lastBuild, workflowsOf } from './last-build.ts';
import { packagesOf, publicationsOf } from './own-packages.ts';
import { releaseWords } from './release-way.ts';

interface Learnt extends LastBuild {
  readonly about: PackageEvidence;
}

/**
 * What the last releases by trusted publishing prove of the workflow that the registry is bound to, compared with the
 * files of today. Null where they prove nothing of this publication.
 */
export function learntBinding(publication: SitedPublication, evidence: Evidence): Judgement | null {
  if (!isCompared(publication.registry, 'workflow')) return null;
  const packages = packagesOf(publication, evidence);
  const lost = packages.flatMap((about) => lostBinding(about, evidence) ?? []);
  if (lost.length > 0) return broken(publication, lost, evidence);
  const own = workflowsOf(publication);
  const builds = packages.flatMap((about) => boundBuild(about) ?? []);
  const [newest] = builds;
  const isWhole = builds.length === packages.length && builds.every(({ workflow }) => own.includes(workflow));
  return newest === undefined || !isWhole ? null : kept(publication, newest, builds);
}

/** The last release by trusted publishing, where none of the package's publications has its workflow any more. */
export function lostBinding(about: PackageEvidence, evidence: Evidence): Learnt | null {
  const build = boundBuild(about);
  const publications = publicationsOf(about, evidence).filter(
    ({ site, registry, auth }) => site !== null && auth === 'trusted-publishing' && isCompared(registry, 'workflow'),
  );
  if (build === null || publications.length === 0) return null;
  const publishing = publicationsOf(about, evidence).flatMap(workflowsOf);
  return publishing.includes(build.workflow) ? null : build;
}

function boundBuild(about: PackageEvidence): Learnt | null {
  const build = lastBuild(about, isTrusted);
  return build === null ? null : { about, ...build };
}

function isTrusted({ rank }: LedgerRow): boolean {
  return rank === 'trusted-publishing' || rank === 'staged';
}

function kept(publication: SitedPublication, newest: Learnt, builds: readonly Learnt[]): Judgement {
  const workflows = listed([...new Set(builds.map(({ workflow }) => workflow))].map(fileName));
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
  const files = listed([...new Set(lost.map(({ workflow }) => workflow))].map(fileName));
  const isThere = lost.some(({ workflow }) => evidence.map.workflows.some(({ path }) => path === workflow));
  const now = boundWorkflows(publication);
  const values = { ...bindingValuesOf([publication], evidence.subject), packages: names };
  return fail(publication, {
    reason: `${old === undefined ? '' : releaseWords(old.row)} of ${listedCode(names)} was built by ${files}, which ${isThere ? 'is not seen to publish it any more' : 'is not there any more'}: a trusted publisher that names ${files} refuses ${jobName(site)}`,
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

function repositoryWords({ subject: { repository } }: Evidence): string {
  return repository === null ? '' : `, with repository ${codeWords(repository)}`;
}

function environmentWords({ registry, environment }: SitedPublication): string {
  if (!isCompared(registry, 'environment')) return '';
  return environment === null ? ' and no environment, or any' : ` and environment ${codeWords(environment)}`;
}
