import type { Remedies } from '../../src/registries/registry.ts';

/** Headings of a registry's page under which its steps stand, and what GitHub makes of them as anchors. */
export const remedyTitles = {
  trustedPublishing: { title: 'Switch to trusted publishing', anchor: 'switch-to-trusted-publishing' },
  refuseTokens: { title: 'Have tokens refused', anchor: 'have-tokens-refused' },
  narrowToken: { title: 'Keep a token narrow', anchor: 'keep-a-token-narrow' },
  deleteToken: { title: 'Delete a token', anchor: 'delete-a-token' },
  provenance: { title: 'Carry provenance', anchor: 'carry-provenance' },
} as const satisfies { readonly [name in keyof Remedies]?: { readonly title: string; readonly anchor: string } };
