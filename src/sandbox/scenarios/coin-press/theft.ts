import type { RegistryId } from '../../../types/registry-id.ts';
import type { ScenarioPackageRelease } from '../../scenario-package.ts';
import { mint } from './mint.ts';

/** A release that somebody makes who should not, while somebody watches. */
export interface ScenarioTheft {
  /** What it is there to show: "with a stolen token". */
  readonly shows: string;
  /** Of the repository that the package comes from. */
  readonly repository: string;
  readonly registry: RegistryId;
  readonly package: string;
  /** It is published when its turn has come. */
  readonly release: Omit<ScenarioPackageRelease, 'at'>;
}

/** Where everything is done by trusted publishing, a token that a maintainer made years ago opens the door as before. */
export const stolenToken: ScenarioTheft = {
  shows: 'with a stolen token',
  repository: mint.name,
  registry: 'npm',
  package: '@coin-press/mint',
  release: {
    version: '2.4.1',
    by: { person: { name: 'minter-general' } },
    build: null,
    claimedCommit: null,
    installScript: true,
  },
};
