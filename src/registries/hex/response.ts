import { urlPath } from '../plain.ts';
import { folderSays, hashCommand, type Response, warning } from '../response.ts';
import { commands, shell } from '../shell-command.ts';

const keys = 'https://hex.pm/dashboard/keys';

export const response: Response = {
  steps({ package: name, release }) {
    const path = urlPath(name);
    const version = urlPath(release);
    const isAddressed = path !== null && version !== null;
    return [
      {
        kind: 'preserve',
        says: `Keep the archive and what hex.pm recorded of it, the publisher included. ${folderSays}; fetching compiles nothing.`,
        commands: commands(
          shell`mix hex.package fetch ${name} ${release}`,
          isAddressed
            ? shell`curl -fsSL -A incident-response -o hex-release.json ${`https://hex.pm/api/packages/${path}/releases/${version}`}`
            : null,
          hashCommand,
        ),
        links: isAddressed ? [`https://hex.pm/packages/${path}/${version}`] : [],
      },
      {
        kind: 'contain',
        says: 'Retire the release: everybody who resolves it is warned. It can be undone with `--unretire`, and it stops nobody.',
        commands: commands(shell`mix hex.retire ${name} ${release} security --message ${warning}`),
        links: ['https://hexdocs.pm/hex/Mix.Tasks.Hex.Retire.html'],
      },
      {
        kind: 'contain',
        says: 'Within an hour of its publication (a day for the first release of a package) it can be taken back altogether, from a checkout of the project. That cannot be undone; later only hex.pm removes a release.',
        commands: commands(shell`mix hex.publish --revert ${release}`),
        links: ['https://hex.pm/docs/publish'],
      },
      {
        kind: 'revoke',
        says: 'Revoke the keys of every owner and of the organization, and look who owns the package.',
        commands: commands(shell`mix hex.owner list ${name}`),
        links: [keys],
      },
      {
        kind: 'report',
        says: 'Report it to `support@hex.pm`: which package, which release, and that its owners did not publish it.',
        commands: [],
        links: isAddressed ? [`https://hex.pm/packages/${path}/${version}`] : ['https://hex.pm'],
      },
    ];
  },
};
