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
  stores: [
    {
      program: ['docker', 'podman', 'buildah', 'nerdctl', 'skopeo', 'oras', 'crane', 'ko'],
      subcommand: [['login'], ['auth', 'login']],
      valueFlags: ['-u', '--username', '-p', '--password'],
      credential: [{ flag: '-p' }, { flag: '--password' }, { stdin: true }],
    },
    {
      program: ['helm'],
      subcommand: [['registry', 'login']],
      valueFlags: ['-u', '--username', '-p', '--password'],
      credential: [{ flag: '-p' }, { flag: '--password' }, { stdin: true }],
    },
  ],
  files: [],
  logins: [
    {
      action: 'docker/login-action',
      credential: [{ input: 'password' }],
      oidcWithout: false,
      host: { input: 'registry', default: 'docker.io' },
    },
    {
      action: 'redhat-actions/podman-login',
      credential: [{ input: 'password' }],
      oidcWithout: false,
      host: { input: 'registry', default: 'docker.io' },
    },
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
