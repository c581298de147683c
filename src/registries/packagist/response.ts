import { urlPath } from '../plain.ts';
import { folderSays, hashCommand, type Response } from '../response.ts';
import { commands, shell } from '../shell-command.ts';

export const response: Response = {
  steps({ package: name, release, repository }) {
    const path = urlPath(name, 2);
    const home = urlPath(repository, 2);
    const page = path === null ? 'https://packagist.org/' : `https://packagist.org/packages/${path}`;
    return [
      {
        kind: 'preserve',
        says: `Keep what Packagist recorded, and which commit each tag leads to now: whoever moved one tag can move it again. ${folderSays}.`,
        commands: commands(
          path === null ? null : shell`curl -fsSL -o packagist.json ${`https://repo.packagist.org/p2/${path}.json`}`,
          home === null ? null : shell`git ls-remote ${`https://github.com/${home}.git`} > git-references.txt`,
          home === null ? null : shell`git clone --mirror ${`https://github.com/${home}.git`} evidence.git`,
          hashCommand,
        ),
        links: [page],
      },
      {
        kind: 'contain',
        says: 'Make the tags safe first: a ruleset on GitHub that lets nobody create, move or delete them until this is over. A version is what a tag pointed to when Packagist read it; a stable one keeps its commit whatever happens to the tag.',
        commands: [],
        links: home === null ? [] : [`https://github.com/${home}/settings/rules`],
      },
      {
        kind: 'contain',
        says: 'Then ask Packagist to take the version off; where its page offers you to delete it, do. Deleting the tag alone leaves what is there, and Packagist reads it anew where the tag comes back.',
        commands: commands(shell`git push origin --delete ${`refs/tags/${release}`}`),
        links: [page, 'https://packagist.org/about'],
      },
      {
        kind: 'revoke',
        says: 'Replace both API tokens of every maintainer, look at the maintainers and at the address of the repository that Packagist reads, and on GitHub at everybody and everything that may push tags.',
        commands: [],
        links: [
          'https://packagist.org/profile/',
          ...(home === null ? [] : [`https://github.com/${home}/settings/access`]),
        ],
      },
      {
        kind: 'report',
        says: 'Report it to Packagist, by the contact on its page.',
        commands: [],
        links: ['https://packagist.org/about'],
      },
    ];
  },
};
