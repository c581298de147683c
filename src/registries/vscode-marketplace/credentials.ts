import type { CredentialRules } from '../recogniser.ts';

/** How an Azure DevOps token for the Marketplace reaches a step. */
export const credentials: CredentialRules = {
  environment: [
    'VSCE_PAT',
    'VSCE_TOKEN',
    'VS_MARKETPLACE_TOKEN',
    'VSCODE_MARKETPLACE_TOKEN',
    'MARKETPLACE_TOKEN',
    'AZURE_TOKEN',
    'VSC_MKTP_PAT',
  ],
  stores: [{ program: ['vsce', '@vscode/vsce'], subcommand: [['login']], credential: [{ stdin: true }] }],
  files: [],
  // `vsce publish --azure-credential` takes the sign-in of a federated identity
  logins: [{ action: 'azure/login', credential: [{ input: 'creds' }], oidcWithout: true }],
  minted: [],
  mintEndpoints: [],
  names: ['vsce', 'marketplace', 'vscode'],
};
