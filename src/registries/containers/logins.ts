import type { CredentialLogin, CredentialStore } from '../recogniser.ts';

const login = {
  valueFlags: ['-u', '--username', '-p', '--password'],
  credential: [{ flag: '-p' }, { flag: '--password' }, { stdin: true }],
  host: { default: 'docker.io' },
} as const;

/** Commands that sign in to whichever container registry they name. */
export const loginCommands: readonly CredentialStore[] = [
  {
    program: ['docker', 'podman', 'buildah', 'nerdctl', 'skopeo', 'oras', 'crane', 'ko'],
    subcommand: [['login'], ['auth', 'login']],
    ...login,
  },
  { program: ['helm'], subcommand: [['registry', 'login']], ...login },
];

/** Actions that sign in to whichever container registry their input names. */
export const loginActions: readonly CredentialLogin[] = ['docker/login-action', 'redhat-actions/podman-login'].map(
  (action) => ({
    action,
    credential: [{ input: 'password' }],
    oidcWithout: false,
    host: { input: 'registry', default: 'docker.io' },
  }),
);
