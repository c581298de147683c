import { comparedWorkflows, isCompared } from '../controls/binding-values.ts';
import type { Evidence } from '../controls/control.ts';
import type { SitedPublication } from '../controls/control-of.ts';
import { workflowsOf } from '../controls/last-build.ts';
import { isSamePackage, packagesOf } from '../controls/own-packages.ts';
import { packagesOn } from '../controls/package-answers.ts';
import { accountWords, isAlarming, releaseWayOf, releaseWords } from '../controls/release-way.ts';
import { intentFor, isByHand } from '../controls/released-by.ts';
import type { LedgerRow } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import type { Publication } from '../publishing/publication.ts';
import type { FormValues, Registry } from '../registries/registry.ts';
import { tokenWords } from './migration-workflows.ts';

/** What a registry is told once: a workflow, its environment, and the packages that go out from there. */
export interface MovingForm {
  readonly values: FormValues;
  readonly publications: readonly SitedPublication[];
  /** Sorted by name; empty where neither files nor the registry tell. */
  readonly packages: readonly MovedPackage[];
  /** How many more there are. */
  readonly omitted: number;
}

/** How far one package is. */
export interface MovedPackage {
  readonly name: string;
  readonly state: 'trusted' | 'not-yet' | 'new' | 'unknown';
  /** For `trusted`: the newest version that came so. */
  readonly release: string | null;
  /** What was seen of it, as a sentence without its subject's name. */
  readonly says: string;
  /** What would settle it, where that is not known of the newest release. */
  readonly settles: string | null;
  /** The newest release of all came so. */
  readonly isNewest: boolean;
  /** Something grave does not fit about its newest release. */
  readonly isAlarming: boolean;
}

/** The forms of one registry, in the order of their workflows and environments. */
export function movingForms(registry: Registry, evidence: Evidence, policy: Policy): readonly MovingForm[] {
  const [owner = null, repository = null] = evidence.subject.repository?.split('/') ?? [];
  const moving = evidence.map.publications
    .filter(isSited)
    .filter((each) => each.registry === registry.id && !isLeftToPeople(each, evidence, policy));
  const byForm = Map.groupBy(
    moving.flatMap((publication) => bindings(publication).map((binding) => ({ publication, binding }))),
    ({ binding }) => JSON.stringify([binding.workflow, binding.environment, binding.isComputed]),
  );
  const room = Math.max(most.least, Math.floor(most.packages / byForm.size));
  return [...byForm.keys()].toSorted().flatMap((key) => {
    const group = byForm.get(key) ?? [];
    const publications = group.map(({ publication }) => publication);
    const names = movedNames(publications, evidence, policy);
    const form = { publications, byToken: tokenWords(publications, evidence.files) };
    return group.slice(0, 1).map(({ binding }) => ({
      values: { owner, repository, ...binding, isStaged: isStaged(publications, policy) },
      publications,
      packages: names.slice(0, room).map((name) => movedPackage(name, registry, form, evidence)),
      omitted: Math.max(0, names.length - room),
    }));
  });
}

function isSited(publication: Publication): publication is SitedPublication {
  return publication.site !== null;
}

function isLeftToPeople(publication: SitedPublication, evidence: Evidence, policy: Policy): boolean {
  const names = namesOf(publication, evidence);
  return names.length > 0 && names.every((name) => isByHand(intentFor(publication.registry, name, policy)));
}

type Binding = Pick<FormValues, 'workflow' | 'environment' | 'isComputed'>;

/** A form has room for one workflow: a job that two workflows call is entered twice. */
function bindings(publication: SitedPublication): readonly Binding[] {
  const { registry, environment } = publication;
  const isComputed = environment?.includes('${{') === true && isCompared(registry, 'environment');
  const place = isComputed || !isCompared(registry, 'environment') ? null : environment;
  const workflows = comparedWorkflows(publication);
  return (workflows.length === 0 ? [null] : workflows).map((workflow) => ({
    workflow,
    environment: place,
    isComputed,
  }));
}

function isStaged(publications: readonly SitedPublication[], policy: Policy): boolean {
  return publications.some(
    ({ via, registry, packages }) =>
      /\bstage publish$/.test(via) || packages.some((name) => intentFor(registry, name, policy) === 'staged'),
  );
}

