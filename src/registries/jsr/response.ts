import { urlPath } from '../plain.ts';
import { folderSays, hashCommand, type Response } from '../response.ts';
import { commands, shell } from '../shell-command.ts';

export const response: Response = {
  steps({ package: name, release }) {
    const path = urlPath(name, 2);
    const version = urlPath(release);
    const page = path === null ? null : `https://jsr.io/${path}`;
    return [
      {
        kind: 'preserve',
        says: `Keep the list of its files with their hashes, and what JSR recorded of it. ${folderSays}.`,
        commands:
          page === null || version === null
            ? []
            : commands(
                shell`curl -fsSL -H 'Accept: application/json' -o jsr-version.json ${`${page}/${version}_meta.json`}`,
                shell`curl -fsSL -H 'Accept: application/json' -o jsr-package.json ${`${page}/meta.json`}`,
                hashCommand,
              ),
        links: page === null || version === null ? [] : [`${page}@${version}`],
      },
      {
        kind: 'contain',
        says: 'Yank the version on the page Versions of the package. It can be undone. Projects whose lock file names it still get it, and its number can never be used again.',
        commands: [],
        links: page === null ? ['https://jsr.io'] : [`${page}/versions`],
      },
      {
        kind: 'revoke',
        says: 'Revoke the access tokens of every member of the scope, look at its members and at the repository that the package is linked to, and let the scope require publishing from CI.',
        commands: [],
        links: ['https://jsr.io/account/tokens', ...(page === null ? [] : [`${page}/settings`])],
      },
      {
        kind: 'report',
        says: 'Report it to JSR at `help@jsr.io`: which version, when it was published, and that the members of the scope did not publish it.',
        commands: [],
        links: ['https://jsr.io/docs/usage-policy'],
      },
    ];
  },
};
