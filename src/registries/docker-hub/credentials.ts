import { loginActions, loginCommands } from '../containers/logins.ts';
import type { CredentialRules } from '../recogniser.ts';

/** How a Docker Hub token or password reaches a step. */
export const credentials: CredentialRules = {
  environment: [
    'DOCKERHUB_TOKEN',
    'DOCKERHUB_PASSWORD',
    'DOCKER_HUB_TOKEN',
    'DOCKER_HUB_PASSWORD',
    'DOCKER_PASSWORD',
    'DOCKER_TOKEN',
  ],
  stores: loginCommands,
  files: [],
  logins: [
    ...loginActions,
    {
      action: 'azure/docker-login',
      credential: [{ input: 'password' }],
      oidcWithout: false,
      host: { input: 'login-server', default: 'docker.io' },
    },
  ],
  minted: [],
  mintEndpoints: [],
  names: ['dockerhub'],
};
