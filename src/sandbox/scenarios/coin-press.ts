import type { Scenario } from '../scenario.ts';
import { assay } from './coin-press/assay.ts';
import { balance } from './coin-press/balance.ts';
import { die } from './coin-press/die.ts';
import { engraver } from './coin-press/engraver.ts';
import { mint } from './coin-press/mint.ts';
import { breaking, puttingRight, type ScenarioPull } from './coin-press/pulls.ts';
import { showcase } from './coin-press/showcase.ts';
import { touchstone } from './coin-press/touchstone.ts';
import { vault } from './coin-press/vault.ts';

/** An organisation with eight repositories on different registries, in different states. Mintmark comes later. */
export const coinPress: Scenario = {
  organisations: [
    {
      login: 'coin-press',
      twoFactorRequired: true,
      members: ['minter-general', 'assayer', 'engraver'],
      installation: null,
      repositories: [mint, showcase, touchstone, assay, die, balance, engraver, vault],
    },
  ],
};

/** What people propose while somebody watches, in this order. */
export const coinPressPulls: readonly ScenarioPull[] = [breaking, puttingRight];

export type { ScenarioPull };
