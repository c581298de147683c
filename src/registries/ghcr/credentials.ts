import type { CredentialRules } from '../recogniser.ts';

/** How a step signs in to GitHub's container registry: nearly always with the job's own token. */
export const credentials: CredentialRules = {
  environment: ['GHCR_TOKEN', 'GHCR_PAT', 'CR_PAT', 'GHCR_PASSWORD'],
  stores: [
    {
      program: ['docker', 'podman', 'buildah', 'nerdctl', 'skopeo', 'oras', 'crane', 'ko'],
      subcommand: [['login'], ['auth', 'login']],
      valueFlags: ['-u', '--username', '-p', '--password'],
      credential: [{ flag: '-p' }, { flag: '--password' }, { stdin: true }],
      mentions: ['ghcr.io'],
    },
    {
      program: ['helm'],
      subcommand: [['registry', 'login']],
      valueFlags: ['-u', '--username', '-p', '--password'],
      credential: [{ flag: '-p' }, { flag: '--password' }, { stdin: true }],
      mentions: ['ghcr.io'],
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
