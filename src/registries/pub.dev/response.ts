import { urlPath } from '../plain.ts';
import { folderSays, hashCommand, type Response } from '../response.ts';
import { commands, shell } from '../shell-command.ts';

export const response: Response = {
  steps({ package: name, release }) {
    const path = urlPath(name);
    const version = urlPath(release);
    const page = path === null ? null : `https://pub.dev/packages/${path}`;
    return [
      {
        kind: 'preserve',
        says: `Keep the archive and what pub.dev recorded of it. The activity log of the package, which only its admins see, names the account or the workflow run that published it: keep that as well. ${folderSays}.`,
        commands:
          path === null || version === null
            ? []
            : commands(
                shell`curl -fsSLO ${`https://pub.dev/api/archives/${path}-${version}.tar.gz`}`,
                shell`curl -fsSL -o pub-package.json ${`https://pub.dev/api/packages/${path}`}`,
                hashCommand,
              ),
        links: page === null ? [] : [`${page}/activity-log`],
      },
      {
        kind: 'contain',
        says: 'Retract the version under Admin: pub.dev takes that within 7 days of its publication. Projects that have locked it still get it, and it is never deleted. Afterwards publish a higher version from the last good commit.',
        commands: [],
        links: page === null ? ['https://pub.dev/help'] : [`${page}/admin`],
      },
      {
        kind: 'revoke',
        says: 'Switch automated publishing off under Admin until its workflow and its tags are safe again, remove uploaders that nobody knows, and revoke the access of stored credentials in each Google account that may publish.',
        commands: [],
        links: [...(page === null ? [] : [`${page}/admin`]), 'https://myaccount.google.com/connections'],
      },
      {
        kind: 'report',
        says: 'Report it to pub.dev, which moderates packages that do harm.',
        commands: [],
        links: [path === null ? 'https://pub.dev/help' : `https://pub.dev/report?subject=package%3A${path}`],
      },
    ];
  },
};