/** The names that files tell, and those of packages that only their own metadata lead here. */
function namesOf(publication: SitedPublication, evidence: Evidence): readonly string[] {
  const asked = packagesOf(publication, evidence).map(({ name }) => name);
  const others = publication.packages.filter(
    (name) => !asked.some((known) => isSamePackage({ registry: publication.registry, name: known }, name)),
  );
  return [...asked, ...others];
}

/** At least so many packages of a form are told of, and so many of all forms together where these are few. */
const most = { packages: 1000, least: 10 } as const;

function movedNames(publications: readonly SitedPublication[], evidence: Evidence, policy: Policy): readonly string[] {
  const names = new Set(publications.flatMap((publication) => namesOf(publication, evidence)));
  const [first] = publications;
  return [...names]
    .filter((name) => first === undefined || !isByHand(intentFor(first.registry, name, policy)))
    .toSorted();
}

function movedPackage(
  name: string,
  registry: Registry,
  form: { readonly publications: readonly SitedPublication[]; readonly byToken: string | null },
  evidence: Evidence,
): MovedPackage {
  const about = packagesOn(registry.id, evidence).find((each) => isSamePackage(each, name));
  const { publications, byToken } = form;
  const bare = { name, release: null, settles: null, isNewest: false, isAlarming: false };
  if (about?.history.state === 'absent')
    return { ...bare, state: 'new', says: `${registry.title} has no package of that name yet` };
  const rows = about?.ledger?.rows ?? [];
  const own = new Set(publications.flatMap(workflowsOf));
  const trusted = rows.find((row) => isTrusted(row) && (row.workflow === null || own.has(row.workflow)));
  const [newest] = rows;
  if (about === undefined || newest === undefined) return unseen(bare, about, registry, byToken, evidence);
  const way = releaseWayOf(about);
  if (trusted !== undefined) {
    const isNewest = isTrusted(newest) || way.kind === 'trusted';
    return {
      ...bare,
      state: 'trusted',
      release: trusted.version,
      says: isNewest
        ? `${releaseWords(trusted)} came by trusted publishing`
        : `${releaseWords(trusted)} came by trusted publishing, and ${laterWords(newest)} since`,
      settles: !isNewest && newest.rank === null ? untoldSettles(registry) : null,
      isNewest,
      isAlarming: !isNewest && isAlarming(newest),
    };
  }
  if (way.kind === 'untold') return unseen(bare, about, registry, byToken, evidence);
  const says =
    way.kind === 'account' || way.kind === 'too-old'
      ? accountWords(way.row)
      : `${releaseWords(newest)} came by trusted publishing from another workflow, ${newest.workflow ?? ''}`;
  return { ...bare, state: 'not-yet', says, isAlarming: isAlarming(newest) };
}

function isTrusted({ rank }: LedgerRow): boolean {
  return rank === 'trusted-publishing' || rank === 'staged';
}

function laterWords(row: LedgerRow): string {
  return row.rank === null ? `nothing shows how ${releaseWords(row)} came` : accountWords(row);
}

/** Where the registry does not tell, a file that hands over a token does. */
function unseen(
  bare: Omit<MovedPackage, 'state' | 'says'>,
  about: PackageEvidence | undefined,
  registry: Registry,
  byToken: string | null,
  evidence: Evidence,
): MovedPackage {
  const { title } = registry;
  if (byToken !== null) return { ...bare, state: 'not-yet', says: byToken };
  if (evidence.packages === null)
    return {
      ...bare,
      state: 'unknown',
      says: `${title} was not asked: this audit read files only`,
      settles: 'Let the audit ask the registries: run it without `--offline`.',
    };
  if (about?.history.state === 'unreadable')
    return {
      ...bare,
      state: 'unknown',
      says: `${title} could not be read: ${about.history.reason}`,
      settles: `Try again later, or look at ${about.history.source}.`,
    };
  const [newest] = about?.ledger?.rows ?? [];
  return {
    ...bare,
    state: 'unknown',
    says:
      newest === undefined
        ? `no release of it was seen on ${title}`
        : `${title} does not tell how ${releaseWords(newest)} came`,
    settles: newest === undefined ? 'The next release settles it.' : untoldSettles(registry),
  };
}

function untoldSettles({ remedies: { move } }: Registry): string {
  return move?.shows === 'none'
    ? 'The log of the run that published it settles it.'
    : 'A release with an attestation settles it; until then the log of the run that published it does.';
}
