import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { codeWords } from '../registries/plain.ts';
import type { ManifestPackage, Registry } from '../registries/registry.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Severity } from '../types/severity.ts';
import type { Control, Evidence, Judgement } from './control.ts';
import { listedCode } from './job-words.ts';
import { notApplicable, unknown } from './judgements.ts';
import { notMeantFor } from './not-meant-for.ts';
import { isSamePackage, publicationsOf } from './own-packages.ts';
import { judgePackages, type PackageAnswer, packagesOn } from './package-answers.ts';
import { elsewhereWords } from './package-link.ts';
import { isOwn, sourceOf } from './package-source.ts';

/** Is every public name in the manifests taken on its registry, by this project? */
export const nameClaimed: Control = {
  id: 'name-claimed',
  title: 'Every package name of the manifests is taken, by this project',
  asks: 'Is every public package name in the manifests taken on its registry, by this project?',
  principles: ['general.1.typosquatting'],
  severity: 'high',
  why: 'A name that a manifest uses and nobody has registered can be registered by anybody. People and tools who find it in the repository, in a workspace or in a lock file will then install what a stranger put there.',
  evidence: ['files', 'registry'],

  judge(evidence) {
    const { map } = evidence;
    const publishable = map.packages.filter((manifest) => manifest.publishable);
    const ids = [...new Set(publishable.map(({ registry }) => registry))];
    if (ids.length === 0) return [notApplicable(null, 'no manifest describes a package that is meant to be public')];
    return ids.flatMap((id) => {
      const registry = evidence.registryOf(id);
      const manifests = publishable.filter((manifest) => manifest.registry === id);
      return evidence.packages === null
        ? [byFiles(registry, manifests)]
        : byRegistry(
            registry,
            manifests.filter(({ destination }) => destination === null || registry.isHome(destination)),
            evidence,
          );
    });
  },
};

function byFiles({ id, title, homepage }: Registry, manifests: readonly ManifestPackage[]): Judgement {
  const count = new Set(manifests.map(({ name }) => name)).size;
  const what = count === 1 ? 'the name that manifests use' : `the ${count} names that manifests use`;
  return unknown(
    id,
    `${title} was not asked about ${what}: this audit read files only`,
    `Look up each name on ${homepage}: its page links to this repository where the project has it.`,
  );
}

function byRegistry(
  registry: Registry,
  manifests: readonly ManifestPackage[],
  evidence: Evidence,
): readonly Judgement[] {
  const { id, title, homepage } = registry;
  if (manifests.length === 0)
    return [notApplicable(id, `what manifests describe for ${title} is published to another registry`)];
  const asked = packagesOn(id, evidence).filter((about) => manifests.some(({ name }) => isSamePackage(about, name)));
  const names = [...new Set(manifests.map(({ name }) => name))];
  const left = names.filter((name) => !asked.some((about) => isSamePackage(about, name)));
  const rest =
    left.length === 0
      ? []
      : [unknown(id, `${title} was not asked about ${listedCode(left)}`, `Look up each name on ${homepage}.`)];
  if (asked.length === 0) return rest;
  const never = { reason: `${title} was not asked`, settles: `Look up each name on ${homepage}.` };
  return [
    ...judgePackages(id, { ...evidence, packages: asked }, never, (about) => {
      const own = manifests.filter(({ name }) => isSamePackage(about, name));
      return answerFor(about, own, registry, evidence);
    }),
    ...rest,
  ];
}

