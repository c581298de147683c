import type { RegistryId } from '../types/registry-id.ts';
import type { Trigger } from '../workflows/model.ts';

/** What a registry compares with its trusted publisher when a job asks it for a token, and how far that is known. */
export interface ComparedClaims {
  /** Whose file name: that of the workflow that GitHub starts, or that of the one that the job stands in. Null: no workflow's. */
  readonly workflow: 'started' | 'holding' | null;
  /** A job in a reusable workflow of this repository; and of another one. */
  readonly called: Readonly<Record<'here' | 'elsewhere', Called>>;
  /** How the environment is compared where the publisher names one; one that names none takes any. Null: not at all. */
  readonly environment: Spelling | null;
  readonly repository: ComparedRepository;
  /** Events that it takes no token from, or the only ones that it takes one from, when they are of a tag. */
  readonly events: { readonly refused: readonly string[] } | { readonly taken: readonly string[]; readonly of: 'tags' };
  /** A publisher is entered for each package. False: for the owner of them all. */
  readonly perPackage: boolean;
  /** Where this is written: the registry's documentation, else its own source. */
  readonly sources: readonly string[];
  /** Where somebody has seen otherwise, for what is `disputed`. */
  readonly disputedBy?: string;
}

/**
 * `compared`: by the file that the column `workflow` names; `with-repository`: the same, and the publisher has to name the
 * other repository besides; `unsupported`: the documentation says that it is not supported; `refused`: it never fits;
 * `disputed`: as documented, and others have seen otherwise; `any`: nothing is compared.
 */
type Called = 'compared' | 'with-repository' | 'unsupported' | 'refused' | 'disputed' | 'any';

type Spelling = 'exact' | 'any-case';

/** By its name, and whether the number of its owner's account counts as well; or by its own number, which a rename keeps. */
export type ComparedRepository =
  | { readonly by: 'name'; readonly spelling: Spelling | 'unconfirmed'; readonly owner: 'name' | 'number' }
  | { readonly by: 'number' };

/** The registries that have trusted publishing. */
export const comparedClaims: { readonly [registry in RegistryId]?: ComparedClaims } = {
  npm: {
    workflow: 'started',
    called: { here: 'disputed', elsewhere: 'disputed' },
    environment: 'exact',
    repository: { by: 'name', spelling: 'exact', owner: 'name' },
    events: { refused: [] },
    perPackage: true,
    sources: ['https://docs.npmjs.com/trusted-publishers'],
    disputedBy: 'https://github.com/restatedev/sdk-typescript/pull/641',
  },
  pypi: {
    workflow: 'holding',
    called: { here: 'unsupported', elsewhere: 'refused' },
    environment: 'any-case',
    repository: { by: 'name', spelling: 'unconfirmed', owner: 'number' },
    events: { refused: ['pull_request_target'] },
    perPackage: true,
    sources: [
      'https://docs.pypi.org/trusted-publishers/troubleshooting/',
      'https://github.com/pypi/warehouse/blob/main/warehouse/oidc/models/github.py',
    ],
  },
  'crates.io': {
    workflow: 'started',
    called: { here: 'compared', elsewhere: 'compared' },
    environment: 'any-case',
    repository: { by: 'name', spelling: 'any-case', owner: 'number' },
    events: { refused: ['pull_request_target', 'workflow_run'] },
    perPackage: true,
    sources: [
      'https://crates.io/docs/trusted-publishing',
      'https://github.com/rust-lang/crates.io/tree/main/src/controllers/trustpub/tokens/exchange',
    ],
  },
  rubygems: {
    workflow: 'holding',
    called: { here: 'compared', elsewhere: 'with-repository' },
    environment: 'exact',
    repository: { by: 'name', spelling: 'exact', owner: 'number' },
    events: { refused: [] },
    perPackage: true,
    sources: [
      'https://guides.rubygems.org/trusted-publishing/',
      'https://github.com/rubygems/rubygems.org/blob/master/app/models/oidc/trusted_publisher/github_action.rb',
    ],
  },
  nuget: {
    workflow: 'holding',
    called: { here: 'compared', elsewhere: 'refused' },
    environment: 'any-case',
    repository: { by: 'name', spelling: 'any-case', owner: 'number' },
    // The server keeps a list of refused events that is not public.
    events: { refused: [] },
    perPackage: false,
    sources: [
      'https://learn.microsoft.com/nuget/nuget-org/trusted-publishing',
      'https://github.com/NuGet/NuGetGallery/blob/main/src/NuGetGallery.Services/Authentication/Federated/GitHubTokenPolicyValidator.cs',
    ],
  },
  'pub.dev': {
    workflow: null,
    called: { here: 'any', elsewhere: 'any' },
    environment: 'exact',
    repository: { by: 'name', spelling: 'unconfirmed', owner: 'number' },
    events: { taken: ['push', 'workflow_dispatch'], of: 'tags' },
    perPackage: true,
    sources: [
      'https://dart.dev/tools/pub/automated-publishing',
      'https://github.com/dart-lang/pub-dev/blob/master/app/lib/package/backend.dart',
    ],
  },
  jsr: {
    workflow: null,
    called: { here: 'any', elsewhere: 'any' },
    environment: null,
    repository: { by: 'number' },
    events: { refused: [] },
    perPackage: true,
    sources: [
      'https://jsr.io/docs/publishing-packages',
      'https://github.com/jsr-io/jsr/blob/main/api/src/external/github.rs',
    ],
  },
};

/** Whether a registry takes no token from jobs that this event starts. */
export function refusesEvent(registry: RegistryId, event: string): boolean {
  const events = comparedClaims[registry]?.events;
  if (events === undefined) return false;
  return 'refused' in events ? events.refused.includes(event) : !events.taken.includes(event);
}

/** The same of a trigger with its filters: the push of a branch is no push of a tag. */
export function refusesTrigger(registry: RegistryId, { event, filters }: Pick<Trigger, 'event' | 'filters'>): boolean {
  const events = comparedClaims[registry]?.events;
  if (event !== 'push' || events === undefined || !('of' in events)) return refusesEvent(registry, event);
  const names = (kind: string) => filters.has(kind) || filters.has(`${kind}-ignore`);
  return names('branches') && !names('tags');
}

/** Whether two spellings of a name are one to the registry. What is not confirmed counts as one: no alarm without proof. */
export function isSameSpelling(spelling: Spelling | 'unconfirmed', one: string, other: string): boolean {
  return spelling === 'exact' ? one === other : one.toLowerCase() === other.toLowerCase();
}
