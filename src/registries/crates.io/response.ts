import { urlPath } from '../plain.ts';
import { folderSays, hashCommand, type Response } from '../response.ts';
import { commands, shell } from '../shell-command.ts';

const tokens = 'https://crates.io/settings/tokens';

export const response: Response = {
  steps({ package: name, release }) {
    const crate = urlPath(name);
    const version = urlPath(release);
    const isAddressed = crate !== null && version !== null;
    return [
      {
        kind: 'preserve',
        says: `Keep the archive and what crates.io recorded of it: a crate that is removed for malware is gone. ${folderSays}.`,
        commands: isAddressed
          ? commands(
              shell`curl -fsSLO ${`https://static.crates.io/crates/${crate}/${crate}-${version}.crate`}`,
              shell`curl -fsSL -A incident-response -o crates-version.json ${`https://crates.io/api/v1/crates/${crate}/${version}`}`,
              hashCommand,
            )
          : [],
        links: isAddressed ? [`https://crates.io/crates/${crate}/${version}`] : [],
      },
      {
        kind: 'contain',
        says: 'Yank the version. It can be undone with `--undo`. Projects whose `Cargo.lock` names it still build with it, and only crates.io can remove it.',
        commands: commands(shell`cargo yank --version ${release} ${name}`),
        links: [],
      },
      {
        kind: 'revoke',
        says: 'Revoke the API tokens of every owner, look who owns the crate and which trusted publishers it has, and let crates.io refuse tokens for it.',
        commands: commands(shell`cargo owner --list ${name}`),
        links: [tokens, ...(crate === null ? [] : [`https://crates.io/crates/${crate}/settings`])],
      },
      {
        kind: 'report',
        says: 'Report it to crates.io, which removes malware and has a RustSec advisory written for each such crate.',
        commands: [],
        links: ['https://crates.io/support', 'https://crates.io/policies/security'],
      },
    ];
  },
};
