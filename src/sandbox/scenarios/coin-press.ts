import type { Scenario } from '../scenario.ts';
import { assay, assayPackages } from './coin-press/assay.ts';
import { balance, balancePackages } from './coin-press/balance.ts';
import { die, diePackages } from './coin-press/die.ts';
import { engraver, engraverPackages } from './coin-press/engraver.ts';
import { mint, mintPackages } from './coin-press/mint.ts';
import { breaking, puttingRight, type ScenarioPull } from './coin-press/pulls.ts';
import { showcase, showcasePackages } from './coin-press/showcase.ts';
import { type ScenarioTheft, stolenToken } from './coin-press/theft.ts';
import { touchstone, touchstonePackages } from './coin-press/touchstone.ts';
import { vault, vaultPackages } from './coin-press/vault.ts';

/** A scenario with what happens while somebody watches, in this order. */
export interface WatchedScenario {
  readonly scenario: Scenario;
  /** ISO 8601 in UTC: what time it is when somebody begins to watch. */
  readonly begins: string;
  readonly pulls: readonly ScenarioPull[];
  readonly theft: ScenarioTheft;
}

/**
 * An organisation with eight repositories on different registries, in different states, and what they have released so
 * far. Mintmark comes later.
 */
export const coinPress: WatchedScenario = {
  scenario: {
    organisations: [
      {
        login: 'coin-press',
        twoFactorRequired: true,
        members: ['minter-general', 'assayer', 'engraver'],
        installation: null,
        repositories: [mint, showcase, touchstone, assay, die, balance, engraver, vault],
      },
    ],
    // For whoever wants to see what a stranger sees
    users: ['passer-by'],
    packages: [
      ...mintPackages,
      ...showcasePackages,
      ...touchstonePackages,
      ...assayPackages,
      ...diePackages,
      ...balancePackages,
      ...engraverPackages,
      ...vaultPackages,
    ],
  },
  begins: '2026-11-09T10:00:00Z',
  pulls: [breaking, puttingRight],
  theft: stolenToken,
};

export type { ScenarioPull, ScenarioTheft };