function answerFor(
  about: PackageEvidence,
  manifests: readonly ManifestPackage[],
  registry: Registry,
  evidence: Evidence,
): PackageAnswer {
  const { history, name } = about;
  if (history.state === 'unreadable')
    return {
      verdict: 'unknown',
      says: `${registry.title} could not be read: ${history.reason}`,
      settles: `Try again later, or look at ${history.source}.`,
    };
  if (history.state === 'absent') return free(about, manifests, registry, evidence);
  if (publicationsOf(about, evidence).length > 0)
    return { verdict: 'pass', says: 'it is taken, and published from here; `package-link` says where its page leads' };
  const source = sourceOf(about, evidence.subject);
  if (source.kind === 'sibling')
    return { verdict: 'pass', says: `it is taken, and points to ${codeWords(source.repository)} of the same owner` };
  if (isOwn(source)) return { verdict: 'pass', says: 'it is taken, and points to this repository' };
  if (source.kind === 'elsewhere')
    return {
      verdict: 'fail',
      says: `it is taken by another project: ${elsewhereWords(source)}`,
      key: ['taken', name],
      remediation: {
        steps: [
          `Look at ${history.value.page}. Where the project is yours, let its metadata name this repository, or the one that it really comes from.`,
          ...notMeantFor(registry.id, manifests),
          'Where it is to be published, give it another name: whoever installs it by this one gets the other project.',
        ],
        links: [history.value.page],
      },
    };
  return {
    verdict: 'unknown',
    says:
      source.kind === 'nowhere'
        ? 'it is taken, and its metadata do not say by which project'
        : 'it is taken; whether by this project cannot be told without the name of this repository',
    settles: `Look at ${history.value.page}: where it is yours, let its metadata name this repository.`,
  };
}

/** Nobody has the name. Where its namespace is the project's own, nobody else can take it. */
function free(
  about: PackageEvidence,
  manifests: readonly ManifestPackage[],
  { id, title }: Registry,
  evidence: Evidence,
): PackageAnswer {
  const { name } = about;
  if (id === 'go')
    return { verdict: 'not-applicable', says: 'a module is named by its repository, so nobody else can take the name' };
  const space = namespaceOf(id, name);
  const holder = space === null ? undefined : packagesOn(id, evidence).find((other) => holds(other, space, evidence));
  if (space !== null && holder !== undefined)
    return {
      verdict: 'pass',
      says: `it is free, and only who owns ${codeWords(space)}, as ${codeWords(holder.name)} does, can take it`,
    };
  return {
    verdict: 'fail',
    says: `nobody has registered it on ${title}: whoever does first has the name`,
    severity: severityOf(about, manifests, evidence),
    key: ['free', name],
    remediation: {
      steps: [
        ...notMeantFor(id, manifests),
        `Where it is to be published, release a first version of ${codeWords(name)} on ${title} before anybody else does${space === null ? '' : `, or register ${codeWords(space)} there, which keeps all its names`}.`,
        'Until then, see that no documentation, script or lock file asks anybody to install it by this name.',
      ],
      links: [],
    },
  };
}

/** Names that a workflow publishes, or that live beside some that it does, are those that people will look for. */
function severityOf(about: PackageEvidence, manifests: readonly ManifestPackage[], evidence: Evidence): Severity {
  const { publications } = evidence.map;
  const workspaces = new Set(publications.flatMap((each) => each.manifests.map(({ workspace }) => workspace)));
  const isBeside = manifests.some(({ workspace }) => workspace !== null && workspaces.has(workspace));
  const isNamed = publications.some(
    ({ registry, packages }) => registry === about.registry && packages.some((name) => isSamePackage(about, name)),
  );
  return isNamed || isBeside ? 'high' : 'medium';
}

function holds(other: PackageEvidence, space: string, { subject }: Evidence): boolean {
  return namespaceOf(other.registry, other.name) === space && isOwn(sourceOf(other, subject));
}

/** The part of a name that one owner holds, with all that is named under it; null where names stand alone. */
function namespaceOf(registry: RegistryId, name: string): string | null {
  const separator = separators[registry];
  const end = separator === undefined ? -1 : name.indexOf(separator);
  if (end < 1 || (registry === 'npm' && !name.startsWith('@'))) return null;
  return name.slice(0, end).toLowerCase();
}

const separators: { readonly [registry in RegistryId]?: string } = {
  npm: '/',
  jsr: '/',
  packagist: '/',
  'maven-central': ':',
};
