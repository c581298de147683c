import { loginActions, loginCommands } from '../containers/logins.ts';
import type { CredentialRules } from '../recogniser.ts';

/** How a step signs in to GitHub's container registry: nearly always with the job's own token. */
export const credentials: CredentialRules = {
  environment: ['GHCR_TOKEN', 'GHCR_PAT', 'CR_PAT', 'GHCR_PASSWORD'],
  stores: loginCommands,
  files: [],
  logins: [
    ...loginActions,
    // signs in with the job's own token where KO_DOCKER_REPO is not set
    {
      action: 'ko-build/setup-ko',
      credential: [],
      oidcWithout: false,
      host: { input: 'registry', default: 'ghcr.io' },
    },
    {
      action: 'imjasonh/setup-ko',
      credential: [],
      oidcWithout: false,
      host: { input: 'registry', default: 'ghcr.io' },
    },
  ],
  minted: [],
  mintEndpoints: [],
  names: ['ghcr'],
};
