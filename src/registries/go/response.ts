import { urlPath } from '../plain.ts';
import { folderSays, hashCommand, type Response } from '../response.ts';
import { commands, shell } from '../shell-command.ts';

const retracting = 'https://go.dev/ref/mod#go-mod-file-retract';

export const response: Response = {
  steps({ package: name, release, repository }) {
    const home = urlPath(repository, 2);
    const address = home === null ? null : `https://github.com/${home}.git`;
    return [
      {
        kind: 'preserve',
        says: `Keep the module as the proxy has it, its line in the checksum database, and which commit each tag leads to now. ${folderSays}; downloading builds nothing.`,
        commands: commands(
          shell`GOMODCACHE="$PWD/evidence" go mod download -json ${`${name}@${release}`} > go-module.json`,
          shell`curl -fsSL -o go-checksum.txt ${`https://sum.golang.org/lookup/${escaped(name)}@${escaped(release)}`}`,
          address === null ? null : shell`git ls-remote ${address} > git-references.txt`,
          address === null ? null : shell`git clone --mirror ${address} evidence.git`,
          hashCommand,
        ),
        links: [],
      },
      {
        kind: 'contain',
        says: 'Retract the version in `go.mod`, commit that, tag a higher version and ask the proxy for it. The proxy and the checksum database keep what they have: a version cannot be taken back, and moving its tag only breaks builds.',
        commands: commands(shell`go mod edit -retract=${release}`),
        links: [retracting],
      },
      {
        kind: 'revoke',
        says: 'Nobody has an account for this: whoever may push a tag releases. Put a ruleset on the tags, and look at every person, key and app with write access.',
        commands: [],
        links:
          home === null
            ? []
            : [`https://github.com/${home}/settings/rules`, `https://github.com/${home}/settings/access`],
      },
      {
        kind: 'report',
        says: 'Report a malicious version to `security@golang.org`.',
        commands: [],
        links: ['https://go.dev/security/policy'],
      },
    ];
  },
};

/** The spelling of an address: capitals as `!` and the small letter, everything odd encoded. */
function escaped(text: string): string {
  const small = text.toWellFormed().replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
  return small.split('/').map(encodeURIComponent).join('/');
}
